/** The whole training step as one line: a bar a phase, a tick an operation in its hue, filled up to the playhead. */
import { svg, type SVGTemplateResult } from 'lit'
import { operations, type Role } from '../../engine/operations.ts'
import type { MomentPhase, Segment, Timeline } from '../../lens/timeline.ts'

export interface Bar {
  readonly segment: Segment
  readonly x: number
  readonly width: number
}

const gap = 4
const shares: Readonly<Record<MomentPhase, number>> = {
  setup: 0.03,
  start: 0.01,
  forward: 0.58,
  loss: 0.02,
  backward: 0.22,
  update: 0.12,
  sample: 0.02,
}

/** Where each segment stands; the forward pass shares its width among the positions. */
export function barsOf(timeline: Timeline, width: number): Bar[] {
  const { segments, positions } = timeline
  const unit = width - gap * (segments.length - 1)
  let x = 0
  return segments.map(segment => {
    const share = segment.phase === 'forward' ? shares.forward / positions : shares[segment.phase]
    const bar = { segment, x, width: Math.max(1, share * unit) }
    x += bar.width + gap
    return bar
  })
}

/** The x of the end of a moment. */
export function xOf(bars: readonly Bar[], index: number): number {
  const bar = bars.find(({ segment }) => index >= segment.from && index < segment.to) ?? bars.at(-1)!
  const { from, to } = bar.segment
  return bar.x + ((index - from + 1) / (to - from)) * bar.width
}

/** The moment at an x. */
export function indexAt(bars: readonly Bar[], x: number): number {
  const bar = bars.find(bar => x < bar.x + bar.width + gap / 2) ?? bars.at(-1)!
  const { from, to } = bar.segment
  const inside = Math.min(1, Math.max(0, (x - bar.x) / bar.width))
  return Math.min(to - 1, from + Math.floor(inside * (to - from)))
}

const hueOf = (role: Role): string => (role === 'plain' ? 'ink-3' : role)

function hue(timeline: Timeline, index: number): string {
  const { phase, op } = timeline.at(index)
  if (phase === 'backward') return 'grad'
  return phase === 'forward' || phase === 'loss' ? hueOf(operations[op].role) : 'ink-3'
}

/** The ticks of one bar. Those of one colour are one path; ticks that would be under a pixel join. */
export function ticks(
  timeline: Timeline,
  { segment, x, width }: Bar,
  cursor: number,
  y: number,
  height: number,
): SVGTemplateResult {
  const count = segment.to - segment.from
  const pitch = width / count
  const stride = Math.max(1, Math.ceil(2.2 / pitch))
  const air = pitch * stride > 3 ? 0.9 : 0.6
  const paths = new Map<string, string>()
  for (let i = 0; i < count; i += stride) {
    const index = segment.from + i
    const isPast = index <= cursor
    const key = `${hue(timeline, index)}${isPast ? '' : ' future'}`
    const w = Math.max(0.6, Math.min(stride, count - i) * pitch - air).toFixed(2)
    paths.set(key, `${paths.get(key) ?? ''}M${(x + i * pitch).toFixed(2)} ${y}h${w}v${height}h-${w}z`)
  }
  return svg`${[...paths].map(([key, d]) => {
    const [name, future] = key.split(' ')
    const mid = future && name !== 'ink-3' ? '-m' : ''
    return svg`<path d=${d} fill="var(--${name}${mid})" opacity=${future ? 0.34 : 1}></path>`
  })}`
}
