/** Why `+=`: the same walk back with `=`, and the nudge that says which of the two is true. */
import { html, type TemplateResult } from 'lit'
import { uses, type Node } from '../../../lens/autograd/expression.ts'
import { measuredSlope, overwritten } from '../../../lens/autograd/paths.ts'
import { presets } from '../../../lens/autograd/presets.ts'
import type { Walkthrough } from '../../../lens/autograd/steps.ts'
import type { Walk } from '../../../lens/autograd/walk.ts'
import { worked } from '../words.ts'

/** @param onChange another expression is shown now */
export function accumulationView(walk: Walk, made: Walkthrough, onChange: () => void): TemplateResult {
  const useTwice = (): void => {
    walk.choose(presets.find(({ id }) => id === 'twice')!)
    onChange()
  }
  const wrong = overwritten(made)
  const leaves = made.nodes.filter(({ op, isConstant }) => op === null && !isConstant)
  const twice = made.nodes.filter(node => uses(made, node) > 1)
  const slope = (node: Node): number => measuredSlope(made.preset, walk.values.value, node.name)
  const isWrong = (node: Node): boolean => Math.abs(wrong.get(node)! - node.value.grad) > 1e-9
  const off = leaves.filter(isWrong)
  return html`<section class="sums">
    <h2>Why <code>+=</code> and not <code>=</code></h2>
    <p class="note">
      The same walk back with <code>child.grad = local_grad * v.grad</code>: a number that is used twice keeps only what
      came last. Moving the leaf a little and running it all again says which of the two is true.
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
                <button class="word-button" @click=${useTwice}>take one where it matters</button>`
      }
    </p>
  </section>`
}
