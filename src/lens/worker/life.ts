/** One parameter through the whole of training: the steps of the run are done again, and what the update does to it kept. */
import type { LaneName, State, Trace } from '../../engine/lane.ts'
import type { Trainer } from '../../engine/trainer.ts'
import { nextTask } from './tasks.ts'

/** A number a step, from the step with index `from` on. */
export interface WeightLife {
  /** In `params`. */
  readonly index: number
  readonly from: number
  readonly grad: Float64Array
  /** After the step. */
  readonly m: Float64Array
  readonly v: Float64Array
  readonly before: Float64Array
  readonly after: Float64Array
  /** False where all steps would take too long: then it is of those around the one that was asked for. */
  readonly isWhole: boolean
  /** What a step took, in milliseconds. */
  readonly milliseconds: number
}

/** Longest stretch before the worker listens again, in milliseconds. */
const slice = 12
/** All steps are done again if that takes no longer than this, in milliseconds. */
const patience = 6000
/** Steps after which the time of one is known. */
const trial = 5
/** Lives that are kept: who goes back to a parameter waits no more. */
const most = 12

type Exclusive = <Result>(work: () => Promise<Result>) => Promise<Result>

/** The lives of one run's parameters. */
export class Lives {
  private readonly known = new Map<number, WeightLife>()
  private lane: LaneName | null = null
  /** Goes up with every question: only the last one is answered. */
  private turn = 0

  constructor(
    private readonly trainer: Trainer,
    private readonly exclusive: Exclusive,
    private readonly isOpen: () => boolean,
  ) {}

  /** Null where it was overtaken by another question. */
  async of(index: number, around: number): Promise<WeightLife | null> {
    const turn = ++this.turn
    const { trainer } = this
    if (index < 0 || index >= trainer.lane.plan.parameters) return null
    // Another lane has made the run's latest steps: what is known may no longer be what was.
    if (this.lane !== trainer.lane.name) this.known.clear()
    this.lane = trainer.lane.name
    const end = trainer.completed
    const before = this.known.get(index)
    if (before && before.isWhole && before.from + before.grad.length === end) return before
    const isWanted = (): boolean => turn === this.turn && this.isOpen()
    const known = before?.isWhole ? before : null
    let record = new Record(index, trainer.firstState.step, end, known)
    const start = trainer.keptBefore(record.next)
    if (!(await this.live(record, start, Math.min(end, record.next + trial), isWanted))) return null
    const isWhole = record.milliseconds * (end - record.next) <= patience
    if (!isWhole) {
      const count = Math.max(2 * trial, Math.floor(patience / record.milliseconds))
      const from = Math.max(trainer.firstState.step, Math.min(Math.floor(around - count / 2), end - count))
      record = new Record(index, from, Math.min(end, from + count), null)
    }
    const state = await this.exclusive(async () =>
      isWhole ? trainer.keptBefore(record.next) : trainer.stateAt(record.next),
    )
    if (!(await this.live(record, state, record.end, isWanted))) return null
    const life = record.life(isWhole)
    this.keep(life)
    return life
  }

  private keep(life: WeightLife): void {
    this.known.delete(life.index)
    this.known.set(life.index, life)
    const [oldest] = this.known.keys()
    if (this.known.size > most) this.known.delete(oldest!)
  }

  /** Goes on from a state, in slices; false where nobody waits for it any more. */
  private async live(record: Record, from: State, to: number, isWanted: () => boolean): Promise<boolean> {
    let state = from
    while (state.step < to) {
      if (!isWanted()) return false
      await this.exclusive(async () => {
        const end = performance.now() + slice
        do state = await this.step(record, state)
        while (state.step < to && performance.now() < end)
      })
      await nextTask()
    }
    return true
  }

  private async step(record: Record, before: State): Promise<State> {
    const { trainer } = this
    const began = performance.now()
    const trace = await trainer.lane.trace(before, trainer.inputAt(before.step))
    record.add(before, trace, performance.now() - began)
    const step = before.step + 1
    // A state that was kept is the run's own, also where lanes changed.
    const kept = trainer.keptBefore(step)
    return kept.step === step ? kept : after(trace, step, trainer.lane.plan.parameters)
  }
}

/** The parameters and moments begin the memory, in this order; the gradients follow. */
function after({ memory }: Trace, step: number, count: number): State {
  const part = (i: number): Float64Array => {
    const numbers = memory.subarray(i * count, (i + 1) * count)
    return numbers instanceof Float64Array ? numbers : Float64Array.from(numbers)
  }
  return { step, parameters: part(0), m: part(1), v: part(2) }
}

type Numbers = Pick<WeightLife, 'grad' | 'm' | 'v' | 'before' | 'after'>

class Record {
  private readonly numbers: Numbers
  /** The step that comes next. */
  next: number
  /** The least that a step took. */
  milliseconds = Infinity

  /** @param known what is known from the first step on */
  constructor(
    private readonly index: number,
    private readonly from: number,
    readonly end: number,
    known: WeightLife | null,
  ) {
    const count = Math.max(0, end - from)
    const of = (kind: keyof Numbers): Float64Array => {
      const numbers = new Float64Array(count)
      numbers.set(known?.[kind].subarray(0, count) ?? [])
      return numbers
    }
    this.numbers = { grad: of('grad'), m: of('m'), v: of('v'), before: of('before'), after: of('after') }
    this.next = from + Math.min(count, known?.grad.length ?? 0)
  }

  add({ step, parameters }: State, { memory }: Trace, took: number): void {
    const { index, numbers } = this
    const [count, i] = [parameters.length, step - this.from]
    numbers.before[i] = parameters[index]!
    numbers.after[i] = memory[index]!
    numbers.m[i] = memory[count + index]!
    numbers.v[i] = memory[2 * count + index]!
    numbers.grad[i] = memory[3 * count + index]!
    this.milliseconds = Math.min(this.milliseconds, took)
    this.next = Math.max(this.next, step + 1)
  }

  life(isWhole: boolean): WeightLife {
    const { index, from, numbers, milliseconds } = this
    return { index, from, ...numbers, isWhole, milliseconds }
  }
}
