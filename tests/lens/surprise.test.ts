import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inUnit, letterCosts } from '../../src/lens/letter-surprise.ts'
import { surpriseLayout } from '../../src/elements/training/cross-entropy/surprise-picture.ts'
import { opened } from './run.ts'

test('every letter costs −log p, and the loss is their mean', async () => {
  const session = await opened({}, { replay: 30, document: 'emma' })
  const [run, { reader }] = [session.run.value!, session.view.value!]
  const costs = letterCosts(run, reader)
  assert.deepEqual(
    costs.map(({ letter }) => letter),
    ['e', 'm', 'm', 'a', 'BOS'],
  )
  for (const { p, nats } of costs) assert.ok(Math.abs(nats + Math.log(p)) < 1e-12)
  const mean = costs.reduce((sum, { nats }) => sum + nats, 0) / costs.length
  assert.ok(Math.abs(mean - reader.loss) < 1e-12)
  assert.equal(inUnit(Math.log(8), 'bits'), 3)
})

test('the table of pairs pays over all the data what its reference line says', async () => {
  const text = 'ab\nabb\nb'
  const session = await opened({ num_steps: 1 }, { replay: 0, document: null })
  assert.ok(await session.useData({ name: 'three', text, shared: null }))
  while (session.run.value!.baselines.length === 0) await new Promise(done => setTimeout(done, 5))
  let [sum, count] = [0, 0]
  for (const document of text.split('\n')) {
    assert.ok(await session.read(document))
    for (const { pairNats } of letterCosts(session.run.value!, session.view.value!.reader)) {
      sum += pairNats!
      count++
    }
  }
  const bigram = session.run.value!.baselines.find(({ name }) => name === 'bigram')!
  assert.ok(Math.abs(sum / count - bigram.loss) < 1e-12)
  assert.ok(await session.read('aa'))
  assert.equal(letterCosts(session.run.value!, session.view.value!.reader)[1]!.pairNats, Infinity)
})

test('the scale has room for a dear letter; only what has left every measure is cut', () => {
  const layout = (...nats: number[]) =>
    surpriseLayout({
      width: 700,
      costs: nats.map((nats, position) => ({ position, letter: 'a', p: Math.exp(-nats), nats, pairNats: null })),
      unit: 'nats',
      loss: 3,
      guessing: 3.3,
      pairs: null,
      tried: 0.5,
      position: 0,
      status: () => 'done',
    }).y.domain()[1]!
  assert.ok(layout(2, 9.757) > 9.757)
  assert.equal(layout(2, 1e29), 3.3 + 1.2)
})
