/** What each letter of a name costs the model: a stem each, its three likeliest guesses below. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Draw } from '../../engine/sampler.ts'
import { likeliest, surpriseOf } from '../../lens/letter-odds.ts'
import { inkOn } from '../marks/color.ts'
import { probability } from '../marks/numbers.ts'
import { cellFill, endOr, probabilityRamp, shortLetter } from './letter-row.ts'

const left = 34
const top = 20
const plot = 82
const guessStep = 17
const guesses = 3
/** Narrower than this a letter has no room for its guesses. */
const narrowest = 24
/** A letter that costs this much is one that the model did not see coming. */
const much = 5

export const surpriseHeight = top + plot + 26 + guesses * guessStep

export const surpriseWidth = (width: number, letters: number): number => Math.max(width, left + letters * narrowest)

export function surprisePicture(draws: readonly Draw[], letters: readonly string[], width: number): SVGTemplateResult {
  const step = (width - left) / draws.length
  const costs = draws.map(surpriseOf)
  const guessing = Math.log(letters.length)
  const most = Math.max(10, ...costs.filter(Number.isFinite).map(Math.ceil))
  const y = (cost: number): number => top + plot - (Math.min(most, cost) / most) * plot
  const base = y(0)
  return svg`
    ${[0, most].map(
      value => svg`<path d="M${left} ${y(value) + 0.5}H${width}" stroke="var(--rule${value === 0 ? '-2' : ''})"></path>
        <text x=${left - 7} y=${y(value) + 4} class="small muted end">${value}</text>`,
    )}
    <path d="M${left} ${y(guessing)}H${width}" stroke="var(--ink)" stroke-dasharray="5 4"></path>
    <text x=${left - 7} y=${y(guessing) + 4} class="small end">${guessing.toFixed(1)}</text>
    ${draws.map((draw, i) => {
      const x = left + (i + 0.5) * step
      const isMuch = costs[i]! > much
      return svg`<path d="M${x} ${base}V${y(costs[i]!)}" stroke="var(--logit)" stroke-width=${isMuch ? 3 : 2}></path>
        <circle cx=${x} cy=${y(costs[i]!)} r="3.5" fill="var(--logit)"></circle>
        <text x=${x} y=${y(costs[i]!) - 7} class="mono small middle over ${isMuch ? 'bold' : ''}" fill="var(--${isMuch ? 'logit' : 'ink-2'})"
          >${costs[i]!.toFixed(1)}</text>
        <text x=${x} y=${base + 17} class="mono middle bold ${draw.index === letters.length - 1 ? '' : 'letter'}">${endOr(letters[draw.index]!)}</text>
        ${likeliest(draw.probs, guesses).map((guess, rank) => guessCell(draw, guess, letters, x, base + 25 + rank * guessStep, step - 2))}`
    })}
    ${['1st', '2nd', '3rd'].map(
      (word, rank) => svg`<text x=${left - 7} y=${base + 36 + rank * guessStep} class="small muted end">${word}</text>`,
    )}`
}

function guessCell(
  draw: Draw,
  guess: number,
  letters: readonly string[],
  x: number,
  y: number,
  width: number,
): SVGTemplateResult {
  const p = draw.probs[guess]!
  return svg`<rect x=${x - width / 2} y=${y} width=${width} height="15" fill=${cellFill(p)}></rect>
    ${
      guess === draw.index
        ? svg`<rect x=${x - width / 2 + 0.75} y=${y + 0.75} width=${width - 1.5} height="13.5" fill="none" stroke="var(--logit)" stroke-width="1.75"></rect>`
        : nothing
    }
    <text x=${x} y=${y + 11} class="mono small middle" fill=${inkOn(p, probabilityRamp)}
      >${shortLetter(letters[guess]!)}${width >= 31 ? ` ${probability(p)}` : ''}</text>`
}
