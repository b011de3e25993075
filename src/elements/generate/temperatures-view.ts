/** One distribution at several temperatures, with how open the choice is at each. */
import { html, svg, type TemplateResult } from 'lit'
import type { Draw } from '../../engine/sampler.ts'
import { bitsOf, probabilitiesAt } from '../../lens/letter-odds.ts'
import { heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { probability } from '../marks/numbers.ts'
import { endOr, probabilityRamp, shortLetter } from './letter-row.ts'

export interface AtTemperature {
  readonly temperature: number
  readonly probs: Float64Array
  readonly bits: number
}

const shown = [0.1, 0.2, 0.5, 1, 1.5, 2]

/** The temperature at hand stands among them. */
export const atTemperatures = (draw: Draw, temperature: number): AtTemperature[] =>
  [...new Set([...shown, temperature])]
    .sort((a, b) => a - b)
    .map(each => {
      const probs = probabilitiesAt(draw.logits, each)
      return { temperature: each, probs, bits: bitsOf(probs) }
    })

const words = (temperature: number): string => String(Math.round(temperature * 100) / 100).replace(/^(\d+)$/, '$1.0')

const [left, right, line] = [34, 44, 16]

export function temperaturesView(
  draw: Draw,
  temperature: number,
  letters: readonly string[],
  width: number,
): TemplateResult {
  const cellWidth = Math.max(1, Math.floor(((width - left - right) / letters.length) * 10) / 10)
  const grid: Grid = { rows: 1, columns: letters.length, cellWidth, cellHeight: line - 2 }
  const rows = atTemperatures(draw, temperature)
  const height = rows.length * line + 14
  return html`<svg
      width=${width}
      height=${height}
      role="img"
      aria-label="the lit letter at ${rows.length} temperatures"
    >
      ${rows.map(({ temperature: each, probs, bits }, i) => {
        const isNow = each === temperature
        return svg`<g transform="translate(0 ${i * line})">
          <text x=${left - 8} y="11" class="mono end ${isNow ? 'bold' : 'muted'}">${words(each)}</text>
          <g transform="translate(${left} 0)">${heatCells({ ...probabilityRamp, values: probs }, grid)}
            ${isNow ? heatFrame(grid, 'var(--ink)', { opacity: 1 }) : ''}</g>
          <text x=${width} y="11" class="mono end ${isNow ? 'bold' : ''}">${bits.toFixed(2)}</text>
        </g>`
      })}
      ${
        cellWidth < 8
          ? ''
          : letters.map(
              (letter, i) => svg`<text x=${left + (i + 0.5) * cellWidth} y=${height - 3}
                class="mono small middle ${i === draw.index ? 'bold' : 'muted'}">${shortLetter(letter)}</text>`,
            )
      }
    </svg>
    <details>
      <summary>as a table</summary>
      <div class="scroller" tabindex="0" role="region" aria-label="probabilities by temperature">
        <table>
          <tr>
            <th scope="col">temperature</th>
            ${letters.map(letter => html`<th scope="col">${endOr(letter)}</th>`)}
            <th scope="col">bits</th>
          </tr>
          ${rows.map(
            ({ temperature: each, probs, bits }) =>
              html`<tr>
                <th scope="row">${words(each)}</th>
                ${Array.from(probs, p => html`<td>${probability(p, 3)}</td>`)}
                <td>${bits.toFixed(2)}</td>
              </tr>`,
          )}
        </table>
      </div>
    </details>`
}
