import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { freshState } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'

const shapes: readonly (Partial<Config> & { vocab: number })[] = [
  { vocab: 27 },
  { vocab: 5, n_layer: 2, n_embd: 6, n_head: 3, block_size: 5 },
  { vocab: 3, n_layer: 3, n_embd: 5, n_head: 1, block_size: 4, activation: 'relu2' },
  { vocab: 11, n_embd: 12, n_head: 2, block_size: 7, batch_size: 3 },
  { vocab: 9, n_embd: 8, n_layer: 2, n_head: 2, block_size: 6, activation: 'gelu', norm: 'layernorm', tied_head: true },
]

for (const { vocab, ...change } of shapes) {
  const words =
    Object.entries(change)
      .map(entry => entry.join(' '))
      .join(', ') || 'microgpt itself'
  test(`every gradient of a parameter is the slope of the loss: ${words}`, () => {
    const config = { ...defaultConfig, std: 0.3, ...change }
    const plan = planFor(config, vocab)
    const random = new Random(5)
    const machine = new ExactMachine(plan)
    const state = freshState(initialParameters(config, vocab, random))
    const word = (): number[] =>
      Array.from({ length: 2 + random.randbelow(config.block_size) }, () => random.randbelow(vocab - 1))
    const rows = rowsOf(Array.from({ length: config.batch_size }, word), vocab - 1, config.block_size)
    const rates = ratesAt({ ...config, learning_rate: 0 }, 0)
    const lossAt = (index: number, change: number): number => {
      const parameters = state.parameters.slice()
      parameters[index] = parameters[index]! + change
      machine.load({ ...state, parameters })
      return machine.step({ rows, rates })
    }
    lossAt(0, 0)
    const gradient = machine.memory.slice(3 * plan.parameters, 4 * plan.parameters)
    const checked = Array.from({ length: 200 }, () => random.randbelow(plan.parameters))
    for (const index of checked) {
      const h = 1e-5
      const slope = (lossAt(index, h) - lossAt(index, -h)) / (2 * h)
      assert.ok(
        Math.abs(slope - gradient[index]!) < 1e-7,
        `parameter ${index}: slope ${slope}, gradient ${gradient[index]}`,
      )
    }
  })
}
