import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { heldPlaces, withHeldParameters, type HeldActivation } from '../../src/engine/intervention.ts'
import { freshState } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'

const config = { ...defaultConfig, n_layer: 2 }
const plan = planFor(config, 27)
const state = freshState(initialParameters({ ...config, std: 0.3 }, 27, new Random(3)))
const input = { rows: rowsOf([[4, 12, 12, 0]], 26, 16), rates: ratesAt(config, 0) }

function run(activations: readonly HeldActivation[], parameters: readonly (readonly [number, number])[] = []) {
  const machine = new ExactMachine(plan)
  machine.load(withHeldParameters(state, { parameters, activations: [] }))
  const held = heldPlaces(plan, { parameters, activations }, input.rows.rows)
  const loss = activations.length > 0 ? machine.stepHolding(input, held) : machine.step(input)
  const read = (op: HeldActivation['op'], layer: number | null, position: number, column: number, gradient = false) => {
    const tensor = gradient ? plan.gradient(op, layer)! : plan.output(op, layer)!
    return machine.memory[plan.offset(tensor) + position * tensor.columns + column]!
  }
  return { loss, read, memory: machine.memory }
}

const query = { op: 'attention.query', layer: 1, position: 2, column: 5 } as const

test('a number held at what it was anyway changes nothing ahead of it', () => {
  const plain = run([])
  const value = plain.read('attention.query', 1, 2, 5)
  assert.equal(run([{ ...query, value }]).loss, plain.loss)
})

test('what follows from a held number follows it, what came before does not, and its gradient is the slope of the loss', () => {
  const plain = run([])
  const at = (value: number) => run([{ ...query, value }])
  const [low, middle, high] = [at(0.4 - 1e-5), at(0.4), at(0.4 + 1e-5)]
  assert.equal(middle.read('attention.query', 1, 2, 5), 0.4)
  assert.equal(middle.read('attention.query', 1, 1, 5), plain.read('attention.query', 1, 1, 5))
  assert.equal(middle.read('mlp.add', 0, 2, 3), plain.read('mlp.add', 0, 2, 3))
  assert.notEqual(middle.read('mlp.add', 1, 2, 3), plain.read('mlp.add', 1, 2, 3))
  const slope = (high.loss - low.loss) / 2e-5
  assert.ok(Math.abs(slope) > 1e-4)
  assert.ok(Math.abs(middle.read('attention.query', 1, 2, 5, true) - slope) < 1e-8)
})

test('no gradient goes on from held numbers to what they were made of', () => {
  const everything = Array.from({ length: input.rows.rows }, (_, position) =>
    Array.from({ length: 27 }, (_, column) => ({
      op: 'output.logits' as const,
      layer: null,
      position,
      column,
      value: 0,
    })),
  ).flat()
  const { memory, read } = run(everything)
  const start = plan.offset(plan.gradientOfParameter('wte'))
  assert.ok(memory.subarray(start, start + 27 * 16).every(gradient => gradient === 0))
  assert.notEqual(read('output.logits', null, 0, 0, true), 0)
})

test('a held parameter is the parameter of the whole step; places that the model does not have are left out', () => {
  const plain = run([])
  assert.notEqual(run([], [[7, 0.9]]).loss, plain.loss)
  assert.equal(run([], [[1e9, 0.9]]).loss, plain.loss)
  const beyond = [
    { ...query, position: 15, value: 3 },
    { ...query, column: 999, value: 3 },
    { ...query, layer: 5, value: 3 },
  ]
  assert.equal(run(beyond).loss, plain.loss)
})
