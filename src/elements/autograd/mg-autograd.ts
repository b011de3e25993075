/** The Autograd tab: a small expression, built number by number and walked back edge by edge, in both directions of time. */
import { html, nothing, svg } from 'lit'
import { countValues } from '../../engine/value-count.ts'
import type { Node } from '../../lens/autograd/expression.ts'
import { moved } from '../../lens/autograd/nudge.ts'
import { presets, type Preset } from '../../lens/autograd/presets.ts'
import { inHand, visitedAt, walkedAt, type Edge } from '../../lens/autograd/steps.ts'
import { walkOf, type Walk } from '../../lens/autograd/walk.ts'
import type { Session } from '../../lens/session.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { SignalElement } from '../signal-element.ts'
import { Width } from '../training/width.ts'
import { autogradStyles } from './autograd.styles.ts'
import { graphView } from './graph-view.ts'
import { layoutOf, type Layout } from './layout.ts'
import { nudgeChart, nudgeWords, type Nudge } from './nudge-view.ts'
import { stepView } from './step-view.ts'
import { tableView } from './table-view.ts'
import { topoStrip } from './topo-strip.ts'
import { focusLines, sentenceOf } from './words.ts'
import '../marks/mg-slider.ts'

/** How far a leaf is moved to check its gradient. */
const nudge = 0.1
/** Below this width the parts of a section stand one under the other. */
const stacked = 480

export class MgAutograd extends SignalElement {
  static override properties = { session: { attribute: false }, focused: { state: true } }
  declare session: Session
  /** The number that the arrow keys have reached in the picture. */
  declare private focused: string | null

  static override styles = [markStyles, buttonStyles, autogradStyles]

  private readonly width = new Width(this)
  private arranged: { preset: Preset; width: number; layout: Layout } | null = null
  private shownStep = -1

  constructor() {
    super()
    this.focused = null
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (!this.session) return
    walkOf(this.session).stop()
    this.session.focusLines.value = null
  }

  override render() {
    if (!this.session) return nothing
    const walk = walkOf(this.session)
    const [made, state] = [walk.walkthrough.value, walk.state.value]
    return html`<div class="top">${this.presetChoice(walk)} ${this.controls(walk)}</div>
      <div class="head">
        <p class="formula">${made.preset.formula}</p>
        <p class="counts">${made.nodes.length} nodes here<br />${this.whole()}</p>
      </div>
      ${this.graph(walk)}
      <section class="leaves">
        <h2>The leaves</h2>
        <div class="sliders">
          ${made.preset.leaves.map(
            ({ name, least, most }) => html`<mg-slider
              .label=${`${name}.data`}
              .name=${name}
              .value=${walk.values.value[name]!}
              .least=${least}
              .most=${most}
              .step=${0.1}
              @input=${(event: Event) => walk.set(name, (event.currentTarget as HTMLInputElement).value as unknown as number)}
            ></mg-slider>`,
          )}
        </div>
      </section>
      <div class="present">
        ${stepView(made, state)}
        <p class="count">step ${walk.step.value} of ${walk.last}</p>
      </div>
      ${topoStrip(made, state, node => this.visit(node))} ${this.check(walk)} ${tableView(made, state)}
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

  private presetChoice(walk: Walk) {
    const chosen = walk.preset.value
    return html`<fieldset class="presets">
      <legend class="unseen">expression</legend>
      ${presets.map(
        preset => html`<label class=${preset === chosen ? 'chosen' : ''}
          ><input type="radio" name="preset" .checked=${preset === chosen} @change=${() => walk.choose(preset)} />${preset.title}</label
        >`,
      )}
    </fieldset>`
  }

  private controls(walk: Walk) {
    const [step, last] = [walk.step.value, walk.last]
    return html`<div class="controls" role="group" aria-label="walk" @keydown=${(event: KeyboardEvent) => this.stepKeys(event)}>
      <button ?disabled=${step === 0} @click=${() => walk.startOver()}>Start over</button>
      <button ?disabled=${step === 0} @click=${() => walk.back()}>Back</button>
      <button class="next" ?disabled=${step === last} @click=${() => walk.next()}>Next</button>
      <button aria-pressed=${walk.walking.value} @click=${() => (walk.walking.value ? walk.stop() : walk.walkAll())}>Walk all</button>
    </div>`
  }

  private readonly stepKeys = (event: KeyboardEvent): void => {
    const walk = walkOf(this.session)
    const to = { ArrowRight: walk.step.value + 1, ArrowLeft: walk.step.value - 1, Home: 0, End: walk.last }[event.key]
    if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    walk.goTo(to)
  }

  // ── the picture ──

  private layout(walk: Walk): Layout {
    const width = this.width.value || 736
    const preset = walk.preset.value
    if (this.arranged?.preset !== preset || this.arranged.width !== width)
      this.arranged = { preset, width, layout: layoutOf(walk.walkthrough.value, width) }
    return this.arranged.layout
  }

  private graph(walk: Walk) {
    const [made, state] = [walk.walkthrough.value, walk.state.value]
    const layout = this.layout(walk)
    const scrolls = layout.width > (this.width.value || 736)
    const pointed = this.session.hover.value
    const isPointed = pointed?.from === 'code' && made.nodes.some(({ op }) => op === pointed.op)
    const focused = made.nodes.find(({ name }) => name === this.focused) ?? inHand(made, state) ?? made.nodes[0]!
    return html`<div
      class="graph"
      role=${scrolls ? 'region' : nothing}
      tabindex=${scrolls ? '0' : nothing}
      aria-label=${scrolls ? 'the graph, wider than its place' : nothing}
    >
      <svg width=${layout.width} height=${layout.height} role="group" aria-label="graph of ${made.preset.formula}"
        @keydown=${(event: KeyboardEvent) => this.graphKeys(event)}>
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

  // ── the check ──

  private check(walk: Walk) {
    const [made, state, leaf] = [walk.walkthrough.value, walk.state.value, walk.nudged.value]
    const [preset, values] = [made.preset, walk.values.value]
    const node = made.nodes.find(({ name }) => name === leaf.name)!
    const L = made.nodes.at(-1)!.value.data
    const shown: Nudge = { preset, values, leaf, L, grad: state.grads.get(node), isComplete: state.isComplete(node) }
    const by = values[leaf.name]! + nudge > leaf.most ? -nudge : nudge
    const width = this.width.value || 736
    return html`<section class="check">
      <div>
        <h2>Check by nudging</h2>
        <fieldset class="choice">
          <legend class="unseen">leaf to nudge</legend>
          ${preset.leaves.map(
            ({ name }) => html`<label class=${name === leaf.name ? 'chosen' : ''}
              ><input type="radio" name="nudged" .checked=${name === leaf.name} @change=${() => walk.nudge(name)} />${name}</label
            >`,
          )}
        </fieldset>
        <p>${nudgeWords(shown, by, moved(preset, values, leaf.name, by))}</p>
      </div>
      ${svg`${nudgeChart(shown, width < stacked ? width : width - 206)}`}
    </section>`
  }

  override updated(): void {
    if (!this.session || !this.isConnected) return
    const walk = walkOf(this.session)
    const [made, state] = [walk.walkthrough.peek(), walk.state.peek()]
    const lines = focusLines(made, state)
    if (JSON.stringify(lines) !== JSON.stringify(this.session.focusLines.peek())) this.session.focusLines.value = lines
    if (this.shownStep !== walk.step.peek()) this.bringIntoView(inHand(made, state))
    this.shownStep = walk.step.peek()
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
