/** The heaviest path from the loss to one parameter, a box a line, and what each use of the parameter adds to its gradient. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { operations, type OpId } from '../../../engine/operations.ts'
import type { ParameterPath, PathPart } from '../../../lens/model-graph-path.ts'
import { kindWords, lineName } from '../../../lens/model-graph-words.ts'
import { brief as letterOf, visible } from '../../attention/letters.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { brief, many, scaleOf } from './numbers.ts'

export interface PathLook {
  readonly path: ParameterPath
  readonly letters: readonly string[]
  readonly lineOf: (op: OpId) => number | null
}

const wire = (product: number, first: number): number =>
  Math.max(1.2, 7 * (Math.abs(product) / Math.abs(first || 1)) ** 0.45)

export function pathView({ path, letters, lineOf }: PathLook): TemplateResult {
  const parts = folded(path.parts)
  const first = parts[0]?.product ?? 1
  const biggest = Math.max(Math.abs(first), ...parts.map(({ product }) => Math.abs(product)))
  return html`<ol class="path">
      ${parts.map((part, i) => {
        const isLast = i === parts.length - 1
        const moves = !isLast && part.position !== parts[i - 1]?.position && part.op !== 'loss.mean'
        return html`<li>
          <p>
            <span
              >${lineOf(part.op) ?? ''}${moves ? html` <b>${visible(letters[part.position] ?? '')}</b>` : nothing}</span
            >
            <span>${part.nodes > 1 ? `${part.nodes} nodes` : ''}</span>
          </p>
          ${isLast ? weight(path) : box(part)}
          ${
            isLast
              ? nothing
              : html`<svg class="wire" width="12" height="40" aria-hidden="true">
                  ${svg`<path d="M0 20h12" stroke="var(--grad)" stroke-width=${Math.min(9, wire(part.product, biggest))}></path>`}
                </svg>`
          }
          <output>${brief(part.product, 4)}</output>
        </li>`
      })}
    </ol>
    <p class="told">
      <span>product of local gradients so far, from the loss to here</span>
      <span
        >this path ${brief(path.product, 4)}; all ${many(path.paths)} together, grad =
        <b>${brief(path.grad, 4)}</b></span
      >
    </p>`
}

/** Where there is little room. */
const shortNames: Partial<Record<OpId, string>> = {
  'attention.scores': 'scores',
  'attention.softmax': 'softmax',
  'attention.add': 'residual',
  'mlp.add': 'residual',
}

const isResidual = ({ op }: PathPart): boolean => op === 'attention.add' || op === 'mlp.add'

/** Along the residual stream one addition follows another: they stand in one box, that of the first. */
function folded(parts: readonly PathPart[]): PathPart[] {
  const all: PathPart[] = []
  for (const part of parts) {
    const before = all.at(-1)
    if (!before || !isResidual(before) || !isResidual(part) || before.position !== part.position) all.push(part)
    else {
      const nodes = before.nodes + part.nodes
      all[all.length - 1] = { ...before, nodes, kinds: { add: nodes }, product: part.product }
    }
  }
  return all
}

function box({ op, layer, position, kinds }: PathPart): TemplateResult {
  const role = operations[op].role
  const isOnce = op === 'loss.mean'
  return html`<button
    class="box"
    data-op=${op}
    data-layer=${layer ?? nothing}
    data-position=${isOnce ? nothing : position}
    data-role=${role}
  >
    <b>${shortNames[op] ?? lineName(op)}</b>
    <span>${kindWords(kinds)}</span>
  </button>`
}

const weightScale = { ramp: 'signed', scale: 0.45 } as const

function weight({ data }: ParameterPath): TemplateResult {
  return html`<svg class="weight" width="100%" height="40" role="img" aria-label="its value ${data.toFixed(4)}">
    ${svg`<rect width="100%" height="100%" fill=${fillOf(data, weightScale)}></rect>
      <text x="7" y="15" class="mono bold" fill=${inkOn(data, weightScale)}>${brief(data, 3)}</text>
      <text x="7" y="29" class="small" fill=${inkOn(data, weightScale)}>its value</text>`}
  </svg>`
}

/** More uses than this are told together. */
const mostUses = 16

export function usesView({ path, letters }: PathLook): TemplateResult {
  const { uses, grad } = path
  const weight = ({ sends }: (typeof uses)[number]): number => -Math.abs(sends)
  const kept = new Set([...uses].sort((a, b) => weight(a) - weight(b)).slice(0, mostUses))
  const shown = uses.filter(use => kept.has(use))
  const rest = uses.filter(use => !kept.has(use)).reduce((sum, { sends }) => sum + sends, 0)
  const scale = scaleOf(uses.map(({ sends }) => sends))
  const times = uses.length === 1 ? 'used once' : `its ${uses.length} uses`
  return html`<p class="uses">
    <span>${times}</span>
    ${shown.map(
      ({ position, sends }, i) =>
        html`<span class="use"
          >${i === 0 ? nothing : html`<i>+</i>`}<b>${letterOf(visible(letters[position] ?? ''))}</b>${cell(sends, scale)}</span
        >`,
    )}
    ${uses.length > shown.length ? html`<span class="use"><i>+</i>${uses.length - shown.length} more ${brief(rest, 4)}</span>` : nothing}
    <strong>= ${brief(grad, 4)}</strong>
  </p>`
}

const cell = (value: number, scale: number): TemplateResult =>
  html`<svg width="50" height="16" role="img" aria-label=${brief(value, 4)}>
    ${svg`<rect width="50" height="16" fill=${fillOf(value, { ramp: 'signed', scale })}></rect>
      <text x="25" y="11.5" class="mono small middle" fill=${inkOn(value, { ramp: 'signed', scale })}>${brief(value, 4)}</text>`}
  </svg>`
