/** Any graph that the engine takes computes its own gradient; any other is refused with a sentence. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultConfig } from '../../src/engine/config.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { GraphError } from '../../src/engine/graph-check.ts'
import { Graph, type Call, type Tensor } from '../../src/engine/graph.ts'
import { microgpt } from '../../src/engine/microgpt.ts'
import { kernelNames } from '../../src/engine/ops.ts'
import { compile, type Plan } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { rowsFor } from './configs.ts'
import { graphChoices, randomGraph } from './graphs.ts'
import { isSentence } from './sentence.ts'
import { slopeOf, wrongGradient } from './slope.ts'

const sizeOf = ({ rows, columns }: Tensor): number => rows * columns

function checkMemory(plan: Plan): void {
  const spans = plan.tensors
    .map(tensor => ({ name: tensor.name, from: plan.offset(tensor), to: plan.offset(tensor) + sizeOf(tensor) }))
    .sort((a, b) => a.from - b.from)
  let end = 0
  for (const { name, from, to } of spans) {
    assert.equal(from, end, `${name} starts where the one before it ends`)
    end = to
  }
  assert.equal(end, plan.size)
}

function checkOrder(plan: Plan): void {
  const written = new Set(plan.tensors.filter(({ section }) => ['parameters', 'm', 'v'].includes(section)))
  // A matrix that the loss does not depend on has a gradient of zeros that nothing writes.
  const everWritten = new Set(plan.calls.map(({ output }) => output))
  for (const { kernel, inputs, output, accumulate, phase } of plan.calls) {
    for (const input of inputs)
      assert.ok(written.has(input) || !everWritten.has(input), `${kernel} reads ${input.name} before it is written`)
    assert.equal(accumulate, phase === 'backward' && written.has(output), `${kernel} on ${output.name}`)
    written.add(output)
  }
  const phases = plan.calls.map(({ phase }) => ['forward', 'backward', 'update'].indexOf(phase))
  assert.deepEqual(phases, [...phases].sort(), 'forward, then backward, then update')
}

const count = { checked: 0, unsettled: 0 }

function checkGradient(plan: Plan, seed: number): void {
  const { config, vocab_size: vocab } = plan
  const random = new Random(seed)
  const machine = new ExactMachine(plan)
  const parameters = Float64Array.from({ length: plan.parameters }, () => random.gauss(0, 0.4))
  const zeros = new Float64Array(plan.parameters)
  const state = { step: 0, parameters, m: zeros, v: zeros }
  const input = {
    rows: rowsFor({ config, vocab, lengths: [4, 2].slice(0, config.batch_size), seed }),
    rates: ratesAt(config, 0),
  }
  machine.load(state)
  const loss = machine.step(input)
  const gradient = machine.memory.slice(3 * plan.parameters, 4 * plan.parameters)
  assert.ok(Number.isFinite(loss))
  machine.load(state)
  for (let i = 0; i < 6; i++) {
    const place = random.randbelow(plan.parameters)
    const before = machine.memory[place]!
    const slope = slopeOf(change => {
      machine.memory[place] = before + change
      machine.forward(input)
      return machine.memory[plan.offset(plan.output('loss.mean')!)]!
    })
    machine.memory[place] = before
    count.checked++
    if (slope === null) count.unsettled++
    else assert.equal(wrongGradient(`parameter ${place}`, gradient[place]!, slope), null)
  }
}

test('any graph: its memory never overlaps, each call reads what stands, and the gradient is the slope of the loss', () => {
  fc.assert(
    fc.property(graphChoices, fc.nat(1_000_000), (choices, seed) => {
      const { graph, config, vocab } = randomGraph(choices)
      const plan = compile(graph, config, vocab)
      checkMemory(plan)
      checkOrder(plan)
      checkGradient(plan, seed)
    }),
    { seed: 11, numRuns: 300 },
  )
  assert.ok(count.unsettled < 0.1 * count.checked, `${count.unsettled} of ${count.checked} had a kink or a sharp bend`)
})

/** Ways to break one call, each of which no lane could compute. */
const breakages: Readonly<Record<string, (call: Call, graph: Graph) => Partial<Call>>> = {
  'an input more': ({ inputs }) => ({ inputs: [...inputs, inputs[0]!] }),
  'no input': () => ({ inputs: [] }),
  'a tensor of another graph': ({ inputs: [first, ...rest] }) => ({ inputs: [{ ...first! }, ...rest] }),
  'a wider result': ({ output }) => ({ output: { ...output, columns: output.columns + 1 } }),
  'a row less': ({ inputs: [first, ...rest] }) => ({ inputs: [{ ...first!, rows: first!.rows - 1 }, ...rest] }),
  'a kernel of the way back': () => ({ kernel: 'linear_gradient_weight' }),
  'its own result': ({ inputs: [, ...rest], output }) => ({ inputs: [output, ...rest] }),
}

for (const [what, breakage] of Object.entries(breakages))
  test(`a graph with one call that has ${what} is refused with a sentence`, () =>
    fc.assert(
      fc.property(graphChoices, fc.nat(), (choices, choice) => {
        const { graph, config, vocab } = randomGraph(choices)
        const forward = graph.calls.filter(({ phase }) => phase === 'forward')
        const call = forward[choice % forward.length]!
        graph.calls[graph.calls.indexOf(call)] = { ...call, ...breakage(call, graph) }
        assert.throws(
          () => compile(graph, config, vocab),
          error => error instanceof GraphError && isSentence(error.message),
        )
      }),
      { seed: 13, numRuns: 60 },
    ))

test('a call with any kernel in place of its own compiles only where it still is a graph', () =>
  fc.assert(
    fc.property(graphChoices, fc.nat(), fc.constantFrom(...kernelNames), (choices, choice, kernel) => {
      const { graph, config, vocab } = randomGraph(choices)
      const forward = graph.calls.filter(({ phase }) => phase === 'forward')
      const call = forward[choice % forward.length]!
      graph.calls[graph.calls.indexOf(call)] = { ...call, kernel }
      try {
        const machine = new ExactMachine(compile(graph, config, vocab))
        machine.step({ rows: rowsFor({ config, vocab, lengths: [3], seed: 1 }), rates: ratesAt(config, 0) })
      } catch (error) {
        assert.ok(error instanceof GraphError && isSentence(error.message), String(error))
      }
    }),
    { seed: 17, numRuns: 200 },
  ))

test('a graph for other sizes, two tensors of one name, no loss and no way back are refused', () => {
  const graph = microgpt(defaultConfig, 27)
  const refused = (graph: Graph, words: RegExp, change = {}, vocab = 27): void =>
    assert.throws(() => compile(graph, { ...defaultConfig, ...change }, vocab), words)
  refused(graph, /embedding.token needs a table with one row a token/, {}, 28)
  refused(graph, /has 16 rows; the config asks for 32, one a position/, { batch_size: 2 })
  refused(graph, /needs queries and keys as wide as n_embd/, { n_embd: 32 })
  const twice = microgpt(defaultConfig, 27)
  twice.parameter('wte', 1, 1)
  refused(twice, /Two tensors of the graph are called wte/)
  const { graph: lossless } = randomGraph({
    ...{ n_head: 1, head_dim: 2, block_size: 16, batch_size: 1, vocab: 3 },
    ...{ update: 'sgd', choices: [] },
  })
  lossless.calls.splice(0, Infinity, ...lossless.calls.filter(({ kernel }) => kernel !== 'mean'))
  refused(lossless, /0 calls of mean/, { n_head: 1, n_embd: 2 }, 3)
  const open = microgpt(defaultConfig, 27)
  open.gradients.clear()
  refused(open, /wte has no gradient/)
})

test('numbers that mean something to one operation alone are kept from all others', () => {
  const config = { ...defaultConfig, n_head: 2, n_embd: 4, block_size: 2 }
  const vocab = 4
  /** A whole graph with one operation more. */
  const withMore = (
    more: (graph: Graph, tensors: Record<'x' | 'scores' | 'probs' | 'losses' | 'loss', Tensor>) => void,
  ) => {
    const graph = new Graph(config.block_size)
    const table = graph.parameter('wte', vocab, 4)
    const x = graph.apply('embed', { op: 'embedding.token', index: 'tokens' }, [table], 4)
    const scores = graph.apply('attention_scores', { op: 'attention.scores' }, [x, x], 4)
    const probs = graph.apply('softmax', { op: 'loss.softmax' }, [x], vocab)
    const losses = graph.apply('cross_entropy', { op: 'loss.cross_entropy' }, [x, probs], 1)
    const loss = graph.apply('mean', { op: 'loss.mean' }, [losses], 1)
    more(graph, { x, scores, probs, losses, loss })
    graph.backward()
    graph.update('sgd')
    return () => compile(graph, config, vocab)
  }
  assert.doesNotThrow(withMore(() => {}))
  const reads = (tensor: 'scores' | 'probs' | 'losses' | 'loss') =>
    withMore(
      (graph, tensors) => void graph.apply('relu', { op: 'mlp.relu' }, [tensors[tensor]], tensors[tensor].columns),
    )
  assert.throws(
    reads('scores'),
    /relu at mlp.relu reads attention.scores; only attention_softmax and attention_mix can/,
  )
  assert.throws(reads('probs'), /reads loss.softmax; only cross_entropy can/)
  assert.throws(reads('losses'), /reads loss.cross_entropy; only mean can/)
  assert.throws(reads('loss'), /reads loss.mean; only the end of a step can/)
  const mixes = withMore(
    (graph, { x, scores }) => void graph.apply('attention_mix', { op: 'attention.mix' }, [x, scores], 4),
  )
  assert.throws(mixes, /attention_mix at attention.mix needs attention weights/)
  const twice = withMore((graph, { x, probs }) => {
    graph.apply('cross_entropy', { op: 'loss.cross_entropy', layer: 1 }, [x, probs], 1)
  })
  assert.throws(twice, /2 calls of cross_entropy; training needs one/)
})
