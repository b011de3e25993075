import fc from 'fast-check'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { Graph } from '../../src/engine/graph.ts'
import { freshState } from '../../src/engine/lane.ts'
import { compile } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { graphChoices, randomGraph, type RandomGraph } from '../engine/graphs.ts'
import { lossTolerance } from '../gpu/tolerances.ts'
import { laneFor } from './lanes.ts'

/** Trains one step of a graph, and lays the same step open. */
async function agrees({ graph, config, vocab }: RandomGraph, seed: number): Promise<void> {
  const plan = compile(graph, config, vocab)
  const random = new Random(seed)
  const state = freshState(Float64Array.from({ length: plan.parameters }, () => Math.fround(random.gauss(0, 0.3))))
  const document = () => Array.from({ length: random.randbelow(config.block_size + 1) }, () => random.randbelow(vocab))
  const documents = Array.from({ length: config.batch_size }, document)
  const input = { rows: rowsOf(documents, vocab - 1, config.block_size), rates: ratesAt(config, 0) }
  const lane = await laneFor(plan, state)
  const [loss] = await lane.train([input])
  const { parameters, m, v } = await lane.state()
  const { memory } = await lane.trace(state, input)
  const trained = Float32Array.from([...parameters, ...m, ...v])
  assert.deepEqual(trained, memory.subarray(0, trained.length))
  const exact = (await new ExactLane(plan).trace(state, input)).memory[plan.offset(plan.output('loss.mean')!)]!
  assert.ok(Math.abs(loss! - exact) <= lossTolerance * Math.max(1, exact), `${loss} is not ${exact}`)
}

test('any graph: what training joins gives the bits of the trace, and the loss of the exact lane', async () => {
  const property = fc.asyncProperty(graphChoices, fc.nat(1_000_000), (choices, seed) =>
    agrees(randomGraph(choices), seed),
  )
  await fc.assert(property, { seed: 12, numRuns: 200 })
})

test('two sums behind one linear are both taken', async () => {
  const config = { ...defaultConfig, n_embd: 6, n_head: 2, block_size: 5 }
  const graph = new Graph(5)
  const [table, places, w] = [graph.parameter('wte', 7, 6), graph.parameter('wpe', 5, 6), graph.parameter('w', 6, 6)]
  const token = graph.apply('embed', { op: 'embedding.token', index: 'tokens' }, [table], 6)
  const position = graph.apply('embed', { op: 'embedding.position', index: 'positions' }, [places], 6)
  let x = graph.apply('linear', { op: 'attention.output', layer: 0 }, [token, w], 6)
  x = graph.apply('add', { op: 'attention.add', layer: 0 }, [x, position], 6)
  x = graph.apply('add', { op: 'mlp.add', layer: 0 }, [x, token], 6)
  const logits = graph.apply('linear', { op: 'output.logits' }, [x, table], 7)
  const probs = graph.apply('softmax', { op: 'loss.softmax' }, [logits], 7)
  const losses = graph.apply('cross_entropy', { op: 'loss.cross_entropy' }, [logits, probs], 1)
  graph.apply('mean', { op: 'loss.mean' }, [losses], 1)
  graph.backward()
  graph.update('adam')
  await agrees({ graph, config, vocab: 7 }, 5)
})
