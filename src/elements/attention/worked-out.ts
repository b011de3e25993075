/** The arithmetic of the open cell, from scores to weights to what the head puts out. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { decimal } from '../marks/numbers.ts'
import { rowOf, weightsOf } from '../../lens/attention-weights.ts'
import { arcHeight, arcs } from './arcs.ts'
import { pairLayout, termLayout } from './layout.ts'
import { letterName, visible } from './letters.ts'
import type { Scene } from './scene.ts'
import { scoreHeight, scoreSum } from './score-sum.ts'
import { softmaxHeight, softmaxTable, softmaxWidth } from './softmax-table.ts'
import { mixHeight, valueMix } from './value-mix.ts'

/** @param inner width between the edges of the page, in pixels */
export function workedOut(scene: Scene, inner: number): TemplateResult {
  return html`${reading(scene, inner)} ${opened(scene, inner)} ${mixed(scene, inner)}`
}

/** What the row reads, and how its weights came about. */
function reading(scene: Scene, inner: number): TemplateResult {
  const { letters, open, arithmetic, status, reader, view } = scene
  const { layer, head, row, column } = open
  const { n_head } = reader.plan.config
  const others = view.hasAllArcs.value
    ? Array.from({ length: n_head }, (_, other) => other).filter(
        other => other !== head && scene.statusOf({ op: 'attention.softmax', layer, head: other }) !== 'todo',
      )
    : []
  const layout = pairLayout(inner, letters.length)
  const isKnown = status('attention.softmax') !== 'todo'
  const weights = isKnown ? arithmetic.weights.values : null
  const width = softmaxWidth(layout, letters.length)
  const table = svg`<svg width=${width} height=${softmaxHeight} role="group" aria-label="softmax">${softmaxTable(scene, layout)}</svg>`
  return html`<section class=${layout.isPair ? 'pair' : 'stack'}>
    <div class="arcs">
      <header>
        <h2>Head ${head}: what <code>${visible(letters[row]!)}</code> at position ${row} reads</h2>
        ${
          n_head > 1
            ? html`<button
                class="word"
                aria-pressed=${view.hasAllArcs.value}
                aria-label="arcs of all heads"
                @click=${() => (view.hasAllArcs.value = !view.hasAllArcs.value)}
              >
                all heads
              </button>`
            : nothing
        }
      </header>
      <svg width=${layout.arcs} height=${arcHeight} aria-hidden="true">
        ${arcs({
          letters,
          weights,
          others: others.map(other => rowOf(weightsOf(reader, layer, other), row)),
          row,
          column,
          step: layout.arcStep,
        })}
      </svg>
    </div>
    <div class="soft">
      <header>
        <h2>Softmax over ${layout.label < 78 ? 'keys' : 'every key'} so far</h2>
        <span>${isKnown ? `Σ exp = ${decimal(arithmetic.total)}` : nothing}</span>
      </header>
      ${width > inner ? html`<div class="scroller" tabindex="0" role="region" aria-label="all keys">${table}</div>` : table}
    </div>
  </section>`
}

/** The score of the open cell. */
function opened(scene: Scene, inner: number): TemplateResult {
  const { letters, open, arithmetic } = scene
  const layout = termLayout(inner, arithmetic.query.columns)
  const name = (position: number): TemplateResult => {
    const { which, letter } = letterName(letters, position)
    return html`${which}<code>${visible(letter)}</code>`
  }
  return html`<section>
    <h2>
      The open cell: how much ${name(open.row)} attends to ${open.row === open.column ? 'itself' : name(open.column)}
    </h2>
    <svg width=${inner} height=${scoreHeight(layout)} role="group" aria-label="score of the open cell">
      ${scoreSum(scene, layout)}
    </svg>
  </section>`
}

function mixed(scene: Scene, inner: number): TemplateResult {
  const layout = termLayout(inner, scene.arithmetic.query.columns)
  return html`<section>
    <h2>Then mix the values</h2>
    ${layout.room > 150 ? html`<span class="formula">head_out = Σ weight × v</span>` : nothing}
    <svg width=${inner} height=${mixHeight(scene)} role="group" aria-label="values, weighed and added up">
      ${valueMix(scene, layout)}
    </svg>
  </section>`
}
