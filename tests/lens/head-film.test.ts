import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filmSize, filmSteps, headFilmOf, sampledNames } from '../../src/lens/head-film.ts'
import {
  evenOf,
  lessonOf,
  meanOf,
  noTallies,
  tallied,
  type Moment,
  type Tallies,
} from '../../src/lens/head-statistics.ts'
import { watch } from '../../src/lens/session.ts'
import { opened } from './run.ts'

test('the steps of the film begin at the first, end at the last, and none comes twice', () => {
  const steps = filmSteps(0, 999, 10)
  assert.equal(steps[0], 0)
  assert.equal(steps.at(-1), 999)
  assert.equal(steps.length, 10)
  assert.deepEqual(filmSteps(0, 3, 10), [0, 1, 2, 3])
  assert.deepEqual(filmSteps(500, 500, 10), [500])
  assert.equal(filmSteps(500, 900, 8)[0], 500)
})

test('a large model is looked at less often', () => {
  assert.deepEqual(filmSize(4192), { steps: 24, names: 16 })
  const { steps, names } = filmSize(1_200_000)
  assert.ok(steps * names * 1_200_000 < 20_000_000)
})

test('a habit is the mean weight on its place, over the rows where it is one, as the trace has it', async () => {
  const session = await opened()
  const { reader } = session.view.peek()!
  const tallies = tallied(noTallies, reader, 0, 2)
  const row = (row: number) => reader.output('attention.softmax', row, 0, 2)!.values
  const close = (one: number | null, other: number): void => assert.ok(Math.abs(one! - other) < 1e-12)
  close(meanOf(tallies.previous), (row(2)[1]! + row(3)[2]! + row(4)[3]!) / 3)
  close(meanOf(tallies.itself), (row(2)[2]! + row(3)[3]! + row(4)[4]!) / 3)
  close(meanOf(tallies.bos), (row(2)[0]! + row(3)[0]! + row(4)[0]!) / 3)
  // emma: only the second m has the same letter before it.
  assert.equal(tallies.same.rows, 1)
  close(meanOf(tallies.same), row(3)[2]!)
  close(evenOf(tallies.same), 1 / 4)
  close(evenOf(tallies.bos), (1 / 3 + 1 / 4 + 1 / 5) / 3)
})

test('the lesson names the habit that is furthest from a plain average, and since when', () => {
  const at = (step: number, previous: number, bos: number): Moment => {
    const tally = (weight: number) => ({ weight: weight * 10, even: 2, rows: 10 })
    const tallies: Tallies = { ...noTallies, previous: tally(previous), bos: tally(bos), itself: tally(0.2) }
    return { step, tallies }
  }
  const lesson = lessonOf([
    at(0, 0.2, 0.2),
    at(5, 0.34, 0.2),
    at(20, 0.22, 0.16),
    at(90, 0.36, 0.14),
    at(200, 0.4, 0.14),
  ])
  assert.equal(lesson?.habit, 'previous')
  assert.equal(lesson?.since, 90)
  assert.ok(Math.abs(lesson.mean - 0.4) < 1e-12 && Math.abs(lesson.even - 0.2) < 1e-12)
  assert.equal(lessonOf([at(0, 0.2, 0.2), at(9, 0.22, 0.18)]), null)
})

test('the film and the habits of a run are those of its own steps and names', async () => {
  const session = await opened({ num_steps: 30 }, { replay: 30 })
  const film = headFilmOf(session)
  const stop = film.follow()
  await new Promise<void>(done => {
    watch(() => {
      if (film.habits.value?.boldest) done()
    })
  })
  stop()
  const { frames, document } = film.film.peek()!
  assert.equal(document, 'emma')
  const asked = await session.questions.traceOf(frames[3]!.step, 'emma')
  assert.equal(frames[3]!.loss, asked!.reader.loss)
  assert.deepEqual(frames[3]!.weights[0]![1]![4]!.values, asked!.reader.output('attention.softmax', 4, 0, 1)!.values)
  const { names, steps, heads } = film.habits.peek()!
  assert.deepEqual(names, sampledNames(session.run.peek()!, 16))
  assert.equal(steps.at(-1), 29)
  let tallies: Tallies = noTallies
  for (const name of names) tallies = tallied(tallies, (await session.questions.traceOf(29, name))!.reader, 0, 3)
  assert.deepEqual(heads[0]![3]!.at(-1)!.tallies, tallies)
})
