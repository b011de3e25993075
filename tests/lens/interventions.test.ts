import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntervention } from '../../src/engine/intervention.ts'
import { heldAt, hold, letGo, spotOf } from '../../src/lens/held-places.ts'
import { heldIn } from '../../src/lens/held-link.ts'
import {
  countWords,
  headStretch,
  isSilent,
  mlpStretch,
  silence,
  unsilence,
  withMatrix,
  withoutMatrix,
} from '../../src/lens/interventions.ts'
import { heldWords, readLink, writeLink } from '../../src/lens/link.ts'
import { valueAt, type NumberPlace } from '../../src/lens/number-place.ts'
import { opened } from './run.ts'

const activation = (op: 'attention.query' | 'attention.query_head' | 'attention.keys' | 'attention.softmax') =>
  ({ kind: 'activation', op, layer: 1, head: 2, position: 3, row: 0, column: 1 }) as const

const session = await opened({ n_layer: 2 })
const { plan } = session.run.value!
const matrices = session.view.value!.reader.matrices

test('every place that a number has on the screen is held where the screen then shows it', async () => {
  const wq = matrices.find(({ name }) => name === 'layer1.attn_wq')!
  const places: NumberPlace[] = [
    activation('attention.query'),
    activation('attention.query_head'),
    { ...activation('attention.keys'), row: 2 },
    { ...activation('attention.softmax'), column: 2 },
    { ...activation('attention.query'), op: 'attention.residual', head: null },
    { ...activation('attention.query'), op: 'output.logits', layer: null, head: null, column: 26 },
    { kind: 'parameter', name: wq.name, row: 3, column: 5 },
  ]
  for (const [i, place] of places.entries()) {
    const value = 0.3125 + i
    const before = session.view.value!.reader.loss
    await session.intervene(hold(noIntervention, plan, place, value))
    const { reader } = session.view.value!
    assert.equal(valueAt(reader, place), value, JSON.stringify(place))
    assert.equal(heldAt(session.intervention.value, plan, place), value)
    assert.notEqual(reader.loss, before)
    await session.intervene(letGo(session.intervention.value, plan, place))
    assert.deepEqual(session.intervention.value, noIntervention)
    assert.notEqual(valueAt(session.view.value!.reader, place), value)
  }
})

test('a number that has several names is one number, and readings say which of theirs are held', async () => {
  const [q, q_h] = [{ ...activation('attention.query'), column: 9 }, activation('attention.query_head')]
  const held = hold(hold(noIntervention, plan, q, 0.25), plan, q_h, 0.75)
  assert.equal(countWords(held), '1 number held')
  assert.equal(heldAt(held, plan, q), 0.75)
  await session.intervene(hold(held, plan, { kind: 'parameter', name: 'wpe', row: 1, column: 2 }, 1))
  const { reader } = session.view.value!
  assert.deepEqual(reader.output('attention.query', 3, 1)!.held, [9])
  assert.deepEqual(reader.output('attention.query_head', 3, 1, 2)!.held, [1])
  assert.equal(reader.output('attention.query_head', 3, 1, 1)!.held, undefined)
  assert.equal(reader.output('attention.query', 2, 1)!.held, undefined)
  assert.deepEqual(reader.matrix('wpe').held, [18])
  assert.equal(reader.matrix('wpe', 'gradients').held, undefined)
  await session.intervene(noIntervention)
})

const reason = (place: NumberPlace): string => {
  const found = spotOf(plan, place)
  return typeof found === 'string' ? found : ''
}

test('what cannot be held says why', () => {
  const prob: NumberPlace = {
    kind: 'activation',
    op: 'loss.softmax',
    layer: null,
    head: null,
    position: 0,
    row: 0,
    column: 0,
  }
  assert.match(reason(prob), /add up to 1/)
  assert.match(reason({ ...prob, kind: 'gradient' }), /gradient/)
  assert.match(reason({ kind: 'parameter', name: 'wte', row: 0, column: 0, when: 'm' }), /update/)
  assert.match(reason({ kind: 'parameter', name: 'wte', row: 99, column: 0 }), /no such number/)
  assert.equal(hold(noIntervention, plan, prob, 1), noIntervention)
})

test('a whole matrix, and a part of the model at zero, are held and let go as one', () => {
  const wpe = matrices.find(({ name }) => name === 'wpe')!
  const values = Array.from({ length: wpe.rows * wpe.columns }, (_, i) => (i === 3 ? null : i))
  const held = withMatrix(noIntervention, wpe, values)
  assert.equal(countWords(held), '255 numbers held')
  assert.equal(withMatrix(held, wpe, values).parameters.length, 255)
  assert.deepEqual(withoutMatrix(held, wpe), noIntervention)
  const [head, mlp] = [headStretch(plan, 1, 3, 5), mlpStretch(plan, 1, 5)]
  const silent = silence(silence(noIntervention, head), mlp)
  assert.equal(countWords(silent), '100 numbers held')
  assert.ok(isSilent(silent, head) && isSilent(silent, mlp))
  assert.ok(!isSilent(silent, headStretch(plan, 0, 3, 5)) && !isSilent(unsilence(silent, mlp), mlp))
  assert.ok(isSilent(unsilence(silent, mlp), head))
})

test('a link carries what is held, as far as the model has it, and leaves out what is too much', () => {
  const some = hold(
    hold(noIntervention, plan, activation('attention.query_head'), -0.5),
    plan,
    { kind: 'parameter', name: 'wte', row: 0, column: 7 },
    1e-7,
  )
  const words = heldWords(some)!
  const link = readLink(writeLink({ held: words, config: {} }))
  assert.deepEqual(heldIn(link.held!, plan), some)
  const hostile = `7:1,7:NaN,99999999:1,-1:2,8:1e999,attention.query:9:0:0:1,attention.query:1:99:0:1,attention.query:1:0:999:1,constructor:0:0:0:1,loss.softmax::0:0:1,a:b,1:2:3`
  assert.deepEqual(heldIn(hostile, plan), { parameters: [[7, 1]], activations: [] })
  assert.equal(readLink('#held=<script>').held, undefined)
  assert.equal(heldWords(noIntervention), null)
  assert.equal(heldWords(silence(noIntervention, mlpStretch(plan, 0, 5))), null)
  assert.equal(heldIn(Array.from({ length: 40 }, (_, i) => `${i}:1`).join(), plan).parameters.length, 24)
})
