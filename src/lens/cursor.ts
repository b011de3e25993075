/** Where one stands in a training step, and what is filled, lit or blank from there: every pane follows it. */
import { batch, computed, signal } from '@preact/signals-core'
import type { Baseline } from '../engine/baselines.ts'
import type { Config } from '../engine/config.ts'
import { operations, type OpId } from '../engine/operations.ts'
import type { Plan } from '../engine/plan.ts'
import type { Tokenizer } from '../engine/tokenizer.ts'
import type { TraceReader } from './reading.ts'
import { Timeline, type Moment, type Place } from './timeline.ts'

/** A mark's state at the cursor: the past is filled, the present is lit, the future is blank. */
export type Status = 'done' | 'now' | 'todo'

export interface DatasetChoice {
  readonly name: string
  readonly text: string
  /** The name in links of a data set that everybody has. */
  readonly shared: 'shipped' | 'original' | null
}

export interface RunState {
  readonly config: Config
  readonly plan: Plan
  readonly tokenizer: Tokenizer
  readonly dataset: DatasetChoice
  readonly docs: number
  readonly baselines: readonly Baseline[]
}

/** One trace with what it is of. */
export interface View {
  readonly step: number
  readonly document: string
  readonly provisional: boolean
  readonly reader: TraceReader
}

/** The run and the trace that are looked at, and the moment of the step where one stands. */
export class Cursor {
  readonly run = signal<RunState | null>(null)
  readonly view = signal<View | null>(null)
  /** Index in the timeline. */
  readonly cursor = signal(0)
  /** The position that is shown where the moment has none. */
  readonly restingPosition = signal(0)
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

  moveTo(index: number): void {
    const timeline = this.timeline.value
    if (!timeline) return
    const bounded = Math.min(timeline.length - 1, Math.max(0, Math.round(index)))
    const { position } = timeline.at(bounded)
    batch(() => {
      this.untouched.value = false
      this.cursor.value = bounded
      if (position !== null) this.restingPosition.value = position
    })
  }

  step(by: number): void {
    this.moveTo(this.cursor.value + by)
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
  goTo(op: OpId, { layer, head, position, phase, parameter }: Partial<Moment> = {}): boolean {
    const [timeline, moment] = [this.timeline.value, this.moment.value]
    if (!timeline) return false
    const { repeats, phase: home } = operations[op]
    const place: Place = {
      op,
      layer: repeats === 'layer' || repeats === 'head' ? (layer ?? moment?.layer ?? 0) : null,
      head: repeats === 'head' ? (head ?? moment?.head ?? 0) : null,
    }
    const index =
      home === 'backward'
        ? timeline.segments.find(segment => segment.phase === 'backward')!.from
        : op === 'adam'
          ? timeline.updateIndex(parameter ?? moment?.parameter ?? 'wte')
          : home === 'update'
            ? timeline.find({ phase: 'update', position: null, parameter: null, ...place })
            : phase === 'backward'
              ? timeline.backwardIndex(place)
              : timeline.forwardIndex(place, position ?? this.position.value)
    if (index === null) return false
    this.moveTo(index)
    return true
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
    this.cursor.value = timeline.find({ ...moment, position }) ?? timeline.lossIndex
  }

  protected restAfterLoss(): void {
    const timeline = this.timeline.value
    if (!timeline) return
    this.cursor.value = timeline.lossIndex
    this.restingPosition.value = timeline.positions - 1
  }
}
