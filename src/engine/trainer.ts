/** A run: the training loop of microgpt.py on any lane, with a way back to every step of it. */
import type { Config } from './config.ts'
import type { Dataset } from './dataset.ts'
import { Diverged } from './diverged.ts'
import { rowsOf } from './document.ts'
import { firstBad } from './first-bad.ts'
import { History } from './history.ts'
import { freshState, type Lane, type Rates, type State, type StepInput, type Trace } from './lane.ts'
import { initialParameters } from './parameters.ts'
import type { Random } from './random.ts'

export { Diverged }

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
  /** Of the steps done, in order; NaN for those before a start in mid-run. */
  readonly losses: number[]
  /** Python's generator as the draws of the parameters left it: sampling after the run starts from a copy of it. */
  readonly random: Random
  private readonly history: History
  /** The state that was asked for last: training that is watched asks for one a few steps on. */
  private latest: State | null = null

  /**
   * The lane must be made from the plan for this config and the vocabulary of the data. Call `start` before anything else.
   * @param from where the run begins, if that is not its first step: what was before is not here
   */
  constructor(
    readonly config: Config,
    readonly dataset: Dataset,
    private current: Lane,
    from: State | null = null,
  ) {
    this.random = dataset.random.copy()
    // The draws are made in any case: they leave the generator where sampling takes it up.
    const fresh = freshState(initialParameters(config, dataset.tokenizer.vocab_size, this.random))
    this.history = new History(from ?? fresh)
    this.losses = Array.from({ length: this.firstState.step }, () => NaN)
  }

  /** What computes this run at present. */
  get lane(): Lane {
    return this.current
  }

  /** Before the first step, or where the run begins. */
  get firstState(): State {
    return this.history.first
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
        this.losses.push(...losses.subarray(0, bad))
        throw await this.stopAt(this.completed)
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

  /** Goes back from a step whose loss is not finite to where the parameters still were. */
  private async stopAt(step: number): Promise<Diverged> {
    let state = await this.redo(this.knownBefore(step), step)
    if (!isFinite(state)) {
      // An update before has put it into parameters, perhaps of a letter that came only now.
      state = this.history.before(step)
      while (!isFinite(state)) state = this.history.before(state.step - 1)
      for (let next = state; isFinite(next); next = await this.redo(state, state.step + 1)) {
        state = next
        // Another lane, which has taken over since, may get past the step.
        if (state.step === step) break
      }
      this.losses.length = state.step
      await this.lane.load(state)
    }
    const trace = await this.lane.trace(state, this.inputAt(state.step))
    return new Diverged(step, state.step, firstBad(this.lane.plan, trace))
  }

  /** The latest state at or before a step that is kept as the run left it. */
  keptBefore(step: number): State {
    return this.history.before(step)
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
    return this.lane.trace(state, this.inputFor(state.step, document))
  }

  /** One document by itself, with the rates of a step. */
  inputFor(step: number, document: string): StepInput {
    const { tokenizer } = this.dataset
    const rows = rowsOf([tokenizer.encode(document)], tokenizer.BOS, this.config.block_size)
    return { rows, rates: ratesAt(this.config, step) }
  }

  /** Keeps the state as it stands, so that another lane goes on from just here. */
  async keep(): Promise<void> {
    if (this.history.before(this.completed).step < this.completed)
      this.history.keep({ ...(await this.lane.state()), step: this.completed }, true)
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

const isFinite = ({ parameters }: State): boolean => parameters.every(Number.isFinite)
