/** What the page says of lanes. */
import type { LaneName } from '../engine/lane.ts'
import type { Figure, LaneInfo } from './worker/messages.ts'

const precision: Record<LaneName, string> = { exact: 'float64', simd: 'float32', webgpu: 'float32' }

export const laneWords: Record<LaneName, string> = {
  exact: 'float64, number for number as CPython',
  simd: 'float32, WebAssembly SIMD',
  webgpu: 'float32, on the GPU',
}

/** One line for the person where it is not the lane that was hoped for. */
export const insteadWords = ({ lane, reason }: LaneInfo): string =>
  `${reason ?? ''} It runs on the ${lane} lane, in ${precision[lane]}.`

/** Milliseconds with two figures. */
export function milliseconds(value: number): string {
  const digits = Math.max(0, 1 - Math.floor(Math.log10(value)))
  return value.toLocaleString('en', { maximumFractionDigits: Math.min(4, digits) })
}

/** What the lanes need for a step, as measured: “simd 0.007 ms a step; exact 0.08; webgpu: no adapter”. */
export function figuresWords(figures: readonly Figure[]): string {
  const measured = figures.filter(figure => figure.milliseconds !== null)
  const sorted = [...measured].sort((a, b) => a.milliseconds! - b.milliseconds!)
  const times = sorted.map(
    ({ lane, milliseconds: value }, i) => `${lane} ${milliseconds(value!)} ms${i === 0 ? ' a step' : ''}`,
  )
  const others = figures.filter(figure => figure.milliseconds === null).map(({ lane, note }) => `${lane}: ${note}`)
  return [...times, ...others].join('; ').replace(/\.(?=;|$)/g, '')
}

/** The same of one lane, short. */
export function figureWords(figures: readonly Figure[], name: LaneName): string {
  const figure = figures.find(({ lane }) => lane === name)
  if (!figure) return 'not measured yet'
  return figure.milliseconds === null ? (figure.note ?? '') : `${milliseconds(figure.milliseconds)} ms a step`
}

/** Why this lane computes the run. */
export function whyWords(info: LaneInfo, wanted: 'auto' | LaneName): string {
  const { lane, reason, figures } = info
  if (wanted === lane) return 'as chosen'
  if (wanted !== 'auto') return reason ?? `${wanted} is being opened`
  const known = figures.filter(figure => figure.milliseconds !== null)
  if (known.length === 0) return 'there at once, until the lanes have raced'
  const best = known.reduce((a, b) => (a.milliseconds! <= b.milliseconds! ? a : b))
  return best.lane === lane ? 'the quickest here' : 'the lane that this run began on'
}

/** Said where float32 computes, or would: wide models part from float64 whoever computes them. */
export function driftWords(lane: LaneName, width: number): string | null {
  if (width >= 64)
    return 'A float32 run of a model this wide parts from float64 after some steps, whoever computes it: a relu flips within rounding, and the two go their own ways. Step by step from the same parameters they agree.'
  return lane === 'exact'
    ? null
    : 'float32 keeps some seven digits of each number; exact keeps all that CPython prints.'
}

/** @param steps that another worker has done again; null where none could be started */
export function revivedWords(steps: number | null): string {
  if (steps === null)
    return 'The engine stopped and could not be started again; what was trained is kept: reload the page.'
  return `The engine stopped; another has taken its place${steps === 0 ? '' : ` and done the ${steps.toLocaleString('en')} steps again`}. Nothing is lost.`
}
