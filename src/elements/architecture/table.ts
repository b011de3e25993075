/** The same numbers as a table: an operation a row, in the order of the program. */
import { html, type TemplateResult } from 'lit'
import { forwardPlaces, type Place } from '../../lens/timeline.ts'
import { titleIn } from '../../lens/titles.ts'
import type { Program } from '../../python/program.ts'
import { decimal, probability } from '../marks/numbers.ts'
import type { Scene } from './scene.ts'
import { linesOf } from './stages.ts'

const shown = 64

export function table(
  scene: Scene<unknown>,
  program: Program,
  places: readonly Place[] = forwardPlaces(scene.config).filter(({ layer }) => layer === null || layer === scene.layer),
): TemplateResult {
  return html`<table>
    <caption>
      Position ${scene.position},
      ${scene.letters[scene.position]}${scene.config.n_layer > 1 ? `, layer ${scene.layer}` : ''}
    </caption>
    <thead>
      <tr>
        <th scope="col">operation</th>
        <th scope="col">lines</th>
        <th scope="col">variable</th>
        <th scope="col">shape</th>
        <th scope="col">numbers</th>
      </tr>
    </thead>
    <tbody>
      ${places.map(({ op, head }) => {
        const { reading } = scene.look(op, head)
        const print =
          reading?.ramp === 'probability' ? (value: number) => probability(value) : (value: number) => decimal(value)
        return html`<tr>
          <th scope="row">${titleIn(scene.config, op)}${head === null ? '' : `, head ${head}`}</th>
          <td>${linesOf(program, [op])}</td>
          <td>${reading?.name ?? ''}</td>
          <td>${reading ? `${reading.rows} × ${reading.columns}` : ''}</td>
          <td>
            ${reading ? Array.from(reading.values.subarray(0, shown), print).join(' ') : 'not yet computed'}${reading && reading.values.length > shown ? ' …' : ''}
          </td>
        </tr>`
      })}
    </tbody>
  </table>`
}
