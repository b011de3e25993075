import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { noIntervention } from '../../src/engine/intervention.ts'
import { EngineService } from '../../src/lens/worker/service.ts'

test('a long question about a run that is replaced meanwhile ends quietly, and mixes no two runs', async () => {
  const service = new EngineService()
  const dataset = { name: 'shipped names', text: readFileSync('src/data/names.txt', 'utf8') }
  const open = (n_embd: number) =>
    service.open({ config: { ...defaultConfig, n_embd }, dataset, checkpoint: null, lane: 'simd', spans: [] }, () => {})
  await open(16)
  await service.train(200, Infinity, () => {})
  const drift = service.drift(150)
  const names = Array.from({ length: 300 }, () => 'emma')
  const surprises = service.surprises(100, names)
  const drawn = service.makeUp(200, {
    temperature: 1,
    count: 5,
    prefixes: [],
    drawsBefore: 0,
    off: '',
    intervention: noIntervention,
  })
  await open(8)
  assert.equal(await drift, null)
  const costs = await surprises
  assert.equal(costs.length, 300)
  assert.ok(costs.every(cost => cost!.length === 5 && cost!.every(Number.isFinite)))
  assert.equal((await drawn).length, 5)
})
