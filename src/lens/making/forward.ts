/** How each operation of the forward pass makes one of its numbers, in the order in which the program takes them. */
import type { Call } from '../../engine/graph.ts'
import type { OpId } from '../../engine/operations.ts'
import { headPart } from '../../engine/switches.ts'
import { matrixOf, operandsOf } from '../operands.ts'
import { pythonFloat } from '../python-literal.ts'
import { activated } from './activation.ts'
import type { Cell, Ground } from './ground.ts'
import { normalized } from './norm.ts'
import { likelihood } from './softmax.ts'
import { equalTo, given, product, stepOf, sumOf, written, type Step } from './terms.ts'

/** What a name that computes nothing stands for, where `operandsOf` does not say it. */
const sources: Partial<Record<OpId, OpId>> = {
  'attention.keys': 'attention.key',
  'attention.values': 'attention.value',
  'attention.query_head': 'attention.query',
  'attention.key_head': 'attention.keys',
  'attention.value_head': 'attention.values',
  'attention.concat': 'attention.mix',
  'mlp.residual': 'attention.add',
}

/** The cell of which this one is another name: also that of a line that is switched off, which hands on what it got. */
export function sourceOf(ground: Ground, { op, layer, row, column }: Cell): Cell | null {
  if (op === 'attention.residual')
    return layer === 0
      ? { op: 'embedding.norm', layer: null, row, column }
      : { op: 'mlp.add', layer: layer! - 1, row, column }
  const named = sources[op] ?? operandsOf({ op, layer, head: null }, ground.config)[0]?.op
  return named ? { op: named, layer: named.startsWith('embedding') ? null : layer, row, column } : null
}

/** What an operation reads, as its tensors: the layers follow the operation's own. */
export function inputsOf(
  ground: Ground,
  { op, layer }: Pick<Cell, 'op' | 'layer'>,
): readonly Pick<Cell, 'op' | 'layer'>[] {
  return operandsOf({ op, layer, head: null }, ground.config)
}

export function forwardSteps(ground: Ground, cell: Cell, name: string): Step[] {
  const call = ground.maker(cell.op, cell.layer)
  return call ? stepsOf(ground, call, cell, name) : renamed(ground, cell, name)
}

const copies: Partial<Record<OpId, string>> = {
  'attention.residual': 'the same number under another name, kept for the addition further down',
  'mlp.residual': 'the same number under another name, kept for the addition further down',
  'attention.keys': 'appended to the cache: a copy',
  'attention.values': 'appended to the cache: a copy',
  'attention.query_head': 'a slice: the numbers of this head',
  'attention.key_head': 'a slice: the numbers of this head',
  'attention.value_head': 'a slice: the numbers of this head',
  'attention.concat': 'the heads side by side: a copy',
}

function renamed(ground: Ground, cell: Cell, name: string): Step[] {
  const source = sourceOf(ground, cell)
  if (!source) return []
  return [equalTo(name, ground.output(source), copies[cell.op] ?? 'this line is switched off: what goes in comes out')]
}

function stepsOf(ground: Ground, call: Call, cell: Cell, name: string): Step[] {
  const { op, layer, row, column } = cell
  const { reader, plan } = ground
  const [a, b] = inputsOf(ground, cell)
  const x = (i: number): Cell => ({ ...a!, row, column: i })
  switch (call.kernel) {
    case 'embed': {
      const isPosition = call.index === 'positions'
      const index = isPosition ? row : reader.tokens[row]!
      const note = isPosition ? `row ${index}, one for each position` : `row ${index}, that of the token`
      return [equalTo(name, ground.parameter(isPosition ? 'wpe' : 'wte', index, column), note)]
    }
    case 'add': {
      const terms = [a!, b!].map(each => product(ground.output({ ...each, row, column })))
      const [left, right] = terms.map(({ value }) => pythonFloat(value))
      return [{ ...sumOf(terms, { name }), python: [`s = ${left} + ${right}`] }]
    }
    case 'rmsnorm':
    case 'layernorm':
      return normalized(ground, call.kernel, x, column, call.output.columns, name)
    case 'linear': {
      const matrix = matrixOf({ op, layer }, ground.config)!
      const terms = Array.from({ length: call.inputs[0]!.columns }, (_, i) =>
        product(ground.parameter(matrix, column, i), ground.output(x(i))),
      )
      return [sumOf(terms, { name, note: 'added up from left to right, from 0' })]
    }
    case 'attention_scores':
      return scored(ground, cell, name)
    case 'attention_softmax':
    case 'softmax': {
      const isAttention = call.kernel === 'attention_softmax'
      const first = isAttention ? column - (column % ground.config.block_size) : 0
      const count = isAttention ? row + 1 : plan.vocab_size
      const scores = Array.from({ length: count }, (_, i) => ground.output(x(first + i)))
      return likelihood(scores, column - first, name)
    }
    case 'attention_mix': {
      const { block_size } = ground.config
      const head = Math.floor(column / plan.head_dim)
      const terms = Array.from({ length: row + 1 }, (_, j) =>
        product(ground.output({ ...a!, row, column: head * block_size + j }), ground.output({ ...b!, row: j, column })),
      )
      return [sumOf(terms, { name, note: 'added up over the positions, from the first one' })]
    }
    case 'keep_heads': {
      const head = Math.floor(column / plan.head_dim)
      if ((plan.kept >> head) & 1) return renamed(ground, cell, name)
      const note = `${headPart(head).replace('.', ' ')} is switched off, so 0 stands in its place`
      return [equalTo(name, given('0', 0), note)]
    }
    case 'relu':
    case 'relu_squared':
    case 'gelu':
      return activated(ground.output(x(column)), call.kernel, name)
    case 'cross_entropy': {
      const p = ground.output({ op: 'loss.softmax', layer: null, row, column: reader.targets[row]! })
      const value = -Math.log(p.value)
      const python = [
        'import math',
        `p = ${pythonFloat(p.value)}  # ${p.text}`,
        `s = ${pythonFloat(value)}  # -math.log(p), its last digit as computed here`,
        'assert math.isclose(s, -math.log(p), rel_tol=1e-14)',
      ]
      return [stepOf(name, 's', written(value, '−log(', p, ')'), python, 'of the probability that the target got')]
    }
    case 'mean':
      return averaged(ground, name)
    default:
      return []
  }
}

/** q · k, and over √head_dim where that is not switched off. */
function scored(ground: Ground, { row, column, layer }: Cell, name: string): Step[] {
  const { head_dim, root } = ground.plan
  const { block_size } = ground.config
  const head = Math.floor(column / block_size)
  const key = column % block_size
  const dot = sumOf(
    Array.from({ length: head_dim }, (_, d) =>
      product(
        ground.output({ op: 'attention.query_head', layer, row, column: head * head_dim + d }),
        ground.output({ op: 'attention.key_head', layer, row: key, column: head * head_dim + d }),
      ),
    ),
    { name: 'q · k' },
  )
  const inverse = 1 / Math.sqrt(root)
  const isOff = root === 1 && head_dim > 1
  const scaled = stepOf(
    name,
    's',
    written(dot.value * inverse, given('q · k', dot.value, 'attn'), ` / √${root}`),
    ['import math', `s = s * (1 / math.sqrt(${root}))`],
    isOff
      ? 'the division by √head_dim is switched off'
      : 'over √head_dim, so that the scores do not grow with the width',
  )
  return [dot, scaled]
}

/** (1 / n) * sum(losses) */
function averaged(ground: Ground, name: string): Step[] {
  const n = ground.reader.positions
  const losses = Array.from({ length: n }, (_, row) =>
    product(ground.output({ op: 'loss.cross_entropy', layer: null, row, column: 0 })),
  )
  const sum = sumOf(losses, { name: 'sum(losses)' })
  const mean = written((1 / n) * sum.value, `(1 / ${n}) × `, given('sum(losses)', sum.value, 'logit'))
  return [sum, stepOf(name, 's', mean, [`s = (1 / ${n}) * s`], `over ${n} letters to guess`)]
}
