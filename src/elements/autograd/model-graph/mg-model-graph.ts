/** The graph of one training step of the model at hand: every number a node, by lines, by rows, by single numbers. */
import { html, nothing, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import { modelGraphOf, type BuiltGraph, type ModelGraph } from '../../../lens/model-graph.ts'
import type { GraphLine } from '../../../lens/model-graph-overview.ts'
import type { GraphNumber, RowPlace } from '../../../lens/model-graph-row.ts'
import {
  columnWords,
  lineName,
  numberWords,
  parameterIndex,
  parameterName,
  untouchedWords,
} from '../../../lens/model-graph-words.ts'
import type { Session } from '../../../lens/session.ts'
import { mainLineOf } from '../../code-pane/main-lines.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { cellAt } from '../../marks/heat.ts'
import type { MarkElement } from '../../marks/mark.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { thousands } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { byLine } from './by-line.ts'
import { legend } from './legend.ts'
import { focusLines } from './focus.ts'
import { modelGraphStyles } from './model-graph.styles.ts'
import { brief, scaleOf } from './numbers.ts'
import { pathView, usesView } from './path-view.ts'
import { rowView } from './row-view.ts'
import { cellsOf, rowsView } from './rows.ts'
import { linesTable } from './tables.ts'

/** Beside one another from here on. */
const twoColumns = 660
const listWidth = 300

export class MgModelGraph extends SignalElement {
  static override properties = { session: { attribute: false }, complaint: { state: true }, isTableOpen: { state: true } }
  declare session: Session
  /** What is wrong with the parameter that was typed. */
  declare private complaint: string | null
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, noteStyles, modelGraphStyles]

  private readonly width: Width = new Width(this)
  private stopFollowing: (() => void) | null = null

  constructor() {
    super()
    this.complaint = null
    this.isTableOpen = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopFollowing?.()
    this.stopFollowing = null
    if (this.session) this.session.focusLines.value = null
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    this.stopFollowing ??= modelGraphOf(this.session).follow()
    const { graph, place } = modelGraphOf(this.session)
    const lines = graph.peek() && place.peek() ? focusLines(graph.peek()!.overview, place.peek()!) : null
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
  }

  override render() {
    const { session } = this
    if (!session?.view.value || !session.run.value || this.width.value === 0) return nothing
    const model = modelGraphOf(session)
    const [problem, graph, place, line] = [model.problem.value, model.graph.value, model.place.value, model.line.value]
    if (problem !== null) return html`<p class="missing" role="status">${problem}</p>`
    if (!graph || !place || !line) return html`<p class="missing" role="status">building the graph …</p>`
    const isWide = this.width.value >= twoColumns
    return html`${this.head(graph)}
      <div class="both">
        <section class="by-line" aria-label="by line">
          ${this.layers(model, place)}
          ${byLine({
            overview: graph.overview,
            place,
            layer: place.layer ?? session.moment.value?.layer ?? 0,
            width: isWide ? listWidth : this.width.value,
            untouched: graph.overview.gradients.length - graph.overview.reached,
            reason: this.untouched(graph),
            lineOf: op => this.lineOf(op),
          })}
        </section>
        <div class="opened">${this.rows(graph, line, place)} ${this.row(model, graph, place)}</div>
      </div>
      ${this.path(model, graph)}
      <details @toggle=${(event: Event) => (this.isTableOpen = (event.target as HTMLDetailsElement).open)}>
        <summary>as a table</summary>
        ${this.isTableOpen ? linesTable(graph.overview, op => this.lineOf(op)) : nothing}
      </details>`
  }

  private lineOf(op: OpId): number | null {
    return mainLineOf(this.session.program.value, op)
  }

  private head({ view, overview, apart }: BuiltGraph): TemplateResult {
    const { batch_size } = this.session.run.value!.config
    const { document } = view
    return html`<div class="head">
        <h2>${thousands(overview.nodes)} nodes</h2>
        <p>
          ${batch_size === 1 ? 'one training step on' : 'of a training step, for'}
          <code>${document || 'the empty name'}</code>, every number a Value
        </p>
        <p class="counts">${thousands(overview.operations)} operations, ${thousands(overview.edges)} edges</p>
      </div>
      <p class="note">
        Every + and × that <code>gpt()</code> does makes one node, and <code>loss.backward()</code> visits them all, last
        first. Walked here number by number, the graph gives each parameter the gradient that the tensors give
        ${apart === 0 ? 'it' : html`it, to within ${brief(apart, 4)}`}.
      </p>`
  }

  private untouched({ view }: BuiltGraph): string {
    const { reader } = view
    return untouchedWords(reader.matrices, reader.plan.config, reader.tokens.subarray(0, reader.positions), reader.positions)
  }

  private layers(model: ModelGraph, { layer }: RowPlace): TemplateResult {
    const { n_layer } = this.session.run.value!.config
    const positions = this.session.view.value!.reader.positions
    const shown = layer ?? this.session.moment.value?.layer ?? 0
    return html`<div class="top">
      <h3>By line</h3>
      ${
        n_layer > 1
          ? html`<div class="layers" role="group" aria-label="layer">
              ${Array.from(
                { length: n_layer },
                (_, li) =>
                  html`<button aria-pressed=${li === shown} @click=${() => model.openLayer(li)}>layer ${li}</button>`,
              )}
            </div>`
          : nothing
      }
      <small>${positions} positions</small>
    </div>`
  }

  // ── by row ──

  private words(op: OpId): (column: number) => string {
    const { config, tokenizer } = this.session.run.value!
    return column => numberWords(op, column, config, this.letters, token => tokenizer.letter(token))
  }

  private get letters(): string[] {
    const { reader } = this.session.view.value!
    const { tokenizer } = this.session.run.value!
    return Array.from(reader.tokens.subarray(0, reader.positions), token => tokenizer.letter(token))
  }

  private get openedWidth(): number {
    const { value } = this.width
    return value >= twoColumns ? value - listWidth - 34 : value
  }

  private rows({ view }: BuiltGraph, line: GraphLine, place: RowPlace): TemplateResult {
    const { letters } = this
    const width = this.openedWidth
    const scale = scaleOf(line.gradients)
    const { share } = cellsOf(line, width)
    const positions = line.byPosition.length
    const times = [...(positions > 1 ? [positions] : []), line.columns.length, ...(line.each === null ? [] : [line.each])]
    const isEven = line.each !== null && times.reduce((product, factor) => product * factor, 1) === line.nodes
    const isRelu = /^mlp\.(expand|relu)$/.test(line.op) && view.reader.plan.config.activation !== 'gelu'
    const what = columnWords(line.op)
    return html`<section aria-label="by row">
      <div class="top">
        <h3>${lineName(line.op)}, by row</h3>
        <code>${thousands(line.nodes)}${isEven && times.length > 1 ? ` = ${times.join(' × ')}` : ''}</code>
      </div>
      <p class="told">
        <span
          >one cell = ${share === 1 ? 'one number' : `${share} ${what}, the heaviest`} at one position, filled by its
          gradient</span
        >
        ${legend(scale)}
      </p>
      <div @click=${this.onClick} @keydown=${this.onKey}>
        ${rowsView({ line, place, width, letters, scale, words: this.words(line.op) })}
      </div>
      <p class="told">
        <span
          >${
            line.silent > 0
              ? html`dots: ${line.silent} of ${line.cells} get no gradient${isRelu ? ', relu lets nothing back' : whyNone(line)}`
              : html`all ${line.cells} get some gradient`
          }</span
        >
      </p>
    </section>`
  }

  /** The app moves the cursor to the position; which number of it was meant is known here. */
  private readonly onClick = (event: MouseEvent): void => {
    const mark = (event.target as Element).closest<MarkElement>('.mark')
    const hit = mark?.querySelector('.hit')
    const line = modelGraphOf(this.session).line.peek()
    if (!hit || !mark?.grid || !line || event.detail === 0) return
    const { left, top } = hit.getBoundingClientRect()
    const cell = cellAt(mark.grid, event.clientX - left, event.clientY - top)
    if (!cell) return
    const { share } = cellsOf(line, this.openedWidth)
    const position = Number(mark.dataset['position'])
    this.openNear(line, position, cell.column * share, share)
  }

  /** Of the numbers that share a cell, the heaviest. */
  private openNear(line: GraphLine, position: number, from: number, share: number): void {
    const all = line.gradients.subarray(position * line.columns.length, (position + 1) * line.columns.length)
    let best = -1
    for (let index = from; index < Math.min(all.length, from + share); index++)
      if (!Number.isNaN(all[index]!) && (best < 0 || Math.abs(all[index]!) > Math.abs(all[best]!))) best = index
    if (best >= 0) modelGraphOf(this.session).openColumn(line.columns[best]!)
  }

  /** Arrows walk from number to number and from position to position. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key]
    const { line, place } = modelGraphOf(this.session)
    const [shown, at] = [line.peek(), place.peek()]
    if (!by || !shown || !at || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const { share } = cellsOf(shown, this.openedWidth)
    if (by[1] !== 0) {
      const position = Math.min(shown.byPosition.length - 1, Math.max(0, at.position + by[1]!))
      this.session.lookAtPosition(position)
      void this.updateComplete.then(() =>
        this.renderRoot.querySelector<SVGElement>(`.grid [data-position="${position}"]`)?.focus(),
      )
      return
    }
    const cell = Math.floor(shown.columns.indexOf(at.column) / share) + by[0]!
    if (cell >= 0 && cell * share < shown.columns.length) this.openNear(shown, at.position, cell * share, share)
  }

  // ── one number ──

  private row(model: ModelGraph, { view }: BuiltGraph, place: RowPlace): TemplateResult {
    const row = model.part.value?.row
    const { reader } = view
    const { letters } = this
    const { tokenizer } = this.session.run.value!
    const isOnce = place.op === 'loss.mean'
    const words = this.words(place.op)(place.column)
    const scaleFor = ({ kind, op, layer, position }: GraphNumber): number =>
      kind === 'parameter' ? 0.45 : (reader.output(op, position, layer, 0)?.scale ?? 1)
    return html`<section aria-label="one number">
      <div class="top">
        <h3 role="status">
          ${words}${isOnce ? '' : html` at <code>${letters[place.position]}</code> (position ${place.position})`}
        </h3>
        <small>${row ? `${row.shown} of the nodes around it, the heaviest` : ''}</small>
      </div>
      <div class="around">
        ${
          row
            ? rowView({
                row,
                width: this.openedWidth,
                matrices: reader.matrices,
                letters,
                letter: token => tokenizer.letter(token),
                parameter: model.parameter.value,
                scaleFor,
                follow: parameter => this.follow(parameter),
              })
            : nothing
        }
      </div>
    </section>`
  }

  // ── one parameter ──

  /** It is the one that is followed everywhere. */
  private follow(parameter: number): void {
    this.complaint = null
    this.session.parameterIndex.value = parameter
    modelGraphOf(this.session).followParameter(parameter)
  }

  private path(model: ModelGraph, { view, overview }: BuiltGraph): TemplateResult {
    const [part, parameter] = [model.part.value, model.parameter.value]
    const { matrices } = view.reader
    if (parameter === null) return html``
    const name = parameterName(matrices, parameter)
    const path = part?.path?.parameter === parameter ? part.path : null
    const isReached = overview.gradients[parameter] !== 0 || path !== null
    const look = path && { path, letters: this.letters, lineOf: (op: OpId) => this.lineOf(op) }
    return html`<section class="followed" aria-label="the heaviest path">
      <div class="top">
        <h3>The heaviest path from the loss to <code>${name}</code></h3>
        <form @submit=${this.onSubmit}>
          <label>another <input name="parameter" placeholder=${name} autocomplete="off" spellcheck="false" /></label>
          <button>Follow</button>
        </form>
        <small>${path && path.parts.length > 0 ? `${path.nodes} nodes; 1 of ${thousands(path.paths)} paths` : ''}</small>
      </div>
      <p class="complaint" role="status">${this.complaint ?? ''}</p>
      ${look && look.path.parts.length > 0 ? html`${pathView(look)} ${usesView(look)}` : nothing}
      ${
        path && path.parts.length === 0
          ? html`<p class="none">
              There are ${thousands(path.paths)} paths, and on each of them some local gradient is 0: its grad is exactly 0.
            </p>`
          : nothing
      }
      ${
        part && !path && !isReached
          ? html`<p class="none">
              <code>${name}</code> is in no node of this graph: the step does not read its row, so its grad stays exactly 0.
            </p>`
          : nothing
      }
    </section>`
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const found = parameterIndex(this.session.view.peek()!.reader.matrices, String(new FormData(form).get('parameter')))
    if (typeof found === 'string') {
      this.complaint = found
      return
    }
    this.follow(found)
    form.reset()
  }
}

/** A score that stands alone in its softmax has no say. */
const whyNone = ({ op }: GraphLine): string =>
  op === 'attention.scores' ? ': alone in its softmax, or from relu' : ''


customElements.define('mg-model-graph', MgModelGraph)

declare global {
  interface HTMLElementTagNameMap {
    'mg-model-graph': MgModelGraph
  }
}
