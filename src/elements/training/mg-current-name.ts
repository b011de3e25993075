/** The name of the step that is looked at, or glanced at on the chart: what each letter cost, and where the heads looked. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { glanceOf } from '../../lens/glance.ts'
import { letterCosts, type LetterCost } from '../../lens/letter-costs.ts'
import type { Numbers, Reading } from '../../lens/reading.ts'
import { scrubberOf } from '../../lens/scrubbing.ts'
import type { RunState, View } from '../../lens/session.ts'
import { heatCells, heatFrame, type Grid } from '../marks/heat.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { decimal, probability, thousands } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { currentNameStyles } from './mg-current-name.styles.ts'
import { PacedElement } from './paced-element.ts'

/** Letters and heads that are drawn: more are not read in small. */
const [mostLetters, mostHeads] = [24, 8]
const [column, stems] = [31, 44]
/** Pixels of one head, at most. */
const most = 56

export class MgCurrentName extends PacedElement {
  static override properties = { ...PacedElement.properties, isTableOpen: { state: true } }
  declare isTableOpen: boolean

  static override styles = [noteStyles, underlinedStyles, currentNameStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.isTableOpen = false
  }

  override render() {
    const { session } = this
    const run = session.run.value
    const glanced = glanceOf(session).view.value
    const view = glanced ?? session.view.value
    if (!run || !view || this.width.value === 0) return nothing
    const costs = letterCosts(view.reader, run.tokenizer)
    return html`<div class="head">
        <h2>${glanced ? 'Under the pointer' : 'The name at hand'}</h2>
        <span>step <b>${thousands(view.step + 1)}</b></span>
        <b>${shortened(view.document)}</b>
        <span>loss <b>${decimal(view.reader.loss, 4)}</b>, the mean of these costs</span>
      </div>
      <div class="pictures">${this.costs(costs, run)} ${glanced ? nothing : this.heads(run, view)}</div>
      <div class="foot">
        <p class="note">
          A letter costs −ln of the probability that the model gave it: 0 if sure and right,
          ${decimal(Math.log(run.tokenizer.vocab_size))} for a guess among ${run.tokenizer.vocab_size}.
        </p>
        <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
          <summary class="underlined">as a table</summary>
          ${this.isTableOpen ? costTable(costs) : nothing}
        </details>
      </div>`
  }

  /** What the attention beside takes, however long the name: nothing may jump while names come and go. */
  private get beside(): number {
    const heads = Math.min(mostHeads, this.session.run.value!.config.n_head)
    return this.width.value < 520 ? 0 : Math.min(heads, 4) * (most + 13) + 16
  }

  /** A stem for each letter, as high as it was a surprise. */
  private costs(all: readonly LetterCost[], { tokenizer }: RunState) {
    const room = Math.max(1, Math.floor((this.width.value - 52 - this.beside) / column))
    const costs = all.slice(0, Math.min(mostLetters, room))
    const guess = Math.log(tokenizer.vocab_size)
    const top = Math.max(guess * 1.35, ...costs.map(({ cost }) => (Number.isFinite(cost) ? cost : 0)))
    const y = (cost: number): number => 12 + stems * (1 - Math.min(1, cost / top))
    const width = costs.length * column
    const label = costs.map(({ target, cost }) => `${target} ${decimal(cost)}`).join(', ')
    return html`<svg
      class="costs"
      width=${width + 50}
      height="84"
      role="img"
      aria-label="cost of each letter: ${label}"
    >
      <path d="M0 ${y(0) + 0.5}H${width}" stroke="var(--rule-2)"></path>
      <path d="M0 ${y(guess)}H${width}" stroke="var(--ink)" stroke-dasharray="5 4" opacity="0.8"></path>
      <text x=${width + 6} y=${y(guess) + 3.5} class="words">a guess</text>
      ${costs.map(({ target, cost }, i) => {
        const [x, high] = [i * column + column / 2, y(cost)]
        return svg`<path d="M${x} ${y(0)}V${high}" stroke="var(--logit)" stroke-width="1.5"></path>
          <circle cx=${x} cy=${high} r="2.75" fill="var(--logit)"></circle>
          <text x=${x} y=${y(0) + 13} text-anchor="middle">${target}</text>
          <text x=${x} y=${y(0) + 25} text-anchor="middle" class="cost">${short(cost)}</text>`
      })}
      ${all.length > costs.length ? svg`<text x=${width + 6} y=${y(0) + 13} class="words">+ ${all.length - costs.length}</text>` : nothing}
    </svg>`
  }

  private drawn: TemplateResult | null = null

  /** While the step is being moved they stay: a frame has no time for them. */
  private heads(run: RunState, view: View): TemplateResult {
    const isMoving = scrubberOf(this.session).moving.value
    if (!isMoving || !this.drawn) this.drawn = this.attention(run, view)
    return this.drawn
  }

  /** The weights of every head of the last layer, a row for each letter that was read. */
  private attention({ config }: RunState, { reader }: View): TemplateResult {
    const positions = Math.min(mostLetters, reader.positions)
    const layer = this.session.moment.value?.layer ?? config.n_layer - 1
    const heads = Math.min(mostHeads, config.n_head)
    const size = Math.max(1, Math.min(7, Math.floor(most / positions)))
    const grid: Grid = { rows: positions, columns: positions, cellWidth: size, cellHeight: size }
    return html`<figure>
      <figcaption>attention${config.n_layer > 1 ? ` in layer ${layer}` : ''}, who reads whom</figcaption>
      <div class="heads">
        ${Array.from({ length: heads }, (_, head) => {
          const reading = weightsOf(reader, positions, layer, head)
          return reading === null
            ? nothing
            : html`<svg
                width=${size * positions + 1}
                height=${size * positions + 1}
                role="button"
                tabindex="0"
                aria-label="attention of head ${head}${config.n_layer > 1 ? ` in layer ${layer}` : ''}"
                data-op="attention.softmax"
                data-layer=${layer}
                data-head=${head}
              >
                <g transform="translate(0.5 0.5)">${heatCells(reading, grid)} ${heatFrame(grid, 'var(--attn)')}</g>
              </svg>`
        })}
        ${config.n_head > heads ? html`<span>+ ${config.n_head - heads}</span>` : nothing}
      </div>
    </figure>`
  }
}

/** Row by row; what lies in the future of a letter stays 0, and nearly as pale as the paper. */
function weightsOf(reader: View['reader'], positions: number, layer: number, head: number): Reading | null {
  const values: Numbers = new Float64Array(positions * positions).fill(NaN)
  let like: Reading | null = null
  for (let row = 0; row < positions; row++) {
    like = reader.output('attention.softmax', row, layer, head)
    if (!like) return null
    values.set(like.values, row * positions)
  }
  return like && { ...like, rows: positions, columns: positions, values }
}

/** In four characters, or five: no more stand beside one another. */
function short(cost: number): string {
  if (!(cost >= 100)) return decimal(cost, cost < 9.995 ? 2 : 1)
  return cost < 1e4 || cost === Infinity ? decimal(cost, 0) : cost.toExponential(0).replace('+', '')
}

const shortened = (name: string): string => ([...name].length > 24 ? `${[...name].slice(0, 23).join('')}…` : name)

const costTable = (costs: readonly LetterCost[]) =>
  html`<table>
    <thead>
      <tr>
        <th scope="col">letter</th>
        <th scope="col">probability</th>
        <th scope="col">−ln, its cost</th>
      </tr>
    </thead>
    <tbody>
      ${costs.map(
        ({ target, probability: chance, cost }) =>
          html`<tr>
            <th scope="row">${target}</th>
            <td>${probability(chance, 4)}</td>
            <td>${decimal(cost, 4)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`

customElements.define('mg-current-name', MgCurrentName)

declare global {
  interface HTMLElementTagNameMap {
    'mg-current-name': MgCurrentName
  }
}
