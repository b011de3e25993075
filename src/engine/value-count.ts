/**
 * How many Values CPython's microgpt.py makes for the loss of one document: what its `topo` holds in `loss.backward()`.
 * Every count follows from the text of the program, so nothing has to be built to know it.
 */
import { headDim, type Config } from './config.ts'
import type { OpId } from './operations.ts'
import { matricesOf } from './parameters.ts'

/** Numbers of one kind of Value, or of all. */
export interface ValueCount {
  /** Values that the loss depends on, whatever they are. */
  readonly nodes: number
  /** Those of them that have children: an addition, a product … */
  readonly operations: number
  /** Children of all of them together: what the walk back walks. */
  readonly edges: number
}

export interface ValueCounts extends ValueCount {
  /** What each operation of the program makes, in the order of the program; parameters are not among them. */
  readonly parts: ReadonlyMap<OpId, ValueCount>
  /** Parameters that the loss depends on: only the rows of letters that were read and places that were filled. */
  readonly parameters: number
}

/** Additions, products and the like have two children, the rest one, and a plain number among them is a Value too. */
const made = (two: number, one: number, plain: number): ValueCount => ({
  nodes: two + one + plain,
  operations: two + one,
  edges: 2 * two + one,
})

const times = (count: number, { nodes, operations, edges }: ValueCount): ValueCount => ({
  nodes: count * nodes,
  operations: count * operations,
  edges: count * edges,
})

const plus = (a: ValueCount, b: ValueCount): ValueCount => ({
  nodes: a.nodes + b.nodes,
  operations: a.operations + b.operations,
  edges: a.edges + b.edges,
})

/** `sum(…)` of so many: it begins with a plain 0. */
const sum = (terms: number): ValueCount => made(terms, 0, 1)
/** `sum(a * b …)` of so many pairs. */
const dot = (terms: number): ValueCount => plus(made(terms, 0, 0), sum(terms))
/** A Value divided by a plain number: times the plain number's inverse. */
const over = made(1, 0, 1)
const linear = (nout: number, nin: number): ValueCount => times(nout, dot(nin))
const rmsnorm = (width: number): ValueCount =>
  [dot(width), over, made(1, 0, 1), made(0, 1, 0), made(width, 0, 0)].reduce(plus) // ms; + 1e-5; ** -0.5; * scale

/** `softmax` over so many scores, of which only some results are used: minus the maximum, exp, sum, over the sum. */
const softmax = (scores: number, used: number): ValueCount =>
  [times(scores, made(1, 1, 1)), sum(scores), times(used, made(1, 1, 0))].reduce(plus)

/**
 * @param tokens what is read at each position, BOS first: letters that come twice share their row of wte
 */
export function countValues(config: Config, vocab_size: number, tokens: ArrayLike<number>): ValueCounts {
  const { n_embd, n_head, n_layer, activation } = config
  const wide = config.mlp_factor * n_embd
  const n = tokens.length
  const head_dim = headDim(config)
  const parts = new Map<OpId, ValueCount>()
  const part = (op: OpId, count: ValueCount): void => void parts.set(op, count)
  const everywhere = (op: OpId, each: ValueCount): void => part(op, times(n, each))
  const inLayers = (op: OpId, each: ValueCount): void => part(op, times(n_layer * n, each))
  /** A position looks at itself and at all before it. */
  const inHeads = (op: OpId, each: (seen: number) => ValueCount): void =>
    part(op, times(n_layer * n_head, Array.from({ length: n }, (_, position) => each(position + 1)).reduce(plus)))
  const adds = made(n_embd, 0, 0)

  everywhere('embedding.add', adds)
  everywhere('embedding.norm', rmsnorm(n_embd))
  inLayers('attention.norm', rmsnorm(n_embd))
  inLayers('attention.query', linear(n_embd, n_embd))
  inLayers('attention.key', linear(n_embd, n_embd))
  inLayers('attention.value', linear(n_embd, n_embd))
  inHeads('attention.scores', seen => times(seen, plus(dot(head_dim), over)))
  inHeads('attention.softmax', seen => softmax(seen, seen))
  inHeads('attention.mix', seen => times(head_dim, dot(seen)))
  inLayers('attention.output', linear(n_embd, n_embd))
  inLayers('attention.add', adds)
  inLayers('mlp.norm', rmsnorm(n_embd))
  inLayers('mlp.expand', linear(wide, n_embd))
  inLayers('mlp.relu', made(0, wide * (activation === 'relu2' ? 2 : 1), 0))
  inLayers('mlp.contract', linear(n_embd, wide))
  inLayers('mlp.add', adds)
  everywhere('output.logits', linear(vocab_size, n_embd))
  everywhere('loss.softmax', softmax(vocab_size, 1))
  everywhere('loss.cross_entropy', made(1, 1, 1)) // log, times a plain −1
  part('loss.mean', plus(sum(n), over)) // times a plain 1 / n

  const parameters = matricesOf(config, vocab_size).reduce((sum, { name, rows, columns }) => {
    const used = name === 'wte' && !config.tied_head ? new Set(Array.from(tokens)).size : name === 'wpe' ? n : rows
    return sum + used * columns
  }, 0)
  const all = [...parts.values()].reduce(plus, made(0, 0, parameters))
  return { ...all, parts, parameters }
}
