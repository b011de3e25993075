/** What all scores of the transport have in common: their height, the playhead, and what is happening in words beside it. */
import { svg, type SVGTemplateResult } from 'lit'

export interface ScoreSize {
  readonly width: number
  readonly height: number
  /** Of the ticks. */
  readonly y: number
  readonly tick: number
}

export function scoreSize(width: number): ScoreSize {
  const isNarrow = width < 600
  return { width, height: isNarrow ? 48 : 56, y: isNarrow ? 20 : 27, tick: 12 }
}

/** The words stand to the right of it while they fit there. */
export function playhead({ width, y, tick }: ScoreSize, x: number, words: string): SVGTemplateResult {
  const needed = words.length * 5.6 + 16
  const isLeft = x > width * 0.72 || (x + needed > width && x > width / 2)
  return svg`<line x1=${x} x2=${x} y1="6" y2=${y + tick + 3} stroke="var(--ink)" stroke-width="1.5"></line>
    <path d="M${x - 4.5} 4h9v4l-4.5 5-4.5-5z" fill="var(--ink)"></path>
    <text x=${x + (isLeft ? -8 : 8)} y="15" text-anchor=${isLeft ? 'end' : 'start'} class="words">${words}</text>`
}
