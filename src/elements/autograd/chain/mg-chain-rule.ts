/** The chain rule: as speeds, along every path of the expression at hand, and why its gradients have to add up. */
import { html, nothing, type TemplateResult } from 'lit'
import { uses, type Node } from '../../../lens/autograd/expression.ts'
import { countPaths, edgeKeys, measuredSlope, overwritten, pathsTo, type Path } from '../../../lens/autograd/paths.ts'
import { presets } from '../../../lens/autograd/presets.ts'
import { speedsOf } from '../../../lens/autograd/speeds.ts'
import { stateAt, type Walkthrough } from '../../../lens/autograd/steps.ts'
import { walkOf, type Walk } from '../../../lens/autograd/walk.ts'
import type { Session } from '../../../lens/session.ts'
import type { MgSlider } from '../../marks/mg-slider.ts'
import '../../marks/mg-slider.ts'
import { decimal } from '../../marks/numbers.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { numbersTable } from '../../attention/lab/mg-numbers-table.ts'
import { choice, leafSliders, presetChoice } from '../controls.ts'
import { graphStyles } from '../graph.styles.ts'
import { graphView } from '../graph-view.ts'
import { layoutOf } from '../layout.ts'
import { lessonStyles } from '../lesson.styles.ts'
import { sectionStyles } from '../sections.styles.ts'
import { worked } from '../words.ts'
import { chainStyles } from './chain.styles.ts'
import { fraction, pathTerms } from './path-terms.ts'
import { tracksHeight, tracksPicture } from './tracks-picture.ts'

const most = { walked: 10, toBicycle: 6, toCar: 4 }

export class MgChainRule extends SignalElement {
  static override properties = {
    session: { attribute: false },
    leaf: { state: true },
    shown: { state: true },
    speeds: { state: true },
  }
  declare session: Session
  /** The leaf whose gradient is taken apart. */
  declare private leaf: string | null
  /** Which of its paths is lit in the graph. */
  declare private shown: number
  declare private speeds: { readonly walked: number; readonly toBicycle: number; readonly toCar: number }

  static override styles = [...lessonStyles, graphStyles, sectionStyles, chainStyles]

  private readonly width: Width = new Width(this)

  constructor() {
    super()
    this.leaf = null
    this.shown = 0
    this.speeds = { walked: 5, toBicycle: 4, toCar: 2 }
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
      ${this.tracks()} ${this.alongPaths(walk, made, leaf, paths, shown)} ${this.accumulation(walk, made)}
    </div>`
  }

  // ── speeds ──

  private tracks(): TemplateResult {
    const { walked, toBicycle, toCar } = this.speeds
    const speeds = speedsOf(walked, toBicycle, toCar)
    const width = this.width.value || 736
    const knob = (label: string, name: keyof typeof most, least: number, step: number): TemplateResult =>
      html`<mg-slider
        .label=${label}
        .least=${least}
        .most=${most[name]}
        .step=${step}
        .digits=${1}
        .value=${this.speeds[name]}
        @input=${(event: Event) => (this.speeds = { ...this.speeds, [name]: (event.currentTarget as MgSlider).value })}
      ></mg-slider>`
    const term = (above: string, below: string, value: number, isGrad = false): TemplateResult =>
      html`<span class="factor"
        >${fraction(above, below, isGrad)}<span class="number">${decimal(value, 1)}</span></span
      >`
    return html`<section>
      <h2>Rates multiply</h2>
      <p class="note">
        The bicycle does ${decimal(toBicycle, 1)} metres for each of the walker, the car ${decimal(toCar, 1)} for each
        of the bicycle. What the car does for one of the walker is the product.
      </p>
      <div class="knobs">
        ${knob('the walker has gone, m', 'walked', 0, 0.5)} ${knob('bicycle : walker', 'toBicycle', 0.5, 0.5)}
        ${knob('car : bicycle', 'toCar', 0.5, 0.5)}
      </div>
      <svg
        width=${width}
        height=${tracksHeight}
        role="img"
        aria-label="walker ${decimal(speeds.walker, 1)} metres, bicycle ${decimal(speeds.bicycle, 1)}, car ${decimal(speeds.car, 1)}"
      >
        ${tracksPicture(speeds, most.walked * toBicycle * toCar || 1, width)}
      </svg>
      <p class="equation" role="status">
        ${term('car', 'walker', speeds.carPerWalker, true)}
        <span class="times">=</span> ${term('car', 'bicycle', speeds.carPerBicycle)} <span class="times">×</span>
        ${term('bicycle', 'walker', speeds.bicyclePerWalker)}
      </p>
      ${numbersTable(() => ({
        caption: 'How far each has come, and what the car comes for one metre of it',
        heads: ['', 'metres', 'car per metre of it'],
        rows: [
          ['walker', decimal(speeds.walker, 1), decimal(speeds.carPerWalker, 1)],
          ['bicycle', decimal(speeds.bicycle, 1), decimal(speeds.carPerBicycle, 1)],
          ['car', decimal(speeds.car, 1), '1.0'],
        ],
      }))}
    </section>`
  }

  // ── paths ──

  private alongPaths(walk: Walk, made: Walkthrough, leaf: Node, paths: Path[], shown: number): TemplateResult {
    const count = countPaths(made, leaf)
    const { name } = made.nodes.at(-1)!
    const { grad } = leaf.value
    return html`<section>
      <h2>Along every path, and all paths together</h2>
      <p class="note">
        A path from ${name} back to ${leaf.name} multiplies the local gradients on its way; what comes by different
        paths adds up to ${leaf.name}.grad.
      </p>
      ${presetChoice(walk)}
      <p class="formula">${made.preset.formula}</p>
      <div class="row">
        <fieldset class="choice">
          <legend class="unseen">leaf</legend>
          ${made.preset.leaves.map(each => choice('leaf', each.name, each.name === leaf.name, () => this.look(each.name)))}
        </fieldset>
      </div>
      ${this.graph(made, paths[shown])} ${leafSliders(walk)}
      ${paths.map((path, i) => pathTerms(path, i === shown, () => (this.shown = i)))}
      <p class="total" role="status">
        ${
          count > paths.length
            ? html`${paths.length} of ${count} paths are shown; all together they give`
            : count === 1
              ? 'One path, so this is the whole of'
              : html`${paths.map(({ product }) => worked(product)).join(' + ')} =`
        }
        ${leaf.name}.grad = <b>${worked(grad)}</b>
      </p>
    </section>`
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

  // ── += ──

  private accumulation(walk: Walk, made: Walkthrough): TemplateResult {
    const wrong = overwritten(made)
    const leaves = made.nodes.filter(({ op, isConstant }) => op === null && !isConstant)
    const twice = made.nodes.filter(node => uses(made, node) > 1)
    const slope = (node: Node): number => measuredSlope(made.preset, walk.values.value, node.name)
    const isWrong = (node: Node): boolean => Math.abs(wrong.get(node)! - node.value.grad) > 1e-9
    const off = leaves.filter(isWrong)
    return html`<section class="sums">
      <h2>Why <code>+=</code> and not <code>=</code></h2>
      <p class="note">
        The same walk back with <code>child.grad = local_grad * v.grad</code>: a number that is used twice keeps only
        what came last. Moving the leaf a little and running it all again says which of the two is true.
      </p>
      <table class="figures">
        <caption class="unseen">
          gradients with += and with =, and the slope that a nudge measures
        </caption>
        <thead>
          <tr>
            <th scope="col">leaf</th>
            <th scope="col">used</th>
            <th scope="col">with <code>=</code></th>
            <th scope="col">with <code>+=</code></th>
            <th scope="col">measured by a nudge</th>
          </tr>
        </thead>
        <tbody>
          ${leaves.map(
            node =>
              html`<tr>
                <th scope="row" class="math">${node.name}</th>
                <td>${uses(made, node)} ×</td>
                <td class=${isWrong(node) ? 'wrong' : ''}>${worked(wrong.get(node)!)}</td>
                <td class="grad">${worked(node.value.grad)}</td>
                <td>${worked(slope(node))}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p class="verdict" role="status">
        ${
          off.length > 0
            ? html`With <code>=</code>, ${off.map(({ name }) => name).join(', ')}.grad would be wrong; with
                <code>+=</code> each agrees with its nudge.`
            : twice.length > 0
              ? html`Here both agree, by the numbers that happen to be in it.`
              : html`Nothing is used twice here, so both agree.
                  <button class="word-button" @click=${() => this.useTwice(walk)}>take one where it matters</button>`
        }
      </p>
    </section>`
  }

  private useTwice(walk: Walk): void {
    walk.choose(presets.find(({ id }) => id === 'twice')!)
    this.look('a')
  }
}

customElements.define('mg-chain-rule', MgChainRule)

declare global {
  interface HTMLElementTagNameMap {
    'mg-chain-rule': MgChainRule
  }
}
