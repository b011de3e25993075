/** What computes a plan. Every lane gives the same results within its precision, and knows nothing of the page. */
import type { Rows } from './document.ts'
import type { Call } from './graph.ts'
import type { Plan } from './plan.ts'

export type LaneName = 'exact' | 'simd' | 'webgpu'

/** All that training changes: the parameters and Adam's two moments, each flat, in the order of `params`. */
export interface State {
  /** Training steps done. */
  readonly step: number
  readonly parameters: Float64Array
  readonly m: Float64Array
  readonly v: Float64Array
}

/** Adam's numbers for one step, made in float64 for every lane. */
export interface Rates {
  /** lr_t: the learning rate after its decay. */
  readonly rate: number
  readonly beta1: number
  readonly beta2: number
  readonly eps: number
  /** 1 − beta1 ** (step + 1) */
  readonly correction1: number
  /** 1 − beta2 ** (step + 1) */
  readonly correction2: number
}

export interface StepInput {
  readonly rows: Rows
  readonly rates: Rates
}

/** One training step laid open: all activations, all gradients, and the parameters before and after. */
export interface Trace {
  readonly lane: LaneName
  readonly input: StepInput
  readonly before: State
  /** The memory of the plan as the step left it: find tensors in it by `plan.offset`. */
  readonly memory: Float64Array | Float32Array
}

/** What a step does with its document, in order. */
export const stepParts = ['forward', 'loss', 'backward', 'update'] as const
export type StepPart = (typeof stepParts)[number]

export const partOfCall = ({ phase, op }: Pick<Call, 'phase' | 'op'>): StepPart =>
  phase === 'forward' && op.startsWith('loss.') ? 'loss' : phase

export type ByParts<Of> = Readonly<Record<StepPart, Of>>

export const byParts = <Of>(of: (part: StepPart) => Of): ByParts<Of> => ({
  forward: of('forward'),
  loss: of('loss'),
  backward: of('backward'),
  update: of('update'),
})

export interface Lane {
  readonly name: LaneName
  readonly plan: Plan
  /** Sets parameters and moments. */
  load(state: State): Promise<void>
  /** Trains one step an input, one after the other; the losses, in order. */
  train(inputs: readonly StepInput[]): Promise<Float64Array>
  /** Parameters and moments as they stand. */
  state(): Promise<State>
  /** Runs one whole step from a given state, apart from training, and keeps everything. */
  trace(before: State, input: StepInput): Promise<Trace>
  /**
   * The parts of a step apart from training, so that each can be timed: calling one runs it once more. Absent where a lane
   * cannot part them.
   */
  parts?(before: State, input: StepInput): Promise<ByParts<() => void>>
  /** Lets go of all memory. Nothing may be called after it. */
  dispose(): void
}

/** A lane can no longer compute: a lost device, a worker that died. Training goes on elsewhere from the last kept state. */
export class LaneLost extends Error {
  override readonly name = 'LaneLost'
}

export const freshState = (parameters: Float64Array): State => ({
  step: 0,
  parameters,
  m: new Float64Array(parameters.length),
  v: new Float64Array(parameters.length),
})
