/** What both made of the letter that follows, position by position: A is an outline, B is solid. Of one alone it is solid. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Guess } from '../../../lens/attention-compare.ts'
import { fillOf } from '../../marks/color.ts'
import { probability } from '../../marks/numbers.ts'
import { brief, visible } from '../letters.ts'

/** Of a probability of 1. */
const full = 44
const base = full + 6
/** Of the letters under the bars, and of both numbers. */
const [letters, numbers] = [16, 28]
const widest = 62
/** Below this the numbers of neighbours would run into each other. */
const numbered = 26
const lettered = 15
/** The scale of `probs`. */
const ramp = { ramp: 'probability', scale: 0.5 } as const

export function guessesView(a: readonly Guess[], b: readonly Guess[] | null, inner: number): TemplateResult {
  const isOneName = a.length === b?.length && a.every(({ letter }, i) => letter === b[i]!.letter)
  return html`<section class="guesses">
    <h2>
      Probability of the letter that follows
      ${b ? html`<span class="muted"><i class="a">A</i> outline, <i class="b">B</i> solid</span>` : nothing}
    </h2>
    ${b === null ? picture(null, a, inner) : isOneName ? picture(a, b, inner) : html`${picture(a, null, inner)} ${picture(null, b, inner)}`}
  </section>`
}

function picture(a: readonly Guess[] | null, b: readonly Guess[] | null, inner: number): TemplateResult {
  const guesses = (b ?? a)!
  const step = Math.min(widest, Math.max(6, (inner - 24) / guesses.length))
  const bar = Math.max(1.5, Math.min(12, step / 2 - 3))
  const x = (position: number): number => 24 + (position + 0.5) * step
  const isNumbered = step >= numbered
  const height = base + (step >= lettered ? letters : 4) + (isNumbered ? numbers : 0)
  return html`<svg width=${24 + step * guesses.length} height=${height} aria-hidden="true">
    <path d="M24 ${base - full}h${step * guesses.length}" stroke="var(--rule)"></path>
    <path d="M24 ${base}h${step * guesses.length}" stroke="var(--rule-2)"></path>
    <text x="18" y=${base - full + 4} class="mono small end muted">1</text>
    <text x="18" y=${base + 3} class="mono small end muted">0</text>
    ${guesses.map((guess, i) => {
      const [pa, pb] = [a?.[i]?.probability, b?.[i]?.probability]
      const word = `${visible(brief(guess.letter))}→${visible(brief(guess.target))}`
      // One alone stands in the middle.
      const [left, foot] = pa === undefined ? [-bar / 2, 27] : [1, 40]
      return svg`${
        pa === undefined
          ? nothing
          : svg`<rect x=${x(i) - bar - 0.5} y=${base - pa * full} width=${bar} height=${pa * full} fill="none" stroke="var(--ink)"></rect>`
      }${
        pb === undefined
          ? nothing
          : svg`<rect x=${x(i) + left} y=${base - pb * full} width=${bar} height=${pb * full} fill=${fillOf(pb, ramp)} stroke="var(--ink)"></rect>`
      }
      ${step >= lettered ? svg`<text x=${x(i)} y=${base + 13} class="mono small middle target">${isNumbered ? word : visible(brief(guess.target))}</text>` : nothing}
      ${
        isNumbered
          ? svg`${pa === undefined ? nothing : svg`<text x=${x(i)} y=${base + 27} class="mono small middle muted">${probability(pa)}</text>`}
          ${pb === undefined ? nothing : svg`<text x=${x(i)} y=${base + foot} class="mono small middle bold">${probability(pb)}</text>`}`
          : nothing
      }`
    })}
  </svg>`
}
