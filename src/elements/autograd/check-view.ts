/** "Check by nudging": a leaf is moved a little, and what L does is held against the gradient. */
import { html, type TemplateResult } from 'lit'
import { moved } from '../../lens/autograd/nudge.ts'
import { nudges, type Walk } from '../../lens/autograd/walk.ts'
import { choice } from './controls.ts'
import { nudgeChart, nudgeTable, type Nudge } from './nudge-view.ts'

/** Below this width the picture stands under the words, which are so wide beside it. */
const [stacked, wordsWidth] = [480, 206]

export function checkView(walk: Walk, width: number): TemplateResult {
  const [made, state, leaf] = [walk.walkthrough.value, walk.state.value, walk.nudged.value]
  const [preset, values] = [made.preset, walk.values.value]
  const node = made.nodes.find(({ name }) => name === leaf.name)!
  const L = made.nodes.at(-1)!.value.data
  const shown: Nudge = { preset, values, leaf, L, grad: state.grads.get(node), isComplete: state.isComplete(node) }
  const size = walk.nudgedBy.value
  const by = values[leaf.name]! + size > leaf.most ? -size : size
  return html`<section class="check">
    <div>
      <h2>Check by nudging</h2>
      <fieldset class="choice">
        <legend class="unseen">leaf to nudge</legend>
        ${preset.leaves.map(({ name }) => choice('nudged', name, name === leaf.name, () => walk.nudge(name)))}
      </fieldset>
      <fieldset class="choice by">
        <legend>by</legend>
        ${nudges.map(each => choice('by', String(each), each === size, () => (walk.nudgedBy.value = each)))}
      </fieldset>
      ${nudgeTable(shown, by, moved(preset, values, leaf.name, by))}
    </div>
    ${nudgeChart(shown, width < stacked ? width : width - wordsWidth)}
  </section>`
}
