/** The toy as a network: lines are parameters, wider the larger, blue below zero and orange above; dots are numbers. */
import { nothing, svg } from 'lit'
import { roleOfParameter, shortName, type Numbers, type Reading, type TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { fillOf } from '../../marks/color.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import type { Column, Network, Node, Wires } from './network-layout.ts'

export interface NetworkPicture {
  readonly session: Session
  readonly reader: TraceReader
  readonly position: number
  /** Names of tokens, by id. */
  readonly letters: readonly string[]
  readonly kind: 'values' | 'updated'
}

const radius = 7

/** The strongest colour; width goes on growing beyond it. */
const strongest = 1.5

/** A line of a parameter near zero can still be told by its hue. */
function strokeOf(value: number): string {
  const level = Math.min(8, 3 + Math.round((5 * Math.abs(value)) / strongest))
  return value === 0 ? 'var(--rule-2)' : `var(--d-${value < 0 ? 'n' : 'p'}${level})`
}

const widthOf = (value: number): number => Math.min(9, 0.6 + 2.6 * Math.abs(value))

export function networkDrawing(network: Network, picture: NetworkPicture) {
  const { reader, position } = picture
  const token = reader.tokens[position]!
  return svg`
    ${network.stream.map(([from, to]) => line(from, to, 'var(--resid-m)', '1.25', 'none'))}
    ${network.gather.map(([from, to]) => line(from, to, 'var(--attn-m)', '1.25', '3 3'))}
    ${network.wires.map(wires => bundle(wires, picture, wires.parameter === 'wte' ? token : wires.parameter === 'wpe' ? position : null))}
    ${network.tokens.map((node, id) => named(node, picture.letters[id]!, id === token))}
    ${network.positions.map((node, id) => named(node, String(id), id === position))}
    ${network.columns.map(column => vector(column, picture))}
    ${letters(network, picture)}`
}

const line = (from: Node, to: Node, stroke: string, width: string, dash: string) =>
  svg`<path d="M${from.x} ${from.y}L${to.x} ${to.y}" fill="none" stroke=${stroke} stroke-width=${width} stroke-dasharray=${dash}></path>`

/** @param row of a table that is read; null where all are */
function bundle(wires: Wires, { reader, kind, position }: NetworkPicture, row: number | null) {
  const { parameter, op, layer } = wires
  const { values } = reader.matrix(parameter, kind)
  return svg`<g class="mark wires" role="button" tabindex="-1" aria-label="${parameter}, ${values.length} parameters" data-op=${op}
      data-layer=${layer ?? nothing} data-position=${position}>${lines(wires, values, row)}</g>`
}

/** A line each, and the name of the matrix. */
function lines({ parameter, from, to, isTable, label }: Wires, values: Numbers, row: number | null) {
  const columns = isTable ? to.length : from.length
  const paths = Array.from(values, (value, i) => {
    const [r, c] = [Math.floor(i / columns), i % columns]
    const [a, b] = isTable ? [from[r]!, to[c]!] : [from[c]!, to[r]!]
    const isUnread = row !== null && r !== row
    return svg`<path d="M${a.x} ${a.y}L${b.x} ${b.y}" stroke=${strokeOf(value)} stroke-width=${widthOf(value).toFixed(2)} opacity=${isUnread ? 0.35 : nothing}></path>`
  })
  return svg`${paths}
    <text x=${label.x} y=${label.y} class="mono middle cased" fill="var(--${roleOfParameter(parameter)})">${shortName(parameter)}</text>`
}

/** Before there is anything to compute: the parameters alone, all that is to come dashed. */
export const restingNetwork = (network: Network, names: readonly string[], matrix: (name: string) => Numbers) => svg`
  ${network.stream.map(([from, to]) => line(from, to, 'var(--resid-m)', '1.25', 'none'))}
  ${network.gather.map(([from, to]) => line(from, to, 'var(--attn-m)', '1.25', '3 3'))}
  ${network.wires.map(wires => svg`<g class="wires">${lines(wires, matrix(wires.parameter), null)}</g>`)}
  ${network.tokens.map((node, id) => named(node, names[id]!, false))}
  ${network.positions.map((node, id) => named(node, String(id), false))}
  ${network.columns.map(({ nodes, label, labelY }) => [
    ...nodes.map(node => dot(node, null, undefined, false)),
    svg`<text x=${nodes[0]!.x} y=${labelY} class="small middle muted cased">${label}</text>`,
  ])}
  ${network.columns.at(-1)!.nodes.map(({ x, y }, id) => svg`<text x=${x + 13} y=${y + 4} class="mono">${names[id]!}</text>`)}`

const named = ({ x, y }: Node, name: string, isNow: boolean) =>
  svg`<circle cx=${x} cy=${y} r=${radius} fill=${isNow ? 'var(--ink)' : 'var(--paper)'} stroke=${isNow ? 'var(--ink)' : 'var(--rule-2)'}></circle>
    <text x=${x - radius - 5} y=${y + 4} class="mono end ${isNow ? 'bold' : 'muted'}">${name}</text>`

function vector({ op, layer, head, label, nodes, labelY }: Column, { session, reader, position }: NetworkPicture) {
  const status = session.status({ op, layer, head }, position)
  const reading = status === 'todo' ? null : reader.output(op, position, layer, head)
  const values = reading ? Array.from(reading.values) : []
  const spoken = reading ? `${label}: ${values.map(value => decimal(value)).join(' ')}` : `${label}, not computed yet`
  return svg`<g class="mark ${status}" role="button" tabindex="-1" aria-label=${spoken} data-op=${op} data-layer=${layer ?? nothing}
      data-head=${head ?? nothing} data-position=${position}>
    ${nodes.map((node, i) => (op === 'mlp.relu' && values[i] === 0 ? silent(node) : dot(node, reading, values[i], status === 'now')))}
    <text x=${nodes[0]!.x} y=${labelY} class="small middle muted cased">${label}</text>
  </g>`
}

const dot = ({ x, y }: Node, reading: Reading | null, value: number | undefined, isNow: boolean) =>
  svg`<circle cx=${x} cy=${y} r=${radius} fill=${reading && value !== undefined ? fillOf(value, reading) : 'var(--paper)'}
    stroke=${reading ? `var(--${reading.role})` : 'var(--rule-2)'} stroke-width=${isNow ? 2.25 : 1.25} stroke-dasharray=${reading ? 'none' : '2 2'}></circle>`

/** What relu let nothing of through. */
const silent = ({ x, y }: Node) =>
  svg`<circle cx=${x} cy=${y} r=${radius} fill="transparent"></circle><circle cx=${x} cy=${y} r="1.6" fill="var(--ink-2)"></circle>`

/** What comes next, in words: the letters with their shares, the one that comes in plum. */
function letters({ columns }: Network, { session, reader, position, letters }: NetworkPicture) {
  const isThere = session.status({ op: 'loss.softmax', layer: null, head: null }, position) !== 'todo'
  const probs = reader.output('loss.softmax', position)!.values
  const target = reader.targets[position]!
  return columns.at(-1)!.nodes.map(
    (
      { x, y },
      id,
    ) => svg`<text x=${x + 13} y=${y + 4} class="mono ${id === target ? 'bold' : ''}" fill=${id === target ? 'var(--logit)' : 'var(--ink)'}>${letters[id]!}</text>
      ${isThere ? svg`<text x=${x + 13} y=${y + 17} class="small muted">${probability(probs[id]!)}</text>` : nothing}`,
  )
}
