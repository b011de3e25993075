/** Where one stands in a training step, and what is filled, lit or blank from there: every pane follows it. */
import { batch, computed, signal } from '@preact/signals-core'
import type { Baseline } from '../engine/baselines.ts'
import type { Config } from '../engine/config.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { OpId } from '../engine/operations.ts'
import type { State } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import type { Tokenizer } from '../engine/tokenizer.ts'
import type { TraceReader } from './reading.ts'
import type { DrawnName } from './sampling.ts'
import type { Frame } from './stepping.ts'
import { repeatsOf, Timeline, type Moment, type Place } from './timeline.ts'

/** A mark's state at the cursor: the past is filled, the present is lit, the future is blank. */
export type Status = 'done' | 'now' | 'todo'

export interface DatasetChoice {
  readonly name: string
  readonly text: string
  /** The name in links of a data set that everybody has. */
  readonly shared: 'shipped' | 'original' | null
}

/** Where a run begins that has no first steps here: the state from a file. */
export interface RunStart {
  /** Of the file. */
  readonly name: string
  readonly state: State
  /** A beginning that everybody has, as links name it. */
  readonly shared?: 'toy'
}

export interface RunState {
  readonly config: Config
  readonly plan: Plan
  readonly tokenizer: Tokenizer
  readonly dataset: DatasetChoice
  readonly docs: number
  /** After the shuffle. */
  readonly firstDocs: readonly string[]
  readonly baselines: readonly Baseline[]
  readonly start: RunStart | null
}

/** One trace with what it is of. */
export interface View {
  readonly step: number
  readonly document: string
  readonly provisional: boolean
  /** Parts that are switched off in it, as in the config. */
  readonly off: string
  /** Numbers that are held in it. */
  readonly intervention: Intervention
  readonly reader: TraceReader
}

/** The run and the trace that are looked at, and the moment of the step where one stands. */
export class Cursor {
  readonly run = signal<RunState | null>(null)
  readonly view = signal<View | null>(null)
  /** There is a trace to look at. */
  readonly isThere = computed(() => this.view.value !== null)
  /** Index in the timeline. */
  readonly cursor = signal(0)
  /** The lines inside the moment where one stands, from the operation's own to that of the innermost call; mostly none. */
  readonly frames = signal<readonly Frame[]>([])
  /** The position that is shown where the moment has none. */
  readonly restingPosition = signal(0)
  /** The parameter that is followed through Adam, by its index in `params`; null is the one that the loss feels most. */
  readonly parameterIndex = signal<number | null>(null)
  /** The first name that is made up after the step in view, once it is asked for. */
  readonly drawn = signal<DrawnName | null>(null)
  /** Nobody has moved the cursor yet: the page is at first sight. */
  readonly untouched = signal(true)

  readonly timeline = computed(() => {
    const [run, view] = [this.run.value, this.view.value]
    return run && view ? new Timeline(run.config, run.plan.vocab_size, view.reader.positions) : null
  })
  readonly moment = computed((): Moment | null => this.timeline.value?.at(this.cursor.value) ?? null)
  readonly position = computed(() => {
    const most = (this.view.value?.reader.positions ?? 1) - 1
    return Math.min(most, this.moment.value?.position ?? this.restingPosition.value)
  })

  /** @param frames where inside the moment: none is the operation as a whole */
  moveTo(index: number, frames: readonly Frame[] = []): void {
    const timeline = this.timeline.value
    if (!timeline) return
    const bounded = Math.min(timeline.length - 1, Math.max(0, Math.round(index)))
    const { position, phase } = timeline.at(bounded)
    batch(() => {
      this.untouched.value = false
      this.cursor.value = bounded
      if (frames.length > 0 || this.frames.peek().length > 0) this.frames.value = frames
      // What is shown is a matter of the moment alone, whichever way one came.
      if (position !== null) this.restingPosition.value = position
      else if (phase === 'setup' || phase === 'start') this.restingPosition.value = 0
    })
  }

  step(by: number): void {
    // From a line inside a moment, back is the moment itself.
    const isInside = this.frames.value.length > 0 && by < 0
    this.moveTo(this.cursor.value + (isInside ? by + 1 : by))
  }

  nextPosition(): void {
    const timeline = this.timeline.value
    if (timeline) this.moveTo(timeline.nextSegment(this.cursor.value))
  }

  /** Shows another position: in the forward pass the same operation there, later only its tensors. */
  lookAtPosition(position: number): void {
    const [timeline, moment] = [this.timeline.value, this.moment.value]
    if (!timeline || !moment) return
    const index = moment.position === null ? null : timeline.forwardIndex(moment, position)
    if (index === null) this.restingPosition.value = position
    else this.moveTo(index)
  }

  /** Moves to an operation, at the place where the cursor is in all that is not given. */
  goTo(op: OpId, place: Partial<Moment> = {}): boolean {
    const index = this.indexOf(op, place)
    if (index === null) return false
    this.moveTo(index)
    return true
  }

  /** The moment that `goTo` moves to. */
  indexOf(op: OpId, { layer, head, position, phase, parameter }: Partial<Moment> = {}): number | null {
    const [timeline, moment] = [this.timeline.value, this.moment.value]
    if (!timeline) return null
    const repeats = repeatsOf(op)
    const place: Place = {
      op,
      layer: repeats === 'layer' || repeats === 'head' ? (layer ?? moment?.layer ?? 0) : null,
      head: repeats === 'head' ? (head ?? moment?.head ?? 0) : null,
    }
    const at = position ?? this.position.value
    return timeline.indexOf(place, at, phase ?? null, parameter ?? moment?.parameter ?? 'wte')
  }

  /** Where an operation stands at the cursor, at the position that is shown. */
  status(place: Place, position = this.position.value): Status {
    const [timeline, moment] = [this.timeline.value, this.moment.value]
    const index = timeline?.forwardIndex(place, position) ?? null
    if (!moment || index === null) return 'todo'
    const isHere = moment.op === place.op && moment.layer === place.layer && moment.head === place.head
    if (isHere && (moment.phase !== 'forward' || moment.position === position)) return 'now'
    return index < this.cursor.value ? 'done' : 'todo'
  }

  /** Whether the walk back has reached what an operation put out, so that its gradient is known. */
  hasGradient(place: Place): boolean {
    const index = this.timeline.value?.backwardIndex(place) ?? null
    return index !== null && index <= this.cursor.value
  }

  /** Whether Adam has changed a matrix at the cursor. */
  isUpdated(parameter: string): boolean {
    const index = this.timeline.value?.updateIndex(parameter) ?? null
    return index !== null && index <= this.cursor.value && this.view.value?.provisional === false
  }

  /** The same moment in another trace, or the nearest that it has. */
  protected returnTo(moment: Moment): void {
    const timeline = this.timeline.value
    if (!timeline) return
    const position = moment.position === null ? null : Math.min(moment.position, timeline.positions - 1)
    const found = timeline.find({ ...moment, position })
    this.cursor.value = found ?? timeline.lossIndex
    if (found === null && this.frames.peek().length > 0) this.frames.value = []
  }

  protected restAfterLoss(): void {
    const timeline = this.timeline.value
    if (!timeline) return
    this.cursor.value = timeline.lossIndex
    this.frames.value = []
    this.restingPosition.value = timeline.positions - 1
  }
}
