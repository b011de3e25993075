import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { freshState } from '../../src/engine/lane.ts'
import type { OpId } from '../../src/engine/operations.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { countValues } from '../../src/engine/value-count.ts'
import { valueGraph, valueGraphProblem } from '../../src/engine/value-graph.ts'

const yuheng = Array.from('yuheng', letter => letter.charCodeAt(0) - 97)

function built(change: Partial<Config> = {}, document = yuheng, vocab_size = 27) {
  const config = { ...defaultConfig, ...change }
  const rows = rowsOf([document], vocab_size - 1, config.block_size)
  const parameters = initialParameters({ ...config, std: 0.3 }, vocab_size, new Random(5))
  const graph = valueGraph(config, vocab_size, parameters, rows)
  const plan = planFor(config, vocab_size)
  const machine = new ExactMachine(plan)
  machine.load(freshState(parameters))
  machine.step({ rows, rates: ratesAt(config, 0) })
  return { config, rows, graph, plan, machine, vocab_size }
}

test('a training step on yuheng makes the nodes that CPython makes, line by line', () => {
  const { graph } = built()
  assert.equal(graph.size, 59_647)
  assert.equal(graph.data.length, 59_647)
  const operations = Array.from({ length: graph.size }, (_, node) => graph.children[2 * node]! >= 0).filter(Boolean)
  assert.equal(operations.length, 53_978)
  assert.equal(graph.children.filter(child => child >= 0).length, 107_060)
  const count = (op: OpId): number => {
    const group = graph.groups.findIndex(each => each.op === op)
    return graph.group.filter(each => each === group).length
  }
  assert.equal(count('mlp.expand'), 14_784)
  assert.equal(count('mlp.contract'), 14_448)
  assert.equal(count('output.logits'), 6_237)
  for (const op of ['query', 'key', 'value', 'output'] as const) assert.equal(count(`attention.${op}`), 3_696)
  assert.equal(count('attention.scores'), 1_232)
  assert.equal(count('attention.softmax'), 700)
  assert.equal(count('attention.mix'), 1_008)
  assert.equal(count('parameters'), 3_728)
})

const models: readonly (readonly [string, Partial<Config>])[] = [
  ['microgpt', {}],
  ['two layers, relu squared', { n_layer: 2, activation: 'relu2', n_embd: 8, n_head: 2 }],
  ['a tied head and a short block', { tied_head: true, block_size: 4, n_embd: 6, n_head: 3, mlp_factor: 2 }],
]
for (const [name, change] of models)
  test(`number by number the gradients are those of the tensors: ${name}`, () => {
    const { config, rows, graph, plan, machine, vocab_size } = built(change)
    const { nodes } = countValues(config, vocab_size, rows.tokens)
    assert.equal(graph.size, nodes)
    assert.ok(Math.abs(graph.data[graph.loss]! - machine.loss) < 1e-13)
    const [first] = plan.tensors.filter(({ section }) => section === 'parameters')
    const gradients = plan.offset(plan.gradientOfParameter(first!.name))
    let touched = 0
    graph.nodeOfParameter.forEach((node, index) => {
      const gradient = machine.memory[gradients + index]!
      if (node < 0) return assert.equal(gradient, 0)
      touched++
      assert.ok(Math.abs(graph.grad[node]! - gradient) < 1e-12, `${index}: ${graph.grad[node]} ${gradient}`)
    })
    assert.ok(touched > 0)
    // What stands in a tensor is the last node of its column.
    const fc1 = graph.groups.findIndex(({ op, layer }) => op === 'mlp.expand' && layer === config.n_layer - 1)
    const tensor = plan.output('mlp.expand', config.n_layer - 1)!
    for (let node = 0; node < graph.size; node++)
      if (graph.group[node] === fc1 && graph.group[node + 1] === fc1 && graph.column[node] !== graph.column[node + 1]) {
        const at = plan.offset(tensor) + graph.position[node]! * tensor.columns + graph.column[node]!
        assert.ok(Math.abs(graph.data[node]! - machine.memory[at]!) < 1e-12)
      }
  })

test('what has no such graph says why', () => {
  const rows = rowsOf([yuheng], 26, 16)
  assert.equal(valueGraphProblem(defaultConfig, 27, rows), null)
  assert.match(valueGraphProblem({ ...defaultConfig, off: 'mlp.relu' }, 27, rows)!, /switched off/)
  assert.match(valueGraphProblem({ ...defaultConfig, activation: 'gelu' }, 27, rows)!, /rmsnorm and relu/)
  const large = { ...defaultConfig, n_embd: 128, n_layer: 6, block_size: 64 }
  assert.match(valueGraphProblem(large, 27, rowsOf([Array(63).fill(1)], 26, 64))!, /makes \d+,\d+,\d+ nodes/)
})
