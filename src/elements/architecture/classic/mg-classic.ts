/** The Transformer as it is usually drawn; each block leads to its lines, or to the reason why there are none. */
import { html, nothing, svg, type SVGTemplateResult } from 'lit'
import { operations } from '../../../engine/operations.ts'
import { paperTable, partIds, partOf, type PartId } from '../../../lens/notes/classic.ts'
import { writesOf } from '../../../lens/notes/helpers-shown.ts'
import type { RunState, Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { SignalElement } from '../../signal-element.ts'
import { classicStyles } from './classic.styles.ts'
import { diagramOf, type Box, type DiagramKind } from './diagram.ts'

const kinds: readonly (readonly [DiagramKind, string])[] = [
  ['paper', 'Transformer, 2017'],
  ['gpt2', 'GPT-2, 2019'],
]
const words = { keeps: 'kept', simplifies: 'simpler', drops: 'dropped' } as const

export class MgClassic extends SignalElement {
  static override properties = { session: { attribute: false }, kind: { state: true }, chosen: { state: true } }
  declare session: Session
  declare private kind: DiagramKind
  declare private chosen: PartId

  static override styles = [buttonStyles, markStyles, noteStyles, classicStyles]

  constructor() {
    super()
    this.kind = 'paper'
    this.chosen = 'attention'
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.session) this.light()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.session.focusLines.value = null
  }

  override firstUpdated(): void {
    this.light()
  }

  override render() {
    const { session } = this
    const run = session.run.value
    if (!run) return nothing
    return html`<div class="page">
      <header>
        <h2>The diagram that everybody knows, and what microgpt has of it</h2>
        <div class="choice" role="group" aria-label="which diagram">
          ${kinds.map(
            ([kind, name]) =>
              html`<button aria-pressed=${kind === this.kind} @click=${() => (this.kind = kind)}>${name}</button>`,
          )}
        </div>
      </header>
      <div class="both">
        <div class="diagram" @click=${this.onPick} @focusin=${this.onPick} @keydown=${this.onKey}>
          ${this.diagram()}
        </div>
        ${this.about(run)}
      </div>
      ${this.tables(run)}
    </div>`
  }

  private diagram() {
    const { width, top, height, boxes, sums, wires, bypasses, layers, captions } = diagramOf(this.kind)
    const first = boxes.find(({ part }) => part === this.chosen) ?? null
    return html`<svg
      width=${width}
      height=${height - top}
      viewBox="0 ${top} ${width} ${height - top}"
      role="group"
      aria-label="the diagram, from the bottom up"
    >
      ${layers.map(
        ({ x, y, width, height, words, end }) =>
          svg`<rect class="layer" x=${x} y=${y} width=${width} height=${height}></rect>
            <text class="small muted ${end ? 'end' : ''}" x=${end ? x + width - 5 : x + 5} y=${end ? y + 13 : y - 5}>${words}</text>`,
      )}
      ${wires.map(d => svg`<path class="wire" d=${d}></path>`)}
      ${bypasses.map(d => svg`<path class="bypass" d=${d}></path>`)}
      ${captions.map(({ x, y, words }) => svg`<text class="small muted middle" x=${x} y=${y}>${words}</text>`)}
      ${boxes.map(box => this.box(box, box === first))}
      ${sums.map(({ part, x, y }) => this.sum(part, x, y, first === null && part === this.chosen))}
    </svg>`
  }

  private box({ part, words: own, x, y, width, height }: Box, isStop: boolean): SVGTemplateResult {
    const { title, verdict, ops } = partOf(part)
    const middle = x + width / 2
    return svg`<g class="part ${verdict} ${part === this.chosen ? 'chosen' : ''}" role="button" tabindex=${isStop ? '0' : '-1'}
        aria-label="${own ?? title}: ${words[verdict]}" aria-pressed=${part === this.chosen} data-part=${part} data-op=${ops[0] ?? nothing}>
      <rect class="hit" x=${x} y=${y} width=${width} height=${height}></rect>
      <text class="middle" x=${middle} y=${y + 14}>${own ?? title}</text>
      <text class="small middle verdict" x=${middle} y=${y + 26}>${words[verdict]}</text>
    </g>`
  }

  private sum(part: PartId, x: number, y: number, isStop: boolean): SVGTemplateResult {
    const { title, verdict, ops } = partOf(part)
    const isEncoder = part === 'encoder'
    const label = part === 'positions' ? title : part === 'add' ? 'Add' : 'Positions'
    return svg`<g class="part ${verdict} ${part === this.chosen ? 'chosen' : ''}" role="button" tabindex=${isStop ? '0' : '-1'}
        aria-label="${label}: ${words[verdict]}" aria-pressed=${part === this.chosen} data-part=${part} data-op=${ops[0] ?? nothing}>
      <circle class="hit" cx=${x} cy=${y} r="9"></circle>
      <path class="plus" d=${`M${x - 5} ${y}h10M${x} ${y - 5}v10`}></path>
      ${
        isEncoder
          ? nothing
          : svg`<text x=${x + 15} y=${y - 1}>${label}</text>
            <text class="small verdict" x=${x + 15} y=${y + 11}>${words[verdict]}</text>`
      }
    </g>`
  }

  private about(run: RunState) {
    const { session } = this
    const { title, verdict, ops, entries, here, reason } = partOf(this.chosen)
    const lines = ops
      .flatMap(op => session.program.value.linesOf(op))
      .map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`))
    const tied = run.config.tied_head && this.chosen === 'head'
    return html`<section class="about" aria-label="the chosen block" aria-live="polite">
      <h3>${title} <span>${words[verdict]}</span></h3>
      <p>${here}</p>
      <p class="note"><b>Why?</b> ${reason}</p>
      <dl>
        <dt>lines</dt>
        <dd>${lines.length > 0 ? html`<code>${[...new Set(lines)].join(', ')}</code>, lit in the code` : 'none'}</dd>
        <dt>state_dict</dt>
        <dd>${entries.length > 0 ? html`<code>${tied ? 'wte' : entries.join(', ')}</code>` : 'nothing'}</dd>
      </dl>
      ${this.chosen === 'add' ? this.stream() : nothing}
    </section>`
  }

  /** What each block added, in the model at hand. */
  private stream() {
    const { session } = this
    const view = session.view.value
    if (!view) return nothing
    const written = writesOf(view.reader, session.position.value)
    const most = Math.max(...written.flatMap(({ rms, after }) => [rms, after]))
    const bar = (value: number): SVGTemplateResult =>
      svg`<rect x="0.5" y="2" width=${Math.max(1, (60 * value) / most)} height="7" fill="none" stroke="var(--resid)"></rect>`
    return html`<table>
      <caption>
        The stream at position ${session.position.value}: root of the mean square
      </caption>
      <thead>
        <tr>
          <th scope="col">written by</th>
          <th scope="col">wrote</th>
          <td></td>
          <th scope="col">then x is</th>
        </tr>
      </thead>
      <tbody>
        ${written.map(
          ({ words, rms, after }) =>
            html`<tr>
              <th scope="row">${words}</th>
              <td>${decimal(rms)}</td>
              <td><svg width="62" height="11" aria-hidden="true">${bar(rms)}</svg></td>
              <td>${decimal(after)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
  }

  private tables(run: RunState) {
    const rows = paperTable(run.config, run.plan.vocab_size, run.plan.parameters)
    const changed = partIds.map(partOf).filter(({ verdict }) => verdict !== 'keeps')
    return html`<div class="tables">
      <section aria-label="in numbers">
        <h3>In the paper’s words</h3>
        <table>
          <thead>
            <tr>
              <td></td>
              <th scope="col">2017, base</th>
              <th scope="col">this model</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ words, paper, here }) =>
                html`<tr>
                  <th scope="row">${words}</th>
                  <td>${paper}</td>
                  <td>${here}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
      <section aria-label="differences">
        <h3>What differs</h3>
        <table class="differences">
          <tbody>
            ${changed.map(
              ({ title, verdict, here }) =>
                html`<tr>
                  <th scope="row">${title}<small>${words[verdict]}</small></th>
                  <td>${here}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </section>
    </div>`
  }

  private readonly onPick = (event: Event): void => {
    const part = (event.target as Element).closest<SVGGElement>('[data-part]')?.dataset['part']
    const found = partIds.find(id => id === part)
    if (!found || found === this.chosen) return
    this.chosen = found
    this.light()
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key]
    if (!by || event.ctrlKey || event.metaKey || event.altKey) return
    const marks = [...this.renderRoot.querySelectorAll<SVGGElement>('[data-part]')].sort(
      (a, b) => b.getBoundingClientRect().bottom - a.getBoundingClientRect().bottom,
    )
    const next = marks[marks.findIndex(mark => mark === event.target) + by]
    event.preventDefault()
    next?.focus()
  }

  /** The lines of what is chosen, in place of the cursor's. */
  private light(): void {
    const { ops } = partOf(this.chosen)
    this.session.focusLines.value = ops.map(op => ({ op, note: operations[op].title }))
  }
}

customElements.define('mg-classic', MgClassic)

declare global {
  interface HTMLElementTagNameMap {
    'mg-classic': MgClassic
  }
}
