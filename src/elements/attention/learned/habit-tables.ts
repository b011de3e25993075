/** The habits of the heads of a layer as they are now, and those of one head step by step. */
import { html, type TemplateResult } from 'lit'
import type { Habits } from '../../../lens/head-film.ts'
import { evenOf, habits, habitWords, meanOf, type Moment, type Tallies } from '../../../lens/head-statistics.ts'
import { probability, thousands } from '../../marks/numbers.ts'

interface Chosen {
  readonly layer: number
  readonly head: number
  readonly choose: (place: { readonly layer: number; readonly head: number }) => void
}

const cell = (first: Tallies, last: Tallies, habit: (typeof habits)[number]): TemplateResult => {
  const [from, to, even] = [meanOf(first[habit]), meanOf(last[habit]), evenOf(last[habit])]
  if (from === null || to === null || even === null) return html`<td>–</td>`
  const isFar = Math.abs(to - even) >= 0.05
  return html`<td>${probability(from)} → ${isFar ? html`<b>${probability(to)}</b>` : probability(to)}</td>`
}

/** The heads of the layer that is looked at. */
export function overview({ heads }: Habits, { layer, head, choose }: Chosen): TemplateResult {
  const end = heads[0]![0]!.at(-1)!.tallies
  return html`<table class="overview">
    <thead>
      <tr>
        <th scope="col">weight on</th>
        ${habits.map(habit => html`<th scope="col">${habitWords[habit]} <small>${end[habit].rows} rows</small></th>`)}
      </tr>
    </thead>
    <tbody>
      ${heads[layer]!.map((moments, h) => {
        const isChosen = h === head
        return html`<tr class=${isChosen ? 'chosen' : ''}>
          <th scope="row">
            <button aria-pressed=${isChosen} @click=${() => choose({ layer, head: h })}>head ${h}</button>
          </th>
          ${habits.map(habit => cell(moments[0]!.tallies, moments.at(-1)!.tallies, habit))}
        </tr>`
      })}
      <tr>
        <th scope="row">plain average</th>
        ${habits.map(habit => {
          const even = evenOf(end[habit])
          return html`<td>${even === null ? '–' : probability(even)}</td>`
        })}
      </tr>
    </tbody>
  </table>`
}

export function steps(moments: readonly Moment[]): TemplateResult {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">step</th>
        ${habits.map(habit => html`<th scope="col">${habitWords[habit]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${moments.map(
        ({ step, tallies }) =>
          html`<tr>
            <th scope="row">${thousands(step + 1)}</th>
            ${habits.map(habit => {
              const mean = meanOf(tallies[habit])
              return html`<td>${mean === null ? '–' : probability(mean, 3)}</td>`
            })}
          </tr>`,
      )}
    </tbody>
  </table>`
}
