/** Runs in float32 that really leave the numbers: they stop, and say where it began. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { Diverged } from '../../src/engine/diverged.ts'
import type { StepInput } from '../../src/engine/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { isSentence } from '../engine/sentence.ts'
import { livePlaces } from '../gpu/compare.ts'
import { laneFor, machineFor } from './lanes.ts'

const names = readFileSync('src/data/names.txt', 'utf8')

async function trainerOf(change: Partial<Config>): Promise<Trainer> {
  const config = { ...defaultConfig, ...change }
  const dataset = datasetOf('shipped names', names, config.seed)
  const trainer = new Trainer(config, dataset, await laneFor(planFor(config, dataset.tokenizer.vocab_size)))
  await trainer.start()
  return trainer
}

const deep: Partial<Config> = { learning_rate: 1, std: 1, activation: 'relu2', num_steps: 400 }
const runs: readonly Partial<Config>[] = [
  { ...deep, optimizer: 'sgd', n_layer: 6 },
  { ...deep, optimizer: 'momentum', beta1: 0.999, n_layer: 3, n_embd: 24 },
  { ...deep, optimizer: 'sgd', n_layer: 4, std: 0.5, norm: 'layernorm', batch_size: 3 },
]

/** The first call that leaves a number that is not finite, when the step after a state is run call by call. */
async function firstBadCall({ lane }: Trainer, input: StepInput): Promise<string | null> {
  const { plan } = lane
  const machine = await machineFor(plan)
  machine.load(await lane.state())
  machine.write(input)
  for (const [i, { op, layer, phase, output }] of plan.calls.entries()) {
    machine.run(i, 1)
    const memory = machine.read(input.rows.rows)
    const isBad = livePlaces(plan, output, input.rows).some(place => !Number.isFinite(memory[place]))
    if (isBad) return `${op} ${layer} ${phase} ${output.name}`
  }
  return null
}

for (const change of runs)
  test(`a run that diverges on simd names step, operation and tensor: ${JSON.stringify(change)}`, async () => {
    const trainer = await trainerOf(change)
    const error = await trainer.advance(400).then(
      () => null,
      (error: unknown) => error,
    )
    assert.ok(error instanceof Diverged && error.origin, String(error))
    assert.ok(isSentence(error.message), error.message)
    const { op, layer, phase, tensor, step, largest } = error.origin
    assert.equal(step, error.lastGood)
    assert.ok(step <= error.step && error.step <= step + 1)
    assert.ok(largest > 0 && Number.isFinite(largest))
    assert.equal(trainer.completed, error.lastGood)
    assert.ok((await trainer.lane.state()).parameters.every(Number.isFinite))
    assert.equal(`${op} ${layer} ${phase} ${tensor}`, await firstBadCall(trainer, trainer.inputAt(step)))
  })
