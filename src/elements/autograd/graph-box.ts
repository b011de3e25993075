/** A number as a box: its data, its grad, the bar of its grad, and the operator that made it. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { uses, type Node } from '../../lens/autograd/expression.ts'
import { inHand } from '../../lens/autograd/steps.ts'
import type { ValueOp } from '../../lens/autograd/presets.ts'
import type { Reading } from '../../lens/reading.ts'
import { fillOf } from '../marks/color.ts'
import { mark } from '../marks/mark.ts'
import type { GraphView } from './graph-view.ts'
import { radiusOf } from './layout.ts'
import { madeOf, short } from './words.ts'

/** Gradients of these small graphs are coloured from −1 to 1. */
const gradients = { ramp: 'signed', scale: 1 } as const

const signs: Record<ValueOp, string> = {
  'value.add': '+',
  'value.multiply': '×',
  'value.power': '**',
  'value.log': 'log',
  'value.exp': 'exp',
  'value.relu': 'relu',
}

export function box(view: GraphView, node: Node): SVGTemplateResult {
  const { layout, state } = view
  const [x, y] = layout.places.get(node.name)!
  const { width, height } = layout.box
  const isMade = state.made.has(node)
  const isHere = inHand(view.walk, view.state) === node
  const reading = isMade ? readingOf(node, state.grads.get(node)) : null
  const status = !isMade ? 'unmade' : isHere ? 'here' : isAhead(view, node) ? 'ahead' : ''
  return svg`<g class="number ${status}" data-name=${node.name} opacity=${view.isFaded(node) ? 0.28 : nothing} @click=${() => view.onNode(node)}>
    ${mark({
      op: node.op ?? 'value',
      x,
      y,
      grid: { rows: reading?.rows ?? 1, columns: 1, cellWidth: width, cellHeight: height / 2 },
      extent: { width, height },
      reading,
      status: isMade ? 'done' : 'todo',
      hue: 'grad',
      label: labelOf(view, node),
      focusable: view.focused === node,
      cells: nothing,
      frame: svg`${frame(view, node)} ${bar(view, node)}`,
    })}
    <g class="words" transform="translate(${x} ${y})" aria-hidden="true">
      ${isMade ? rows(view, node) : nothing} ${name(view, node)} ${node.op ? operator(view, node.op) : nothing}
    </g>
    <g class="rows" transform="translate(${x} ${y})" aria-hidden="true">${isMade ? pointed(view, node) : nothing}</g>
  </g>`
}

/** The walk back has begun, and has not come here. */
const isAhead = ({ state: { isBack, grads } }: GraphView, node: Node): boolean => isBack && !grads.has(node)

const read = (name: string, ...values: number[]): Reading => {
  const shape = { rows: values.length, columns: 1, ...gradients, role: 'grad', group: null } as const
  return { name, values: Float64Array.from(values), ...shape }
}

/** For the inspector, of the box that the keyboard is on: data, and grad once it is reached. */
const readingOf = ({ name, value: { data } }: Node, grad: number | undefined): Reading =>
  grad === undefined ? read(`${name}.data`, data) : read(`${name} (data, grad)`, data, grad)

/** For the inspector, of the row that the pointer is on. */
function pointed({ layout: { box }, state }: GraphView, node: Node): SVGTemplateResult {
  const { name, op, value } = node
  const grad = state.grads.get(node)
  const height = box.height / 2
  const row = (y: number, reading: Reading | null): SVGTemplateResult =>
    svg`<g data-op=${op ?? 'value'} .reading=${reading} .grid=${{ rows: 1, columns: 1, cellWidth: box.width, cellHeight: height }}>
      <rect class="hit" y=${y} width=${box.width} height=${height} fill="transparent"></rect>
    </g>`
  return svg`${row(0, read(`${name}.data`, value.data))} ${row(height, grad === undefined ? null : read(`${name}.grad`, grad))}`
}

function labelOf({ state: { made, grads } }: GraphView, node: Node): string {
  if (!made.has(node)) return `${node.name}, not made yet`
  const grad = grads.get(node)
  const from = node.op ? `${node.name} = ${madeOf(node)}` : node.name
  return `${from}, data ${short(node.value.data)}, grad ${grad === undefined ? 'not reached yet' : short(grad)}`
}

function frame(view: GraphView, node: Node): SVGTemplateResult {
  const { step, made } = view.state
  const { width, height } = view.layout.box
  const isHere = inHand(view.walk, view.state) === node
  const isLit = isHere || (step.kind === 'edge' && step.edge.v === node)
  const isMade = made.has(node)
  const halo = svg`<rect class="halo" x="-4" y="-4" width=${width + 8} height=${height + 15} rx="3" fill="none" stroke="var(--grad-w)"></rect>`
  const stroke = isLit ? 'grad' : isMade && !isAhead(view, node) ? 'ink-3' : 'rule-2'
  return svg`${isHere ? halo : nothing}
    <rect width=${width} height=${height} fill="var(--paper)" stroke="var(--${stroke})"
      stroke-width=${isLit ? 1.75 : 1} stroke-dasharray=${isMade ? nothing : '3 3'}></rect>`
}

/** Two rows: data, and grad, which stays blank until the walk has reached it. */
function rows({ layout, state }: GraphView, node: Node): SVGTemplateResult {
  const { isNarrow, box } = layout
  const { op, value } = node
  const grad = state.grads.get(node)
  const left = op ? radiusOf(op) + 4 : 8
  const right = box.width - (isNarrow ? 5 : 8)
  const row = (y: number, word: string, number: number | undefined, kind: string): SVGTemplateResult =>
    svg`${isNarrow ? nothing : svg`<text class="small ${kind}" x=${left} y=${y}>${word}</text>`}
      ${number === undefined ? nothing : svg`<text class="mono end ${kind}" x=${right} y=${y}>${short(number)}</text>`}`
  return svg`<path d="M1 ${box.height / 2}H${box.width - 1}" stroke="var(--rule)"></path>
    ${row(box.height / 2 - 9, 'data', value.data, 'data')}
    ${row(box.height - 9, 'grad', grad, grad === undefined ? 'muted' : 'grad')}`
}

function bar({ layout: { box }, state }: GraphView, node: Node): SVGTemplateResult {
  const grad = state.grads.get(node)
  return svg`<rect x="0.5" y=${box.height + 2.5} width=${box.width - 1} height="4" stroke="var(--rule-2)" stroke-width="0.75"
    fill=${grad === undefined ? 'none' : fillOf(grad, gradients)} stroke-dasharray=${grad === undefined ? '2 2' : nothing}></rect>`
}

function name(view: GraphView, node: Node): SVGTemplateResult {
  const words = view.layout.isNarrow ? '' : remark(view, node)
  return svg`<text class="name" x=${node.op ? radiusOf(node.op) + 2 : 1} y="-8">${node.name}${
    words === '' ? nothing : svg`<tspan class="remark" dx="8">${words}</tspan>`
  }</text>`
}

function remark(view: GraphView, node: Node): string {
  const { state, walk } = view
  if (!state.isBack) return node.isConstant && state.made.has(node) ? 'a plain number' : ''
  if (isAhead(view, node)) return 'not reached yet'
  const count = uses(walk, node)
  return count > 1 ? `used ${count === 2 ? 'twice, so two' : `${count} times, so ${count}`} gradients add up` : ''
}

function operator({ layout: { box } }: GraphView, op: ValueOp): SVGTemplateResult {
  const radius = radiusOf(op)
  return svg`<circle class="operator" cx="-2" cy=${box.height / 2} r=${radius}></circle>
    <text class="middle ${radius > 10 ? 'small' : 'sign'}" x="-2" y=${box.height / 2 + (radius > 10 ? 3.5 : 5)}>${signs[op]}</text>`
}
