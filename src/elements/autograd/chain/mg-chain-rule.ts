/** The chain rule: as speeds, along every path of the expression at hand, and why its gradients have to add up. */
import { html, nothing, type TemplateResult } from 'lit'
import { stopOf, troubleOf, uses, type Node } from '../../../lens/autograd/expression.ts'
import { countPaths, edgeKeys, pathsTo, type Path } from '../../../lens/autograd/paths.ts'
import { stateAt, type Walkthrough } from '../../../lens/autograd/steps.ts'
import { walkOf, type Walk } from '../../../lens/autograd/walk.ts'
import type { Session } from '../../../lens/session.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { choice, leafSliders, presetChoice } from '../controls.ts'
import { graphStyles } from '../graph.styles.ts'
import { graphView } from '../graph-view.ts'
import { layoutOf } from '../layout.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { sectionStyles } from '../sections.styles.ts'
import { worked } from '../words.ts'
import { chainStyles } from './chain.styles.ts'
import { accumulationView } from './accumulation-view.ts'
import './mg-speeds.ts'
import { pathTerms } from './path-terms.ts'

export class MgChainRule extends SignalElement {
  static override properties = {
    session: { attribute: false },
    leaf: { state: true },
    shown: { state: true },
  }
  declare session: Session
  /** The leaf whose gradient is taken apart. */
  declare private leaf: string | null
  /** Which of its paths is lit in the graph. */
  declare private shown: number

  static override styles = [...lessonStyles, graphStyles, sectionStyles, chainStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.leaf = null
    this.shown = 0
  }

  override connectedCallback(): void {
    super.connectedCallback()
    if (this.session) this.session.focusLines.value = [{ op: 'value.backward', note: 'local_grad × v.grad' }]
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (this.session) this.session.focusLines.value = null
  }

  override firstUpdated(): void {
    this.session.focusLines.value = [{ op: 'value.backward', note: 'local_grad × v.grad' }]
  }

  override render() {
    if (!this.session) return nothing
    const walk = walkOf(this.session)
    const made = walk.walkthrough.value
    const leaf =
      made.nodes.find(({ name, op }) => op === null && name === this.leaf) ??
      made.nodes.find(node => node.op === null && !node.isConstant && uses(made, node) > 1) ??
      made.nodes[0]!
    const paths = pathsTo(made, leaf)
    const shown = Math.min(this.shown, paths.length - 1)
    return html`<div class="page">
      <mg-speeds></mg-speeds> ${this.alongPaths(walk, made, leaf, paths, shown)}
      ${stopOf(made) ? nothing : accumulationView(walk, made, () => this.look('a'))}
    </div>`
  }

  // ── paths ──

  private alongPaths(walk: Walk, made: Walkthrough, leaf: Node, paths: Path[], shown: number): TemplateResult {
    const { name } = made.nodes.at(-1)!
    return html`<section>
      <h2>Along every path, and all paths together</h2>
      <p class="note">
        A path from ${name} back to ${leaf.name} multiplies the local gradients on its way; what comes by different
        paths adds up to ${leaf.name}.grad.
      </p>
      ${presetChoice(walk)}
      <p class="formula ${made.preset.formula.length > 42 ? 'long' : ''}">${made.preset.formula}</p>
      <div class="row">
        <fieldset class="choice">
          <legend class="unseen">leaf</legend>
          ${made.preset.leaves.map(each => choice('leaf', each.name, each.name === leaf.name, () => this.look(each.name)))}
        </fieldset>
      </div>
      ${this.graph(made, paths[shown])} ${leafSliders(walk)}
      ${stopOf(made) ? html`<p class="trouble" role="status">${troubleOf(made)}</p>` : this.sum(made, leaf, paths, shown)}
    </section>`
  }

  private sum(made: Walkthrough, leaf: Node, paths: Path[], shown: number): TemplateResult {
    const count = countPaths(made, leaf)
    const { grad } = leaf.value
    return html`${paths.map((path, i) => pathTerms(path, i === shown, () => (this.shown = i)))}
      <p class="total" role="status">
        ${
          count > paths.length
            ? html`${paths.length} of ${count} paths are shown; all together they give`
            : count === 1
              ? 'One path, so this is the whole of'
              : html`${paths.map(({ product }) => worked(product)).join(' + ')} =`
        }
        ${leaf.name}.grad = <b>${worked(grad)}</b>
      </p>`
  }

  private look(leaf: string): void {
    this.leaf = leaf
    this.shown = 0
  }

  /** Walked to its end, and only the wires of one path lit. */
  private graph(made: Walkthrough, path: Path | undefined): TemplateResult {
    const layout = layoutOf(made, this.width.value || 736)
    const keys = path ? edgeKeys(path) : new Set<string>()
    const through = new Set(path?.edges.flatMap(({ v, child }) => [v, child]))
    const state = stateAt(made, made.steps.length - 1)
    const walked = new Map([...state.walked].filter(([key]) => keys.has(key)))
    return html`<div class="graph" tabindex="0" role="region" aria-label="the graph with one path lit">
      <svg width=${layout.width} height=${layout.height} role="group" aria-label="graph of ${made.preset.formula}">
        ${graphView({
          walk: made,
          state: { ...state, walked },
          layout,
          focused: made.nodes[0]!,
          isFaded: node => !through.has(node),
          onEdge: () => {},
          onNode: node => {
            if (node.op === null && !node.isConstant) this.look(node.name)
          },
        })}
      </svg>
    </div>`
  }
}

customElements.define('mg-chain-rule', MgChainRule)

declare global {
  interface HTMLElementTagNameMap {
    'mg-chain-rule': MgChainRule
  }
}
