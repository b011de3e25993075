/** Whether a graph can be computed: what is wrong with it is said before anything is laid out in memory. */
import type { Config } from './config.ts'
import type { Call, Graph, Tensor } from './graph.ts'
import type { KernelName } from './ops.ts'

/** A graph that no lane could compute; the message is a sentence that names the operation. */
export class GraphError extends Error {
  override readonly name = 'GraphError'
}

interface Sizes {
  readonly config: Config
  readonly vocab_size: number
  /** Numbers a row of attention scores and weights. */
  readonly weights: number
  /** Which call wrote a tensor. */
  readonly writer: ReadonlyMap<Tensor, Call>
}

interface Form {
  readonly inputs: number
  /** What must hold, in words and as a test. */
  readonly needs: string
  readonly holds: (inputs: readonly Tensor[], output: Tensor, sizes: Sizes, call: Call) => boolean
}

const asWide: Form = {
  inputs: 1,
  needs: 'a result as wide as its input',
  holds: ([x], out) => x!.columns === out.columns,
}

const holdsWeights = (tensor: Tensor, { writer, weights }: Sizes): boolean =>
  tensor.columns === weights &&
  (tensor.section === 'parameters' || /^attention_/.test(writer.get(tensor)?.kernel ?? ''))

/** Each kernel that a graph may apply. */
const forms: Partial<Record<KernelName, Form>> = {
  embed: {
    inputs: 1,
    needs: 'a table with one row a token, or one a position of the block, as wide as its result',
    holds: ([table], out, { config, vocab_size }, { index }) =>
      table!.rows === { tokens: vocab_size, positions: config.block_size, none: NaN }[index ?? 'none'] &&
      table!.columns === out.columns,
  },
  add: {
    inputs: 2,
    needs: 'two inputs and a result that are equally wide',
    holds: ([a, b], out) => a!.columns === out.columns && b!.columns === out.columns,
  },
  rmsnorm: asWide,
  layernorm: asWide,
  relu: asWide,
  relu_squared: asWide,
  gelu: asWide,
  linear: {
    inputs: 2,
    needs: 'a matrix with a column for each number that comes in and a row for each that goes out',
    holds: ([x, w], out) => w!.columns === x!.columns && w!.rows === out.columns && w!.section === 'parameters',
  },
  attention_scores: {
    inputs: 2,
    needs: 'queries and keys as wide as n_embd, and a result of n_head × block_size',
    holds: ([q, k], out, { config, weights }) =>
      q!.columns === config.n_embd && k!.columns === config.n_embd && out.columns === weights,
  },
  attention_softmax: {
    inputs: 1,
    needs: 'attention scores of n_head × block_size, and a result as wide',
    holds: ([scores], out, sizes) => holdsWeights(scores!, sizes) && out.columns === sizes.weights,
  },
  attention_mix: {
    inputs: 2,
    needs: 'attention weights of n_head × block_size, and values and a result as wide as n_embd',
    holds: ([weights, v], out, sizes) =>
      holdsWeights(weights!, sizes) &&
      sizes.writer.get(v!)?.kernel !== 'attention_scores' &&
      sizes.writer.get(v!)?.kernel !== 'attention_softmax' &&
      [v!, out].every(({ columns }) => columns === sizes.config.n_embd),
  },
  keep_heads: {
    inputs: 1,
    needs: 'an input and a result as wide as n_embd',
    holds: ([x], out, { config }) => x!.columns === config.n_embd && out.columns === config.n_embd,
  },
  softmax: {
    inputs: 1,
    needs: 'one logit for each token',
    holds: ([logits], out, { vocab_size }) => logits!.columns === vocab_size && out.columns === vocab_size,
  },
  cross_entropy: {
    inputs: 2,
    needs: 'the logits and their softmax',
    holds: ([logits, probs], out, { writer }) => {
      const softmax = writer.get(probs!)
      return softmax?.kernel === 'softmax' && softmax.inputs[0] === logits && out.columns === 1
    },
  },
  mean: {
    inputs: 1,
    needs: 'the losses of a cross-entropy',
    holds: ([losses], out, { writer }) => writer.get(losses!)?.kernel === 'cross_entropy' && out.columns === 1,
  },
}

/**
 * What may read the output of a kernel, where not all may. Scores and weights hold numbers for the positions so far and
 * nothing behind them. The gradient of softmax, −log and mean is one, so nothing may stand between them.
 */
const readers: Partial<Record<KernelName, readonly KernelName[]>> = {
  attention_scores: ['attention_softmax', 'attention_mix'],
  attention_softmax: ['attention_softmax', 'attention_mix'],
  softmax: ['cross_entropy'],
  cross_entropy: ['mean'],
  mean: [],
}

/** Throws a GraphError where a graph can't be computed for this config. */
export function checkGraph(graph: Graph, config: Config, vocab_size: number): void {
  const writer = new Map<Tensor, Call>()
  const sizes: Sizes = { config, vocab_size, weights: config.n_head * config.block_size, writer }
  const names = new Set<string>()
  const positions = config.block_size * config.batch_size
  for (const { name, perPosition, rows, columns } of graph.tensors) {
    if (names.has(name)) throw new GraphError(`Two tensors of the graph are called ${name}; each needs its own name.`)
    names.add(name)
    if (perPosition && rows !== positions)
      throw new GraphError(`${name} has ${rows} rows; the config asks for ${positions}, one a position.`)
    if (!(Number.isInteger(columns) && columns > 0))
      throw new GraphError(`${name} has ${columns} columns; a tensor has a whole number of them, at least 1.`)
  }
  const known = new Set(graph.tensors)
  for (const call of graph.calls) {
    if (call.phase === 'forward') checkCall(call, sizes, known, positions)
    writer.set(call.output, call)
  }
  for (const [kernel, op] of [
    ['cross_entropy', 'loss.cross_entropy'],
    ['mean', 'loss.mean'],
  ] as const) {
    const found = graph.calls.filter(call => call.kernel === kernel)
    if (found.length !== 1 || found[0]!.op !== op)
      throw new GraphError(`The graph has ${found.length} calls of ${kernel}; training needs one, at ${op}.`)
  }
  const without = graph.parameters.find(parameter => !graph.gradients.has(parameter))
  if (without) throw new GraphError(`${without.name} has no gradient: backward and update complete a graph.`)
}

function checkCall(call: Call, sizes: Sizes, known: ReadonlySet<Tensor>, positions: number): void {
  const { kernel, inputs, output } = call
  const form = forms[kernel]
  const place = `${kernel} at ${output.name}`
  if (!form) throw new GraphError(`${place}: no graph can apply that kernel; its gradient would be unknown.`)
  const shapes = inputs.map(({ rows, columns }) => `${rows}×${columns}`).join(' and ')
  const isTable = (i: number): boolean => kernel === 'embed' || (kernel === 'linear' && i === 1)
  if (
    inputs.length !== form.inputs ||
    !inputs.every((input, i) => isTable(i) || input.rows === positions) ||
    !form.holds(inputs, output, sizes, call)
  )
    throw new GraphError(`${place} needs ${form.needs}; it takes ${shapes} and gives ${output.rows}×${output.columns}.`)
  for (const input of inputs) {
    const source = sizes.writer.get(input)
    if (!known.has(input) || (input.section !== 'parameters' && !source))
      throw new GraphError(`${place} reads ${input.name}, which nothing in this graph has computed before.`)
    const may = source && readers[source.kernel]
    if (may && !may.includes(kernel))
      throw new GraphError(`${place} reads ${input.name}; only ${may.join(' and ') || 'the end of a step'} can.`)
  }
}
