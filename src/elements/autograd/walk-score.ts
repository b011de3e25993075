/** The walk of the Autograd tab as the score of the transport: a tick a number that is made, then one an edge. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { builtAt } from '../../lens/autograd/steps.ts'
import { walkOf, type Walk } from '../../lens/autograd/walk.ts'
import type { OwnTime } from '../../lens/own-time.ts'
import type { Session } from '../../lens/session.ts'
import { playhead, scoreSize, type ScoreSize } from '../marks/playhead.ts'
import { sentenceOf } from './words.ts'

export function walkTime(session: Session): OwnTime {
  const walk = walkOf(session)
  /** To the ends of its two parts. */
  const toEnd = (by: 1 | -1): void => {
    const [step, ends] = [walk.step.peek(), [0, builtAt(walk.walkthrough.peek()), walk.last]]
    walk.goTo((by > 0 ? ends.find(end => end > step) : ends.findLast(end => end < step)) ?? step)
  }
  const [on, back, start, end] = [
    () => walk.next(),
    () => walk.back(),
    () => walk.startOver(),
    () => walk.goTo(walk.last),
  ]
  const [onToEnd, backToEnd] = [() => toEnd(1), () => toEnd(-1)]
  return {
    label: 'step of the walk through the expression',
    playing: walk.walking,
    keys: {
      Space: () => (walk.walking.peek() ? walk.stop() : walk.walkAll()),
      ArrowRight: on,
      ArrowLeft: back,
      ArrowUp: on,
      ArrowDown: back,
      F10: on,
      F11: on,
      'Shift+F11': onToEnd,
      'Shift+ArrowRight': onToEnd,
      'Shift+ArrowLeft': backToEnd,
      PageUp: onToEnd,
      PageDown: backToEnd,
      ']': onToEnd,
      '[': backToEnd,
      F8: end,
      'Shift+F8': start,
      Home: start,
      End: end,
    },
    now: () => ({ index: walk.step.value, length: walk.last + 1 }),
    words: () => sentenceOf(walk.walkthrough.value, walk.state.value),
    draw: width => drawing(walk, width),
    count: () => html`<span>step <b>${walk.step.value}</b> of ${walk.last}</span>`,
    scrub: (x, width) => walk.goTo(Math.ceil((x / width) * walk.last)),
  }
}

function drawing(walk: Walk, width: number): TemplateResult {
  const size = scoreSize(width)
  const [last, step] = [walk.last, walk.step.value]
  const built = builtAt(walk.walkthrough.value)
  const x = (step: number): number => (step / last) * width
  return html`<svg width=${width} height=${size.height} aria-hidden="true">
    ${part({ size, x, from: 0, to: built, step, hue: 'ink-3', words: 'made' })}
    ${part({ size, x, from: built, to: last, step, hue: 'grad', words: 'walked back' })}
    ${playhead(size, x(step), sentenceOf(walk.walkthrough.value, walk.state.value))}
  </svg>`
}

interface Part {
  readonly size: ScoreSize
  readonly x: (step: number) => number
  readonly from: number
  readonly to: number
  readonly step: number
  readonly hue: string
  readonly words: string
}

function part({ size: { y, tick }, x, from, to, step, hue, words }: Part): SVGTemplateResult {
  const ticks = (first: number, last: number): string =>
    Array.from({ length: Math.max(0, last - first) }, (_, i) => {
      const width = x(1) - Math.min(2, x(1) / 4)
      return `M${x(first + i).toFixed(1)} ${y}h${width.toFixed(1)}v${tick}h${(-width).toFixed(1)}z`
    }).join('')
  const past = Math.min(to, Math.max(from, step))
  return svg`<path d=${ticks(from, past)} fill="var(--${hue})"></path>
    <path d=${ticks(past, to)} fill="var(--${hue}${hue === 'grad' ? '-m' : ''})" opacity="0.34"></path>
    ${to > from ? svg`<text x=${x(from)} y=${y + tick + 13} class=${step > from && step <= to ? 'here' : 'label'}>${words}</text>` : ''}`
}
