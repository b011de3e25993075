/** What the page and the worker say to each other. */
import type { Config } from '../../engine/config.ts'
import type { Intervention } from '../../engine/intervention.ts'
import type { LaneName, State, Trace } from '../../engine/lane.ts'

/** A lane by name, or the one that wins a race. */
export type WantedLane = 'auto' | LaneName

/** From this step on, counted from 0, a run was computed by this lane. */
export interface LaneSpan {
  readonly from: number
  readonly lane: LaneName
}

export interface RunRequest {
  readonly config: Config
  readonly dataset: { readonly name: string; readonly text: string }
  /** The state of this very run at one step, known beforehand, so that it can be looked at before it is trained. */
  readonly checkpoint: Pick<State, 'step' | 'parameters'> | null
  /** Where the run begins, if that is not its first step: the state from a file. */
  readonly start?: State | null
  readonly lane: WantedLane
  /** Of a run that is to be repeated: what computed it then, so that it comes out bit for bit as it was. */
  readonly spans: readonly LaneSpan[]
}

export interface RunInfo {
  readonly uchars: readonly string[]
  readonly docs: number
  /** The documents that training takes first. */
  readonly firstDocs: readonly string[]
  readonly parameters: number
  /** What will happen to some documents, in a sentence; null when nothing will. */
  readonly note: string | null
}

/** What a lane needs for a step of this run, as measured here. */
export interface Figure {
  readonly lane: LaneName
  readonly milliseconds: number | null
  /** Why it was not measured. */
  readonly note: string | null
}

export interface LaneInfo {
  readonly lane: LaneName
  /** Why it is not the lane that was wanted, or that there is no WebGPU; a sentence. */
  readonly reason: string | null
  readonly figures: readonly Figure[]
  readonly spans: readonly LaneSpan[]
  /** What is being made ready, where that takes long: “compiling shaders 12 of 31”. */
  readonly pending: string | null
}

export interface Progress {
  readonly completed: number
  /** Losses of the last steps up to there. */
  readonly losses: readonly number[]
}

export interface TrainingEnd {
  readonly completed: number
  /** Why it ended before it was asked to; null where it was paused, or is done. */
  readonly problem: string | null
}

export interface TraceAnswer {
  readonly step: number
  readonly document: string
  readonly trace: Trace
  /** What is switched off in the model that was traced. */
  readonly off: string
  /** Which of its numbers were held. */
  readonly intervention: Intervention
  /** The moments are not known yet: the update of this trace must not be shown. */
  readonly provisional: boolean
}

export interface SampledNames {
  readonly step: number
  readonly names: readonly string[]
}
