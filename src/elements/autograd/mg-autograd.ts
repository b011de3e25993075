/** The Autograd tab: a small expression, built number by number and walked back edge by edge, in both directions of time. */
import { html, nothing } from 'lit'
import { countValues } from '../../engine/value-count.ts'
import { troubleOf, type Node } from '../../lens/autograd/expression.ts'
import type { Preset } from '../../lens/autograd/presets.ts'
import { inHand, visitedAt, walkedAt, type Edge } from '../../lens/autograd/steps.ts'
import { walkOf, type Walk } from '../../lens/autograd/walk.ts'
import { takeTime } from '../../lens/own-time.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { Following } from '../marks/following.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { SignalElement } from '../signal-element.ts'
import { autogradStyles } from './autograd.styles.ts'
import { checkView } from './check-view.ts'
import { leafSliders, presetChoice, typedField, walkControls } from './controls.ts'
import { graphStyles } from './graph.styles.ts'
import { graphView } from './graph-view.ts'
import { layoutOf, type Layout } from './layout.ts'
import { sectionStyles } from './sections.styles.ts'
import { stepView } from './step-view.ts'
import { tableView } from './table-view.ts'
import { topoStrip } from './topo-strip.ts'
import { walkTime } from './walk-score.ts'
import { focusLines, sentenceOf } from './words.ts'

export class MgAutograd extends SignalElement {
  static override properties = { session: { attribute: false }, focused: { state: true } }
  declare session: Session
  /** The number that the arrow keys have reached in the picture. */
  declare private focused: string | null

  static override styles = [markStyles, buttonStyles, autogradStyles, graphStyles, sectionStyles]

  readonly following: Following = new Following(this, () => (this.session ? this.keepTime() : null))
  private readonly width = new Width(this)
  private arranged: { preset: Preset; width: number; layout: Layout } | null = null
  private shownStep = -1
  private height = 0

  constructor() {
    super()
    this.focused = null
  }

  private keepTime(): () => void {
    const giveBack = takeTime(walkTime(this.session))
    return () => {
      giveBack()
      walkOf(this.session).stop()
      this.session.focusLines.value = null
    }
  }

  override render() {
    if (!this.session) return nothing
    const walk = walkOf(this.session)
    const [made, state] = [walk.walkthrough.value, walk.state.value]
    const trouble = troubleOf(made)
    return html`<div class="top">${presetChoice(walk)} ${walkControls(walk)}</div>
      <div class="head">
        <p class="formula ${made.preset.formula.length > 42 ? 'long' : ''}">${made.preset.formula}</p>
        <p class="counts">${made.nodes.length} nodes here<br />${this.whole()}</p>
      </div>
      ${typedField(walk)} ${trouble === null ? nothing : html`<p class="trouble" role="status">${trouble}</p>`}
      ${this.graph(walk)} ${leafSliders(walk)}
      <div class="present">
        ${stepView(made, state)}
        <p class="count">step ${walk.step.value} of ${walk.last}</p>
      </div>
      ${topoStrip(walk, node => this.visit(node))} ${checkView(walk, this.available)} ${tableView(made, state)}
      <p class="unseen" role="status">${sentenceOf(made, state)}</p>`
  }

  /** How many Values the program makes for the document at hand. */
  private whole() {
    const { run, view } = this.session
    if (!run.value || !view.value) return nothing
    const { nodes } = countValues(run.value.config, run.value.plan.vocab_size, view.value.reader.tokens)
    const where = run.value.config.batch_size === 1 ? 'in one training step on' : 'for one document,'
    return html`<small>${thousands(nodes)} ${where} <code>${view.value.document}</code></small>`
  }

  // ── the picture ──

  /** Before the first measurement: as beside the code on a wide screen. */
  private get available(): number {
    return this.width.value || 736
  }

  private layout(walk: Walk): Layout {
    const width = this.available
    const preset = walk.preset.value
    if (this.arranged?.preset !== preset || this.arranged.width !== width)
      this.arranged = { preset, width, layout: layoutOf(walk.walkthrough.value, width) }
    return this.arranged.layout
  }

  private graph(walk: Walk) {
    const [made, state] = [walk.walkthrough.value, walk.state.value]
    const layout = this.layout(walk)
    const scrolls = layout.width > this.available
    const pointed = this.session.hover.value
    const isPointed = pointed?.from === 'code' && made.nodes.some(({ op }) => op === pointed.op)
    const focused = made.nodes.find(({ name }) => name === this.focused) ?? inHand(made, state) ?? made.nodes[0]!
    return html`<div
      class="graph"
      role=${scrolls ? 'region' : nothing}
      tabindex=${scrolls ? '0' : nothing}
      aria-label=${scrolls ? 'the graph, wider than its place' : nothing}
    >
      <svg
        width=${layout.width}
        height=${layout.height}
        role="group"
        aria-label="graph of ${made.preset.formula}"
        @keydown=${(event: KeyboardEvent) => this.graphKeys(event)}
      >
        ${graphView({
          walk: made,
          state,
          layout,
          focused,
          isFaded: ({ op }: Node) => isPointed && op !== pointed.op,
          onEdge: (edge: Edge) => walk.goTo(walkedAt(made, edge)),
          onNode: (node: Node) => this.visit(node),
        })}
      </svg>
    </div>`
  }

  private visit(node: Node): void {
    const walk = walkOf(this.session)
    this.focused = node.name
    walk.goTo(visitedAt(walk.walkthrough.value, node, walk.state.value.isBack))
  }

  /** Up and down move from number to number; left and right belong to the inspector. */
  private graphKeys(event: KeyboardEvent): void {
    const marks = [...this.renderRoot.querySelectorAll<SVGGElement>('.graph .mark')]
    const now = marks.indexOf(event.target as SVGGElement)
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: marks.length - 1 }[event.key]
    if (now === -1 || to === undefined) return
    event.preventDefault()
    const next = marks[(to + marks.length) % marks.length]!
    this.focused = next.closest<SVGGElement>('.number')!.dataset['name']!
    next.focus()
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    const walk = walkOf(this.session)
    const [made, state] = [walk.walkthrough.peek(), walk.state.peek()]
    const lines = focusLines(made, state)
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
    if (this.shownStep !== walk.step.peek()) this.bringIntoView(inHand(made, state))
    this.shownStep = walk.step.peek()
    // What is said above the picture moves it, and the leader with it.
    if (this.height !== this.offsetHeight)
      this.dispatchEvent(new Event('lens-scrolled', { bubbles: true, composed: true }))
    this.height = this.offsetHeight
  }

  /** Where the picture is wider than its place, the number in hand is scrolled to its middle. */
  private bringIntoView(node: Node | null): void {
    const [graph, place] = [this.renderRoot.querySelector('.graph'), this.arranged?.layout.places.get(node?.name ?? '')]
    if (!graph || !place || graph.scrollWidth <= graph.clientWidth) return
    const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth'
    graph.scrollTo({ left: place[0] + this.arranged!.layout.box.width / 2 - graph.clientWidth / 2, behavior })
  }
}

customElements.define('mg-autograd', MgAutograd)

declare global {
  interface HTMLElementTagNameMap {
    'mg-autograd': MgAutograd
  }
}
