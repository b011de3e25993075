/** Gradients of whole models against central differences of the loss, in float64. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultConfig } from '../../src/engine/config.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import { freshState } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { ratesAt } from '../../src/engine/trainer.ts'
import { rowsFor, smallModels, type SmallModel } from './configs.ts'
import { slopeOf, wrongGradient } from './slope.ts'

const count = { checked: 0, unsettled: 0 }

/** Compares the gradient of some numbers of every matrix with the slope of the loss. */
function check(model: SmallModel, perMatrix: number): void {
  const { config, vocab, seed } = model
  const plan = planFor(config, vocab)
  const machine = new ExactMachine(plan)
  const state = freshState(initialParameters(config, vocab, new Random(seed)))
  const input = { rows: rowsFor(model), rates: ratesAt(config, 0) }
  machine.load(state)
  machine.step(input)
  const { memory } = machine
  const gradient = memory.slice(3 * plan.parameters, 4 * plan.parameters)
  machine.load(state)
  const loss = plan.offset(plan.output('loss.mean')!)
  const random = new Random(seed + 2)
  for (const { name, rows, columns, section } of plan.tensors) {
    if (section !== 'parameters') continue
    const start = plan.offset(plan.parameter(name))
    const size = rows * columns
    const places = Array.from({ length: Math.min(size, perMatrix) }, () => start + random.randbelow(size))
    for (const place of places) {
      const before = memory[place]!
      const slope = slopeOf(change => {
        memory[place] = before + change
        machine.forward(input)
        return memory[loss]!
      })
      memory[place] = before
      count.checked++
      if (slope === null) count.unsettled++
      else assert.equal(wrongGradient(`${name}[${place - start}]`, gradient[place]!, slope), null)
    }
  }
}

test('every gradient of a parameter is the slope of the loss: microgpt itself', () =>
  check({ config: { ...defaultConfig, std: 0.3 }, vocab: 27, lengths: [9], seed: 5 }, 20))

test('every gradient of a parameter is the slope of the loss: 240 random configs', () =>
  fc.assert(
    fc.property(smallModels, model => check(model, 4)),
    { seed: 7, numRuns: 240 },
  ))

test('nearly every slope could be told', () => {
  assert.ok(count.checked > 10_000, `${count.checked} were checked`)
  assert.ok(count.unsettled < 0.02 * count.checked, `${count.unsettled} of ${count.checked} had a kink or a sharp bend`)
})
