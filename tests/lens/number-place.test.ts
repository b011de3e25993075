import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  isSamePlace,
  numberName,
  readNumberPlace,
  valueAt,
  writeNumberPlace,
  type NumberPlace,
} from '../../src/lens/number-place.ts'
import { hasCome, openFrom, openMark, openNumber, placeShown } from '../../src/lens/opening.ts'
import { opened } from './run.ts'

const q5 = { kind: 'activation', op: 'attention.query', layer: 0, head: null, position: 3, row: 0, column: 5 } as const
const places: readonly (readonly [NumberPlace, string])[] = [
  [q5, 'q[5]'],
  [{ ...q5, op: 'attention.keys', row: 2 }, 'keys[0][2][5]'],
  [{ ...q5, op: 'attention.softmax', head: 1, column: 3 }, 'attn_weights[3]'],
  [{ ...q5, op: 'loss.softmax', layer: null, column: 13 }, 'probs[13]'],
  [{ ...q5, op: 'loss.mean', layer: null, column: 0 }, 'loss'],
  [{ ...q5, kind: 'gradient' }, 'q[5].grad'],
  [{ kind: 'parameter', name: 'layer0.attn_wq', row: 5, column: 2 }, 'attn_wq[5][2]'],
  [{ kind: 'parameter', name: 'layer0.attn_wq', row: 5, column: 2, when: 'm' }, 'm of attn_wq[5][2]'],
]

test('a place has the name that the code gives it, and comes back from a link as it was', () => {
  for (const [place, name] of places) {
    assert.equal(numberName(place), name)
    const words = writeNumberPlace(place)
    assert.match(words, /^[agp]-[\w.-]{1,80}$/)
    assert.deepEqual(readNumberPlace(words), place)
    assert.ok(isSamePlace(place, { ...place }))
  }
})

test('what is no place is none', () => {
  const words = [
    '',
    'q',
    'a-attention.query',
    'a-nothing-0--0-0-0',
    'a-attention.query-9--0-0-0',
    'p-wte-1',
    'p-wte-1-x',
  ]
  for (const word of [...words, 'p-wte-1-1-later', 'p-<b>-1-1', 'a-attention.query-0--0-0-1e3'])
    assert.equal(readNumberPlace(word), null, word)
})

test('the cell of a mark is the number that it shows, before the walk and on the way back', async () => {
  const session = await opened()
  const { reader } = session.view.value!
  const words = { op: 'attention.query', layer: '0', position: '3' }
  const shown = reader.output('attention.query', 3, 0)!
  assert.deepEqual(placeShown(session, words, shown, { row: 0, column: 5 }), q5)
  const gradient = reader.gradient('attention.query', 3, 0)!
  assert.deepEqual(placeShown(session, words, gradient, { row: 0, column: 5 }), { ...q5, kind: 'gradient' })
  const updated = reader.matrix('wte', 'updated')
  const cell = { row: reader.tokens[1]!, column: 2 }
  const place = placeShown(session, { op: 'adam', parameter: 'wte' }, updated, cell)
  assert.deepEqual(place, { kind: 'parameter', name: 'wte', ...cell, when: 'updated' })
  assert.equal(valueAt(reader, place), updated.values[cell.row * updated.columns + cell.column])
  const products = { ...shown, values: shown.values.map(value => value * 3 + 1) }
  assert.equal(placeShown(session, words, products, { row: 0, column: 5 }), null)
  assert.equal(openMark(session, words, products, { row: 0, column: 5 }), false)
})

test('opening a number moves the cursor to where it is made, and what is ahead has not come', async () => {
  const session = await opened()
  openNumber(session, q5)
  assert.equal(session.moment.value?.op, 'attention.query')
  assert.equal(session.moment.value.position, 3)
  assert.ok(hasCome(session, q5))
  session.step(-1)
  assert.ok(!hasCome(session, q5))
  openNumber(session, { kind: 'parameter', name: 'layer0.attn_wq', row: 5, column: 2, when: 'gradient' })
  assert.equal(session.moment.value.phase, 'backward')
  openNumber(session, { kind: 'parameter', name: 'layer0.attn_wq', row: 5, column: 2, when: 'updated' })
  assert.equal(session.moment.value.parameter, 'layer0.attn_wq')
  for (const [place] of places) {
    openNumber(session, place)
    assert.ok(hasCome(session, place), numberName(place))
  }
})

test('a link opens a number that the run has, and no other', async () => {
  const session = await opened()
  openFrom(session, writeNumberPlace({ ...q5, column: 99 }))
  assert.equal(session.opened.value, null)
  openFrom(session, writeNumberPlace(q5))
  assert.deepEqual(session.opened.value, q5)
})
