/**
 * Other ways to update the same parameters: rivals begin where the run at hand begins and read the same documents, each
 * on a lane of its own, so that the run goes on undisturbed. Comes to the worker with the first question about them.
 */
import type { Config } from '../../engine/config.ts'
import type { Lane, State, StepInput } from '../../engine/lane.ts'
import { planFor } from '../../engine/plan.ts'
import { ratesAt, type Trainer } from '../../engine/trainer.ts'
import { openLane } from './lanes.ts'
import type { WeightLife } from './life.ts'
import type { Progress, TrainingEnd } from './messages.ts'
import { trainingLoop } from './training-loop.ts'

/** What a rival does otherwise than the run. */
export type RivalChange = Pick<Config, 'optimizer' | 'learning_rate'>

export type RivalQuestion =
  /** Trains it from the first step; no steps only stop it. */
  | { readonly ask: 'train'; readonly id: string; readonly change: RivalChange; readonly steps: number }
  /** What one step, counted from 0, did to one parameter. */
  | { readonly ask: 'step'; readonly id: string; readonly step: number; readonly index: number }
  /** Lets go of all. */
  | { readonly ask: 'end' }

/** Of a step: it and the one before, of which only the moments are known. */
export type RivalAnswer = TrainingEnd | WeightLife | null

/** Kept states hold no more than about this many numbers a rival. */
const budget = 2_000_000
/** No more than so many states are kept, however small they are. */
const mostStates = 20
/** So long a step is looked for, in milliseconds. */
const patience = 1500

export class Rivals {
  private readonly all = new Map<string, Rival>()

  /** @param isOpen whether the run is still the one at hand */
  constructor(
    private readonly trainer: Trainer,
    private readonly isOpen: () => boolean,
  ) {}

  answer(question: RivalQuestion, report: (progress: Progress) => void | Promise<void>): Promise<RivalAnswer> {
    if (question.ask === 'train') return this.train(question, report)
    if (question.ask === 'step') return this.all.get(question.id)?.lifeOf(question.step, question.index) ?? none
    this.close()
    return none
  }

  private async train(
    { id, change, steps }: Extract<RivalQuestion, { ask: 'train' }>,
    report: (progress: Progress) => void | Promise<void>,
  ): Promise<TrainingEnd | null> {
    const before = this.all.get(id)
    if (steps === 0) {
      before?.stop()
      return null
    }
    before?.close()
    const { trainer } = this
    const rival = new Rival(trainer, { ...trainer.config, ...change })
    this.all.set(id, rival)
    const end = await rival.train(steps, () => this.isOpen(), report)
    return this.all.get(id) === rival && this.isOpen() ? end : null
  }

  close(): void {
    for (const rival of this.all.values()) rival.close()
    this.all.clear()
  }
}

const none = Promise.resolve(null)

class Rival {
  private readonly losses: number[] = []
  private readonly states: State[]
  private lane: Lane | null = null
  private isWanted = true
  private isClosed = false
  private milliseconds = Infinity
  /** One at a time has the lane. */
  private last: Promise<unknown> = Promise.resolve()

  constructor(
    private readonly trainer: Trainer,
    private readonly config: Config,
  ) {
    const { parameters, step, m, v } = trainer.firstState
    const isSame = config.optimizer === trainer.config.optimizer
    // Another optimiser has no use for these moments.
    const fresh = { m: new Float64Array(parameters.length), v: new Float64Array(parameters.length) }
    this.states = [{ step, parameters, ...(isSame ? { m, v } : fresh) }]
  }

  private get first(): State {
    return this.states[0]!
  }

  private get completed(): number {
    return this.first.step + this.losses.length
  }

  stop(): void {
    this.isWanted = false
  }

  close(): void {
    this.stop()
    this.isClosed = true
    void this.exclusive(async () => {
      this.lane?.dispose()
      this.lane = null
    })
  }

  private exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(work)
    this.last = result.catch(() => {})
    return result
  }

  async train(
    steps: number,
    isOpen: () => boolean,
    report: (progress: Progress) => void | Promise<void>,
  ): Promise<TrainingEnd> {
    const { config, first } = this
    const end = Math.min(config.num_steps, first.step + steps)
    const interval = Math.max(50, Math.ceil((end - first.step) / this.mostStates))
    const goesOn = (): boolean => this.isWanted && isOpen() && this.completed < end
    const advance = (most: number) =>
      this.exclusive(async () => {
        if (!goesOn()) return { completed: this.completed, losses: [], problem: null }
        this.lane ??= await this.open()
        const { completed } = this
        const next = first.step + (Math.floor((completed - first.step) / interval) + 1) * interval
        const count = Math.min(most, end - completed, next - completed)
        const began = performance.now()
        const losses = [...(await this.lane.train(this.inputs(completed, count)))]
        this.milliseconds = Math.min(this.milliseconds, (performance.now() - began) / count)
        const bad = losses.findIndex(loss => !Number.isFinite(loss))
        const good = bad < 0 ? losses : losses.slice(0, bad)
        this.losses.push(...good)
        if (this.completed === next && this.states.length < this.mostStates)
          this.states.push({ ...(await this.lane.state()), step: next })
        return { completed: this.completed, losses: good, problem: bad < 0 ? null : brokenAt(this.completed) }
      })
    const problem = await trainingLoop({ goesOn, advance, report }, Infinity)
    return { completed: this.completed, problem }
  }

  /** The run's own lane, where it can be had twice: what is trained as the run is then comes out as the run did. */
  private async open(): Promise<Lane> {
    const { config, trainer } = this
    const plan = planFor(config, trainer.lane.plan.vocab_size)
    const events = { onLost: () => {}, onCompiling: () => {} }
    const wanted = trainer.lane.name === 'exact' ? (['exact', 'simd'] as const) : (['simd', 'exact'] as const)
    const opened = await openLane(wanted[0], plan, events)
    const lane = 'reason' in opened ? await openLane(wanted[1], plan, events) : opened
    if ('reason' in lane) throw new Error(lane.reason)
    await lane.load(this.first)
    return lane
  }

  private get mostStates(): number {
    return Math.min(mostStates, Math.floor(budget / (3 * this.first.parameters.length)))
  }

  private inputs(from: number, count: number): StepInput[] {
    return Array.from({ length: count }, (_, i) => ({
      rows: this.trainer.inputAt(from + i).rows,
      rates: ratesAt(this.config, from + i),
    }))
  }

  /** The step that was asked for, or the nearest that is there before long. */
  lifeOf(step: number, index: number): Promise<WeightLife | null> {
    return this.exclusive(async () => {
      const { lane } = this
      if (!lane || this.isClosed || this.completed === this.first.step) return null
      const wanted = Math.max(this.first.step, Math.min(step, this.completed - 1))
      const known = this.states.findLast(state => state.step <= wanted)!
      const at = (wanted - known.step) * this.milliseconds > patience ? known.step : wanted
      const now = await lane.state()
      await lane.load(known)
      if (at > known.step) await lane.train(this.inputs(known.step, at - known.step))
      const before = at > known.step ? { ...(await lane.state()), step: at } : known
      const { memory } = await lane.trace(before, this.inputs(at, 1)[0]!)
      await lane.load(now)
      return pairOf(before, memory, index, this.milliseconds)
    })
  }
}

/** The parameters and moments begin the memory, in this order; the gradients follow. */
function pairOf(before: State, memory: ArrayLike<number>, index: number, milliseconds: number): WeightLife {
  const count = before.parameters.length
  const pair = (earlier: number, now: number): Float64Array =>
    Float64Array.from(before.step === 0 ? [now] : [earlier, now])
  return {
    index,
    from: Math.max(0, before.step - 1),
    grad: pair(NaN, memory[3 * count + index]!),
    m: pair(before.m[index]!, memory[count + index]!),
    v: pair(before.v[index]!, memory[2 * count + index]!),
    before: pair(NaN, before.parameters[index]!),
    after: pair(before.parameters[index]!, memory[index]!),
    isWhole: false,
    milliseconds,
  }
}

const brokenAt = (completed: number): string => `diverged at step ${completed + 1}: its loss is no finite number`
