/** The parts of the picture in words and numbers: what is built, a line by rows, the way to a parameter. */
import { html, nothing, type TemplateResult } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { BuiltGraph } from '../../../lens/model-graph.ts'
import type { GraphLine } from '../../../lens/model-graph-overview.ts'
import type { ParameterPath } from '../../../lens/model-graph-path.ts'
import { columnWords, lineName, parameterName } from '../../../lens/model-graph-words.ts'
import { thousands } from '../../marks/numbers.ts'
import { legend } from './legend.ts'
import { brief, many } from './numbers.ts'
import { pathView, usesView } from './path-view.ts'

/** @param isBehind something else is on the screen by now */
export function head({ view, overview, apart }: BuiltGraph, isWholeStep: boolean, isBehind: boolean): TemplateResult {
  return html`<div class="head">
      <h2>${thousands(overview.nodes)} nodes</h2>
      <p>
        ${isWholeStep ? 'one training step on' : 'of a training step, for'}
        <code>${view.document || 'the empty name'}</code>,
        ${isBehind ? `at step ${thousands(view.step + 1)}: the next is built when nothing moves` : 'every number a Value'}
      </p>
      <p class="counts">${thousands(overview.operations)} operations, ${thousands(overview.edges)} edges</p>
    </div>
    <p class="note">
      Each + and × in <code>gpt()</code> is a node; <code>backward()</code> visits them all, last first. These gradients
      equal the tensors’${apart === 0 ? '' : ` to within ${brief(apart, 4)}`}.
    </p>`
}

/**
 * A line by rows, around its picture.
 * @param why some numbers get no gradient
 */
export function byRow(
  line: GraphLine,
  share: number,
  scale: number,
  why: string,
  picture: TemplateResult,
): TemplateResult {
  const what = columnWords(line.op)
  return html`<section aria-label="by row">
    <div class="top">
      <h3>${lineName(line.op)}, by row</h3>
      <code>${thousands(line.nodes)}${factors(line)}</code>
    </div>
    <p class="told">
      <span>one cell = ${share === 1 ? 'one number' : `${share} ${what}, the heaviest`} at one position</span>
      <span>fill = gradient ${legend(scale)}</span>
    </p>
    ${picture}
    <p class="told">
      <span>${reachedWords(line, why)}</span>
    </p>
  </section>`
}

function reachedWords({ op, cells, silent }: GraphLine, why: string): string {
  if (silent > 0) return `dots: ${thousands(silent)} of ${thousands(cells)} get no gradient${why}`
  if (op === 'loss.mean') return 'the walk back begins here'
  if (op === 'loss.softmax')
    return 'the loss reads one letter at each position: of the others only the exp is in the graph'
  return `all ${thousands(cells)} get some gradient`
}

/** ` = 7 × 64 × 33`: positions, rows, nodes a row; nothing where these differ from row to row. */
function factors({ nodes, byPosition, columns, each }: GraphLine): string {
  if (each === null || byPosition.length * columns.length * each !== nodes) return ''
  const all = [byPosition.length, columns.length, each].filter(factor => factor > 1)
  return all.length > 1 ? ` = ${all.join(' × ')}` : ''
}

export interface Followed {
  readonly graph: BuiltGraph
  readonly parameter: number
  /** Undefined while it is on its way; null where the loss does not depend on the parameter. */
  readonly path: ParameterPath | null | undefined
  readonly letters: readonly string[]
  readonly lineOf: (op: OpId) => number | null
  /** What is wrong with the parameter that was typed. */
  readonly complaint: string | null
  readonly onSubmit: (event: SubmitEvent) => void
}

/** The way from the loss to one parameter. */
export function followed({ graph, parameter, path, letters, lineOf, complaint, onSubmit }: Followed): TemplateResult {
  const name = parameterName(graph.view.reader.matrices, parameter)
  return html`<section class="followed" aria-label="the heaviest path">
    <div class="top">
      <h3>The heaviest path from the loss to <code>${name}</code></h3>
      <form @submit=${onSubmit}>
        <label
          >another <input name="parameter" placeholder=${name} maxlength="40" autocomplete="off" spellcheck="false"
        /></label>
        <button>Follow</button>
      </form>
      <small>${path && path.parts.length > 0 ? `${path.nodes} nodes; 1 of ${many(path.paths)} paths` : ''}</small>
    </div>
    <p class="complaint" role="status">${complaint ?? ''}</p>
    ${path && path.parts.length > 0 ? html`${pathView({ path, letters, lineOf })} ${usesView({ path, letters, lineOf })}` : nothing}
    ${
      path?.parts.length === 0
        ? html`<p class="none">
            There are ${many(path.paths)} paths, and on each of them some local gradient is 0: its grad is exactly 0.
          </p>`
        : nothing
    }
    ${
      path === null
        ? html`<p class="none">
            <code>${name}</code> is in no node of this graph: the step does not read its row, so its grad stays exactly
            0.
          </p>`
        : nothing
    }
  </section>`
}
