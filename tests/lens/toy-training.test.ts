import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isToy } from '../../src/lens/toy.ts'
import {
  openToyOn,
  orderOf,
  readQuery,
  readWords,
  shownParameters,
  toyQueriesOf,
  wordsOf,
} from '../../src/lens/toy-training.ts'
import { opened } from './run.ts'

test('words are two to four letters a, b and c, each of them somewhere; else a sentence says what is wrong', () => {
  assert.deepEqual(readWords(' ab, BCA\ncab '), { words: ['ab', 'bca', 'cab'] })
  for (const [text, problem] of [
    ['', /Write some words/],
    ['ab cd', /“cd” has d; the toy knows/],
    ['abc a', /“a” has 1 letter; a word has 2 to 4/],
    ['abcab', /“abcab” has 5 letters/],
    ['ab ba', /No word has c:/],
    ['aa', /No word has b or c:/],
    ['abc '.repeat(61), /At most 60 words; there are 61/],
    ['a👍c', /has 👍/],
  ] as const) {
    const read = readWords(text)
    assert.match('problem' in read ? read.problem : '', problem, text)
  }
})

test('a query is what stands after BOS', () => {
  for (const [text, prefix] of [
    ['', ''],
    ['BOS', ''],
    ['bos a b', 'ab'],
    [' C ', 'c'],
  ] as const)
    assert.deepEqual(readQuery(text), { prefix })
  for (const text of ['d', 'abca', 'BOSS', '<b>']) assert.ok('problem' in readQuery(text), text)
})

test('the toy is trained on words of one’s own, and answers before and after', async () => {
  const session = await opened({ num_steps: 4 }, { replay: 0, document: null })
  assert.ok(await openToyOn(session, ['abc', 'bca', 'ab'], 0.05))
  const run = session.run.value!
  assert.ok(isToy(run))
  assert.deepEqual([session.tab.value, session.aspect.value], ['Training', 'toy'])
  assert.deepEqual([run.plan.parameters, run.config.learning_rate, wordsOf(run)], [72, 0.05, 'abc bca ab'])
  assert.deepEqual([...run.start!.state.parameters.slice(0, 2)], [0.5, -0.1])
  assert.deepEqual(shownParameters(session), { kind: 'values', step: 0 })
  const queries = toyQueriesOf(session)
  const stop = queries.follow()
  await queries.ask('a')
  const before = queries.list.value[0]!.asked[0]!
  assert.equal(before.step, 0)
  assert.ok(Math.abs(before.probs.reduce((sum, p) => sum + p, 0) - 1) < 1e-12)
  // The same as the trace of a word that begins so.
  const reader = (await session.questions.traceOf(0, 'ab'))!.reader
  assert.deepEqual([...before.probs], [...reader.output('loss.softmax', 1)!.values])
  await session.training.stepOnce()
  assert.deepEqual(shownParameters(session), { kind: 'updated', step: 1 })
  assert.equal(session.view.value!.document, orderOf(run)[0])
  session.training.pace.value = Infinity
  await session.training.go(300)
  assert.equal(session.training.losses.value.length, 301)
  assert.equal(session.training.running.value, false)
  for (const end = Date.now() + 3000; queries.list.value[0]!.now.step !== 301;)
    await new Promise(done => setTimeout(done, Date.now() < end ? 5 : assert.fail('never asked again')))
  const after = queries.list.value[0]!.now
  // After a there is always b in these words.
  assert.ok(after.probs[1]! > 0.8 && before.probs[1]! < 0.5, `${before.probs[1]} → ${after.probs[1]}`)
  assert.equal(queries.list.value[0]!.asked.length, 1)
  await queries.ask('a')
  assert.deepEqual(
    queries.list.value.map(({ prefix, asked }) => [prefix, asked.map(({ step }) => step)]),
    [['a', [0, 301]]],
  )
  await session.training.go(10_000)
  assert.equal(session.training.losses.value.length, run.config.num_steps)
  stop()
})
