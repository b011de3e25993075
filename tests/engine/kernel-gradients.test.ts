/** The gradient rule of each kernel, alone, against central differences in float64. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { rowsOf, type Rows } from '../../src/engine/document.ts'
import { bind } from '../../src/engine/exact/kernels.ts'
import { Graph, type Index, type Tensor } from '../../src/engine/graph.ts'
import { gradientRules, type KernelName } from '../../src/engine/ops.ts'
import { compile, type Plan } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { slopeOf, wrongGradient } from './slope.ts'

interface Shape {
  readonly config: Config
  readonly vocab: number
  /** Letters of each document; as many documents as the batch has. */
  readonly lengths: readonly number[]
  /** How often the operation stands in the graph, on the same inputs: from the second time on, gradients add up. */
  readonly times: number
  /** Every input is the same tensor, where their shapes allow it. */
  readonly isShared: boolean
  readonly index: Index
  readonly seed: number
}

const shapes: fc.Arbitrary<Shape> = fc
  .record({
    n_head: fc.integer({ min: 1, max: 4 }),
    head_dim: fc.integer({ min: 1, max: 5 }),
    block_size: fc.integer({ min: 1, max: 6 }),
    batch_size: fc.integer({ min: 1, max: 3 }),
    vocab: fc.integer({ min: 2, max: 9 }),
    lengths: fc.array(fc.nat(7), { minLength: 3, maxLength: 3 }),
    times: fc.integer({ min: 1, max: 2 }),
    isShared: fc.boolean(),
    index: fc.constantFrom<Index[]>('tokens', 'positions'),
    seed: fc.nat(1_000_000),
  })
  .map(({ n_head, head_dim, block_size, batch_size, lengths, ...rest }) => ({
    ...rest,
    config: { ...defaultConfig, n_head, n_embd: n_head * head_dim, block_size, batch_size },
    lengths: lengths.slice(0, batch_size),
  }))

/** Rows and columns of each input, and the columns of the output. */
function formOf(kernel: KernelName, { config, vocab, index }: Shape): { inputs: [number, number][]; columns: number } {
  const { n_embd, n_head, block_size, batch_size } = config
  const positions = block_size * batch_size
  const wide: [number, number] = [positions, n_embd]
  const weights: [number, number] = [positions, n_head * block_size]
  const tables = { tokens: vocab, positions: block_size }
  if (kernel === 'embed') return { inputs: [[tables[index], n_embd]], columns: n_embd }
  if (kernel === 'linear') return { inputs: [wide, [vocab, n_embd]], columns: vocab }
  if (kernel === 'add') return { inputs: [wide, wide], columns: n_embd }
  if (kernel === 'attention_scores') return { inputs: [wide, wide], columns: weights[1] }
  if (kernel === 'attention_softmax') return { inputs: [weights], columns: weights[1] }
  if (kernel === 'attention_mix') return { inputs: [weights, wide], columns: n_embd }
  return { inputs: [wide], columns: n_embd }
}

interface Bench {
  readonly plan: Plan
  /** The fixed weights of the outputs in the function that is differentiated, beside the outputs. */
  readonly functional: readonly (readonly [seed: Tensor, output: Tensor])[]
  /** Tensors whose gradient is asked for. */
  readonly inputs: readonly Tensor[]
}

/**
 * A graph of this one operation. Its inputs are parameters, so that each number of them can be nudged; the function is
 * Σ seed · output, whose gradient at the output is the seed itself.
 */
function benchOf(kernel: KernelName, shape: Shape): Bench {
  const { config, vocab, times, isShared, index } = shape
  const graph = new Graph(config.block_size * config.batch_size)
  const form = formOf(kernel, shape)
  const first = graph.parameter('input 0', ...form.inputs[0]!)
  const inputs = form.inputs.map(([rows, columns], i) => {
    const canShare = rows === first.rows && columns === first.columns
    return i === 0 || (isShared && canShare) ? first : graph.parameter(`input ${i}`, rows, columns)
  })
  const functional = Array.from({ length: times }, (_, layer) => {
    const output = graph.apply(kernel, { op: 'mlp.relu', layer, index }, inputs, form.columns)
    const seed = graph.parameter(`seed ${layer}`, output.rows, output.columns)
    graph.gradients.set(output, seed)
    return [seed, output] as const
  })
  // The engine takes no graph without a loss, so one stands beside it.
  addLoss(graph, graph.parameter('logits', config.block_size * config.batch_size, vocab))
  graph.backward()
  graph.update('sgd')
  return { plan: compile(graph, config, vocab), functional, inputs: [...new Set(inputs)] }
}

function addLoss(graph: Graph, logits: Tensor): void {
  const probs = graph.apply('softmax', { op: 'loss.softmax' }, [logits], logits.columns)
  const losses = graph.apply('cross_entropy', { op: 'loss.cross_entropy' }, [logits, probs], 1)
  graph.apply('mean', { op: 'loss.mean' }, [losses], 1)
}

/** The cross-entropy's rule is that of softmax, −log and mean together, so the three stand on the bench as one. */
function lossBenchOf({ config, vocab }: Shape): Bench {
  const graph = new Graph(config.block_size * config.batch_size)
  const logits = graph.parameter('input 0', config.block_size * config.batch_size, vocab)
  addLoss(graph, logits)
  graph.backward()
  graph.update('sgd')
  return { plan: compile(graph, config, vocab), functional: [], inputs: [logits] }
}

function rowsFor({ config, vocab, lengths, seed }: Shape): Rows {
  const random = new Random(seed + 1)
  const documents = lengths.map(length => Array.from({ length }, () => random.randbelow(vocab - 1)))
  return rowsOf(documents, vocab - 1, config.block_size)
}

/** Standard deviation of the inputs. */
const scale = 0.7

const count = { checked: 0, unsettled: 0 }

function check(shape: Shape, { plan, functional, inputs }: Bench): void {
  const random = new Random(shape.seed)
  const memory = Float64Array.from({ length: plan.size }, (_, i) => (i < plan.parameters ? random.gauss(0, scale) : 0))
  const rows = rowsFor(shape)
  const rates = ratesAt(shape.config, 0)
  const calls = plan.calls.filter(({ phase }) => phase !== 'update')
  const kernels = calls.map(call => ({ call, run: bind(plan, memory, call) }))
  const forward = kernels.filter(({ call }) => call.phase === 'forward')
  const value = (): number => {
    for (const { run } of forward) run(rows, rates)
    if (functional.length === 0) return memory[plan.offset(plan.output('loss.mean')!)]!
    let sum = 0
    for (const [seed, output] of functional) {
      const [a, b] = [plan.offset(seed), plan.offset(output)]
      for (let i = 0; i < rows.rows * output.columns; i++) sum += memory[a + i]! * memory[b + i]!
    }
    return sum
  }
  for (const { run } of kernels) run(rows, rates)
  for (const input of inputs) {
    const [at, gradient] = [plan.offset(input), plan.offset(plan.gradientOfParameter(input.name))]
    const size = input.rows * input.columns
    const places = Array.from({ length: Math.min(size, 12) }, () => random.randbelow(size))
    for (const i of places) {
      const before = memory[at + i]!
      const slope = slopeOf(change => {
        memory[at + i] = before + change
        return value()
      })
      memory[at + i] = before
      count.checked++
      if (slope === null) count.unsettled++
      else assert.equal(wrongGradient(`${input.name}[${i}]`, memory[gradient + i]!, slope), null)
    }
  }
}

const ruled = Object.keys(gradientRules) as KernelName[]

for (const kernel of ruled)
  test(`the gradient rule of ${kernel} is its slope, on 100 random shapes`, () =>
    fc.assert(
      fc.property(shapes, shape =>
        check(shape, kernel === 'cross_entropy' ? lossBenchOf(shape) : benchOf(kernel, shape)),
      ),
      { seed: 3, numRuns: 100 },
    ))

test('nearly every slope could be told', () => {
  assert.ok(count.checked > 10_000, `${count.checked} were checked`)
  assert.ok(count.unsettled < 0.01 * count.checked, `${count.unsettled} of ${count.checked} had a kink or a sharp bend`)
})
