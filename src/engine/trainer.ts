/** A run: the training loop of microgpt.py on any lane, with a way back to every step of it. */
import type { Config } from './config.ts'
import type { Dataset } from './dataset.ts'
import { rowsOf } from './document.ts'
import { History } from './history.ts'
import { freshState, type Lane, type Rates, type State, type StepInput, type Trace } from './lane.ts'
import { initialParameters } from './parameters.ts'
import type { Random } from './random.ts'

/** The run left the numbers: a loss is not finite. It stops where it was still well. */
export class Diverged extends Error {
  override readonly name = 'Diverged'
  constructor(readonly step: number) {
    super(`Training diverged at step ${step + 1}: the loss is not a finite number. The last good step is ${step}.`)
  }
}

/** Adam's numbers for one step, in float64 for every lane. */
export function ratesAt(config: Config, step: number): Rates {
  const { learning_rate, beta1, beta2, num_steps } = config
  return {
    rate: learning_rate * decayAt(config, step / num_steps),
    beta1,
    beta2,
    eps: config.eps_adam,
    correction1: 1 - beta1 ** (step + 1),
    correction2: 1 - beta2 ** (step + 1),
  }
}

function decayAt({ decay }: Config, progress: number): number {
  if (decay === 'constant') return 1
  return decay === 'cosine' ? 0.5 * (1 + Math.cos(Math.PI * progress)) : 1 - progress
}

export class Trainer {
  readonly losses: number[] = []
  /** Python's generator as the draws of the parameters left it: sampling after the run starts from a copy of it. */
  readonly random: Random
  private readonly history: History
  /** The state that was asked for last: training that is watched asks for one a few steps on. */
  private latest: State | null = null

  /** The lane must be made from the plan for this config and the vocabulary of the data. Call `start` before anything else. */
  constructor(
    readonly config: Config,
    readonly dataset: Dataset,
    private current: Lane,
  ) {
    this.random = dataset.random.copy()
    this.history = new History(freshState(initialParameters(config, dataset.tokenizer.vocab_size, this.random)))
  }

  /** What computes this run at present. */
  get lane(): Lane {
    return this.current
  }

  /** Training steps done. */
  get completed(): number {
    return this.losses.length
  }

  async start(): Promise<void> {
    await this.lane.load(this.history.first)
  }

  /** The document or documents of a step, with Adam's numbers for it. */
  inputAt(step: number): StepInput {
    const { tokenizer } = this.dataset
    const { batch_size, block_size } = this.config
    const documents = Array.from({ length: batch_size }, (_, b) => tokenizer.encode(this.documentAt(step, b)))
    return { rows: rowsOf(documents, tokenizer.BOS, block_size), rates: ratesAt(this.config, step) }
  }

  documentAt(step: number, b = 0): string {
    const { docs } = this.dataset
    return docs[(step * this.config.batch_size + b) % docs.length]!
  }

  /** Trains up to `count` further steps, never beyond num_steps; the losses of those. Throws Diverged. */
  async advance(count: number): Promise<number[]> {
    const first = this.completed
    const end = Math.min(this.config.num_steps, first + count)
    while (this.completed < end) {
      const until = Math.min(end, this.history.nextFrame(this.completed))
      const inputs = Array.from({ length: until - this.completed }, (_, i) => this.inputAt(this.completed + i))
      const losses = await this.lane.train(inputs)
      const bad = losses.findIndex(loss => !Number.isFinite(loss))
      if (bad >= 0) {
        const step = this.completed + bad
        this.losses.push(...losses.subarray(0, bad))
        await this.redo(this.knownBefore(step), step)
        throw new Diverged(step)
      }
      this.losses.push(...losses)
      if (this.history.wants(this.completed)) this.history.keep(await this.lane.state())
    }
    return this.losses.slice(first)
  }

  /**
   * Parameters and moments after `step` steps, exactly as they were: from the nearest known state before, and the few
   * steps from there done again.
   */
  async stateAt(step: number): Promise<State> {
    const { lane } = this
    if (step === this.completed) return { ...(await lane.state()), step }
    const known = this.knownBefore(step)
    if (known.step === step) return known
    const now = await lane.state()
    const state = await this.redo(known, step)
    await lane.load(now)
    return state
  }

  private knownBefore(step: number): State {
    const kept = this.history.before(step)
    const { latest } = this
    return latest && latest.step > kept.step && latest.step <= step ? latest : kept
  }

  /** Brings the lane from a known state to a later step. */
  private async redo(from: State, step: number): Promise<State> {
    const { lane } = this
    await lane.load(from)
    await lane.train(Array.from({ length: step - from.step }, (_, i) => this.inputAt(from.step + i)))
    return (this.latest = { ...(await lane.state()), step })
  }

  /**
   * Lays open the training step with this index (0 is the first): its forward pass from the state before it, its
   * gradients, its update.
   * @param document the one that training takes there, or any other
   */
  async traceAt(step: number, document = this.documentAt(step)): Promise<Trace> {
    return this.traceFrom(await this.stateAt(step), document)
  }

  /** The same from a state that is given. */
  traceFrom(state: State, document: string): Promise<Trace> {
    const { tokenizer } = this.dataset
    const rows = rowsOf([tokenizer.encode(document)], tokenizer.BOS, this.config.block_size)
    return this.lane.trace(state, { rows, rates: ratesAt(this.config, state.step) })
  }

  /** Goes on with another lane, from the last kept state: also when the lane so far was lost. */
  async moveTo(lane: Lane): Promise<void> {
    this.current = lane
    const kept = this.history.before(this.completed)
    await lane.load(kept)
    if (this.completed > kept.step)
      await lane.train(Array.from({ length: this.completed - kept.step }, (_, i) => this.inputAt(kept.step + i)))
  }
}
