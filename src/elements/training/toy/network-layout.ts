/** Where the toy's tokens, vectors and letters stand, and the 72 lines between them: each is one parameter. */
import type { OpId } from '../../../engine/operations.ts'

export interface Node {
  readonly x: number
  readonly y: number
}

export interface Column {
  readonly op: OpId
  readonly layer: number | null
  readonly head: number | null
  /** What the vector is called. */
  readonly label: string
  readonly nodes: readonly Node[]
  /** Where the label stands, from the middle of the first node. */
  readonly labelY: number
}

export interface Wires {
  readonly parameter: string
  readonly op: OpId
  readonly layer: number | null
  readonly from: readonly Node[]
  readonly to: readonly Node[]
  /** Rows are what the lines come from, as in an embedding; else what they go to. */
  readonly isTable: boolean
  readonly label: Node
}

export interface Network {
  readonly width: number
  readonly height: number
  readonly tokens: readonly Node[]
  readonly positions: readonly Node[]
  readonly columns: readonly Column[]
  readonly wires: readonly Wires[]
  /** Lines without a number: the residual stream, and what attention gathers. */
  readonly stream: readonly (readonly [Node, Node])[]
  readonly gather: readonly (readonly [Node, Node])[]
}

export const leastWidth = 320
const height = 290

/** @param width in pixels, of the whole picture */
export function layoutNetwork(width: number): Network {
  const x = (share: number): number => 30 + share * (width - 80)
  const stack = (share: number, ys: readonly number[]): Node[] => ys.map(y => ({ x: x(share), y }))
  const tokens = stack(0, [30, 60, 90, 120])
  const positions = stack(0, [176, 206, 236, 266])
  const rows = [112, 188] as const
  const start = stack(0.15, rows)
  const q = stack(0.34, [32, 62])
  const k = stack(0.34, [134, 164])
  const v = stack(0.34, [236, 266])
  const mix = stack(0.47, [236, 266])
  const middle = stack(0.6, rows)
  const wide = stack(
    0.76,
    Array.from({ length: 8 }, (_, i) => 28 + i * 34),
  )
  const end = stack(0.88, rows)
  const logits = stack(1, [54, 116, 178, 240])
  const column = (op: OpId, label: string, nodes: readonly Node[], head: number | null = null, up = 16): Column => ({
    op,
    layer: /^(attention|mlp)/.test(op) ? 0 : null,
    head,
    label,
    nodes,
    labelY: nodes[0]!.y - up,
  })
  const wires = (parameter: string, op: OpId, from: readonly Node[], to: readonly Node[], isTable = false): Wires => {
    const at = (nodes: readonly Node[]): Node => ({ x: nodes[0]!.x, y: Math.min(...nodes.map(({ y }) => y)) })
    const [a, b] = [at(from), at(to)]
    const layer = parameter.startsWith('layer') ? 0 : null
    return { parameter, op, layer, from, to, isTable, label: { x: (a.x + b.x) / 2, y: labelY[parameter] ?? 20 } }
  }
  return {
    width,
    height,
    tokens,
    positions,
    columns: [
      column('embedding.norm', 'x', start),
      column('attention.query', 'q', q),
      column('attention.key', 'k', k),
      column('attention.value', 'v', v),
      column('attention.mix', 'head_out', mix, 0),
      column('attention.add', 'x', middle),
      column('mlp.relu', 'relu', wide),
      column('mlp.add', 'x', end),
      column('output.logits', 'logits', logits),
    ],
    wires: [
      wires('wte', 'embedding.token', tokens, start, true),
      wires('wpe', 'embedding.position', positions, start, true),
      wires('layer0.attn_wq', 'attention.query', start, q),
      wires('layer0.attn_wk', 'attention.key', start, k),
      wires('layer0.attn_wv', 'attention.value', start, v),
      wires('layer0.attn_wo', 'attention.output', mix, middle),
      wires('layer0.mlp_fc1', 'mlp.expand', middle, wide),
      wires('layer0.mlp_fc2', 'mlp.contract', wide, end),
      wires('lm_head', 'output.logits', end, logits),
    ],
    stream: [
      ...start.map((node, i): [Node, Node] => [node, middle[i]!]),
      ...middle.map((node, i): [Node, Node] => [node, end[i]!]),
    ],
    gather: [...v.map((node, i): [Node, Node] => [node, mix[i]!])],
  }
}

const labelY: Record<string, number> = {
  wte: 44,
  wpe: 270,
  'layer0.attn_wq': 52,
  'layer0.attn_wk': 130,
  'layer0.attn_wv': 252,
  'layer0.attn_wo': 266,
  'layer0.mlp_fc1': 42,
  'layer0.mlp_fc2': 42,
  lm_head: 70,
}
