import assert from 'node:assert/strict'
import { test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import type { OpId } from '../../src/engine/operations.ts'
import { isNone } from '../../src/engine/intervention.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { Session } from '../../src/lens/session.ts'
import { tourSections } from '../../src/lens/tour-steps.ts'
import { headOf, heldVector, layerOf, modeOf, onPaper, tourOf } from '../../src/lens/tour.ts'
import {
  hasToyCache,
  isToy,
  toyConfig,
  toyDataset,
  toyDocument,
  toyPosition as position,
  toyStart,
} from '../../src/lens/toy.ts'
import { Program } from '../../src/python/program.ts'
import { engineService, source } from './run.ts'

const session = new Session(engineService as unknown as Engine, new Program(source, sourceMap))
assert.ok(await session.open(toyConfig, toyDataset, { lane: 'exact', start: toyStart() }))
await session.read(toyDocument)
const tour = tourOf(session)

/** What an operation puts out at the walkthrough's position, with the digits that it prints. */
function printed(op: OpId): string {
  const reading = session.view.value!.reader.output(op, position, layerOf(op), headOf(op))!
  return Array.from(reading.values, value => value.toFixed(2).replace(/^-(0\.00)$/, '$1')).join(' ')
}

const sections = () =>
  tourSections(session.view.value!.reader, session.run.value!.tokenizer, position, (value, digits = 2) =>
    value.toFixed(digits),
  )
const worked = (op: OpId): readonly string[] =>
  sections()
    .flatMap(({ steps }) => steps)
    .find(step => step.op === op)!.worked

/** As the walkthrough prints them; letters are a b c BOS here, BOS a b c there. */
const figures: readonly (readonly [OpId, string])[] = [
  ['embedding.token', '-0.30 0.40'],
  ['embedding.position', '-0.10 0.10'],
  ['embedding.add', '-0.40 0.50'],
  ['embedding.norm', '-0.88 1.10'],
  ['attention.norm', '-0.88 1.10'],
  ['attention.query', '-0.22 0.35'],
  ['attention.key', '-0.37 0.37'],
  ['attention.value', '-0.24 0.84'],
  ['attention.keys', '0.30 0.10 -0.10 0.40 -0.37 0.37'],
  ['attention.values', '0.20 -0.30 0.50 0.20 -0.24 0.84'],
  ['attention.scores', '-0.02 0.11 0.15'],
  ['attention.softmax', '0.30 0.34 0.36'],
  ['attention.mix', '0.14 0.28'],
  ['attention.output', '0.14 0.21'],
  ['attention.add', '-0.74 1.31'],
  ['mlp.norm', '-0.70 1.23'],
  ['mlp.expand', '-0.16 0.76 -0.58 0.42 0.60 -0.26 -0.05 -0.42'],
  ['mlp.relu', '0.00 0.76 0.00 0.42 0.60 0.00 0.00 0.00'],
  ['mlp.contract', '0.40 0.35'],
  ['mlp.add', '-0.34 1.66'],
  ['output.logits', '0.73 -0.67 1.03 0.06'],
  ['loss.softmax', '0.32 0.08 0.43 0.17'],
  ['loss.cross_entropy', '1.77'],
]

test('the toy is a model of 72 parameters, and the walkthrough’s word is the first that it reads', () => {
  const run = session.run.value!
  assert.ok(isToy(run))
  assert.equal(run.firstDocs[0], toyDocument)
  assert.equal(run.plan.parameters, 72)
  assert.deepEqual(run.tokenizer.uchars, ['a', 'b', 'c'])
  assert.equal(toyStart({ ...toyConfig, n_embd: 4 }), null)
  assert.equal(toyStart({ ...toyConfig, n_layer: 2 }), null)
})

test('every printed figure of the walkthrough: its cache, and each result rounded before it is used', async () => {
  await tour.setMode('paper')
  assert.ok(hasToyCache(session.intervention.value))
  assert.equal(modeOf(session.intervention.value, position), 'paper')
  for (const [op, figure] of figures) assert.equal(printed(op), figure, op)
  assert.equal(worked('embedding.norm').at(-1), 'mean square 0.205, scale 2.209')
  assert.match(worked('mlp.contract')[0]!, /^0\.30·0\.76 \+ 0\.40·0\.42 \+ 0\.00·0\.60 = 0\.396 ≈ 0\.40$/)
  assert.match(sections()[2]!.note, /3 of 8/)
})

test('in full the same weights give other last digits, and with the cache that they make other scores', async () => {
  await tour.setMode('cache')
  const others = figures.filter(([op, figure]) => printed(op) !== figure).map(([op]) => `${op} ${printed(op)}`)
  assert.deepEqual(others, [
    'attention.key -0.38 0.38',
    'attention.keys 0.30 0.10 -0.10 0.40 -0.38 0.38',
    'attention.scores -0.02 0.12 0.15',
    'attention.mix 0.15 0.28',
    'mlp.norm -0.69 1.23',
    'mlp.expand -0.15 0.75 -0.58 0.42 0.59 -0.26 -0.05 -0.42',
    'mlp.relu 0.00 0.75 0.00 0.42 0.59 0.00 0.00 0.00',
    'loss.softmax 0.32 0.08 0.43 0.16',
    'loss.cross_entropy 1.80',
  ])
  await tour.setMode('model')
  assert.ok(isNone(session.intervention.value))
  assert.equal(printed('attention.keys'), '0.24 0.67 0.41 0.35 -0.38 0.38')
})

test('another token, BOS in the middle of a word, and a vector that no token has', async () => {
  await tour.setMode('paper')
  await tour.pick(2)
  assert.equal(session.view.value!.document, 'ac')
  assert.equal(printed('embedding.add'), '0.00 0.30')
  assert.equal(modeOf(session.intervention.value, position), 'paper')
  await tour.pick(3)
  assert.deepEqual(heldVector(session.intervention.value, position), [0.2, 0.3])
  assert.equal(printed('embedding.add'), '0.10 0.40')
  await tour.setVector([0.5, 0.5])
  assert.equal(printed('embedding.add'), '0.40 0.60')
  await tour.pick(1)
  assert.equal(heldVector(session.intervention.value, position), null)
  for (const [op, figure] of figures) assert.equal(printed(op), figure, op)
})

test('a five is rounded away from zero', () => {
  assert.deepEqual([0.755, -0.005, 0.0049, 0.396, -0].map(onPaper), [0.76, -0.01, 0, 0.4, 0])
})
