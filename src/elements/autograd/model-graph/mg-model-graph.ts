/** The graph of one training step of the model at hand: every number a node, by lines, by rows, by single numbers. */
import { html, nothing, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import { modelGraphOf, type BuiltGraph, type ModelGraph } from '../../../lens/model-graph.ts'
import type { GraphLine } from '../../../lens/model-graph-overview.ts'
import type { GraphNumber, RowPlace } from '../../../lens/model-graph-row.ts'
import { whySilent } from '../../../lens/model-graph-silent.ts'
import { numberWords, parameterIndex, untouchedWords } from '../../../lens/model-graph-words.ts'
import type { Session } from '../../../lens/session.ts'
import { mainLineOf } from '../../code-pane/main-lines.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { Following } from '../../marks/following.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { tableStyles } from '../../marks/table.styles.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { byLine } from './by-line.ts'
import { focusLines } from './focus.ts'
import { modelGraphStyles } from './model-graph.styles.ts'
import { scaleOf } from './numbers.ts'
import { pathStyles } from './path.styles.ts'
import { columnUnder, stepOfKey } from './picking.ts'
import { rowView } from './row-view.ts'
import { cellsOf, rowsView } from './rows.ts'
import { byRow, followed, head } from './sections.ts'
import { linesTable } from './tables.ts'

/** Beside one another from here on. */
const twoColumns = 660
const listWidth = 300

export class MgModelGraph extends SignalElement {
  static override properties = {
    session: { attribute: false },
    complaint: { state: true },
    isTableOpen: { state: true },
  }
  declare session: Session
  /** What is wrong with the parameter that was typed. */
  declare private complaint: string | null
  declare private isTableOpen: boolean

  static override styles = [markStyles, buttonStyles, noteStyles, tableStyles, modelGraphStyles, pathStyles]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () => (this.session ? modelGraphOf(this.session).follow() : null))

  constructor() {
    super()
    this.complaint = null
    this.isTableOpen = false
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.session) this.session.focusLines.value = null
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    const { graph, place } = modelGraphOf(this.session)
    const lines = graph.peek() && place.peek() ? focusLines(graph.peek()!.overview, place.peek()!) : null
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
  }

  override render() {
    const { session } = this
    const [view, run] = [session?.view.value, session?.run.value]
    if (!view || !run || this.width.value === 0) return nothing
    const model = modelGraphOf(session)
    const [problem, graph, place, line] = [model.problem.value, model.graph.value, model.place.value, model.line.value]
    if (problem !== null)
      return html`<p class="missing" role="status">${problem}</p>
        <button class="instead" @click=${() => session.turnTo('Autograd', 'flow')}>Gradient flow, by blocks</button>`
    const isOfThis = graph?.view.reader.plan === view.reader.plan
    if (!isOfThis || !place || !line) return html`<p class="missing" role="status">building the graph …</p>`
    const isWide = this.width.value >= twoColumns
    return html`${head(graph, run.config.batch_size === 1, graph.view !== view)}
      <div class="both">
        <section class="by-line" aria-label="by line">
          ${this.layers(model, place)}
          ${byLine({
            overview: graph.overview,
            place,
            layer: place.layer ?? session.moment.value?.layer ?? 0,
            width: isWide ? listWidth : this.width.value,
            columns: isWide ? 1 : 2,
            untouched: graph.overview.gradients.length - graph.overview.reached,
            reason: this.untouched(graph),
            lineOf: op => this.lineOf(op),
            open: ({ op, layer }) => model.open(op, layer),
          })}
        </section>
        <div class="opened">${this.rows(line, graph, place)} ${this.row(model, graph, place)}</div>
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

  private untouched({ view }: BuiltGraph): string {
    const { reader } = view
    return untouchedWords(
      reader.matrices,
      reader.plan.config,
      reader.tokens.subarray(0, reader.positions),
      reader.positions,
    )
  }

  private layers(model: ModelGraph, { layer }: RowPlace): TemplateResult {
    const { n_layer } = this.session.run.value!.config
    const { positions } = model.graph.value!.view.reader
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
    const { reader } = modelGraphOf(this.session).graph.value!.view
    const { tokenizer } = this.session.run.value!
    return Array.from(reader.tokens.subarray(0, reader.positions), token => tokenizer.letter(token))
  }

  private get openedWidth(): number {
    const { value } = this.width
    return value >= twoColumns ? value - listWidth - 34 : value
  }

  private rows(line: GraphLine, graph: BuiltGraph, place: RowPlace): TemplateResult {
    const width = this.openedWidth
    const scale = scaleOf(line.gradients)
    const look = { line, place, width, letters: this.letters, scale, words: this.words(line.op) }
    return byRow(
      line,
      cellsOf(line, width).share,
      scale,
      line.silent > 0 ? whySilent(line, graph.view.reader) : '',
      html`<div @click=${this.onClick} @keydown=${this.onKey}>${rowsView(look)}</div>`,
    )
  }

  /** The app moves the cursor to the position; which number of it was meant is known here. */
  private readonly onClick = (event: MouseEvent): void => {
    const model = modelGraphOf(this.session)
    const line = model.line.peek()
    const column = line && columnUnder(event, line, this.openedWidth)
    if (column !== null) model.openColumn(column)
  }

  /** Arrows walk from number to number and from position to position. */
  private readonly onKey = (event: KeyboardEvent): void => {
    const model = modelGraphOf(this.session)
    const [line, place] = [model.line.peek(), model.place.peek()]
    const step = line && place && stepOfKey(event, line, place, this.openedWidth)
    if (!step) return
    event.preventDefault()
    if (step.position === place.position) return model.openColumn(step.column)
    this.session.lookAtPosition(step.position)
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<SVGElement>(`.grid [data-position="${step.position}"]`)?.focus(),
    )
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
        <h3 aria-live="polite">
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
                block_size: reader.plan.config.block_size,
                letter: token => tokenizer.letter(token),
                parameter: model.parameter.value,
                scaleFor,
                gradientScale: scaleOf(model.line.value?.gradients ?? []),
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

  private path(model: ModelGraph, graph: BuiltGraph) {
    const [part, parameter] = [model.part.value, model.parameter.value]
    if (parameter === null) return nothing
    const isThere = part?.id === graph.id && part.parameter === parameter
    return followed({
      graph,
      parameter,
      path: isThere ? part.path : undefined,
      letters: this.letters,
      lineOf: op => this.lineOf(op),
      complaint: this.complaint,
      onSubmit: this.onSubmit,
    })
  }

  private readonly onSubmit = (event: SubmitEvent): void => {
    event.preventDefault()
    const form = event.target as HTMLFormElement
    const found = parameterIndex(this.session.view.peek()!.reader.matrices, form.querySelector('input')!.value)
    if (typeof found === 'string') {
      this.complaint = found
      return
    }
    this.follow(found)
    form.reset()
  }
}

customElements.define('mg-model-graph', MgModelGraph)

declare global {
  interface HTMLElementTagNameMap {
    'mg-model-graph': MgModelGraph
  }
}
