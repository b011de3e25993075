import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changesOf, compareHead, furthestLogits, guessesOf } from '../../src/lens/attention-compare.ts'
import { headIndices, operate, patientOf, interventionOf, type Operation } from '../../src/lens/head-surgery.ts'
import { noIntervention, isNone } from '../../src/engine/intervention.ts'
import { linkOf } from '../../src/lens/place.ts'
import { plainTrace } from '../../src/lens/plain-trace.ts'
import { watch, type Session } from '../../src/lens/session.ts'
import { surgeryOf, type Outcome } from '../../src/lens/surgery.ts'
import { opened } from './run.ts'

/** What comes of operations, once they are done. */
async function outcomeOf(session: Session, ...operations: Operation[]): Promise<Outcome> {
  const surgery = surgeryOf(session)
  surgery.reset()
  operations.forEach(operation => surgery.add(operation))
  await settled(session, () => surgery.outcome.value?.losses.length === operations.length)
  return surgery.outcome.peek()!
}

/** Until something holds and what was asked for is on the screen. */
function settled(session: Session, holds: () => boolean): Promise<void> {
  return new Promise(done => {
    let stop: (() => void) | null = null
    stop = watch(() => {
      const isShown = session.view.value?.intervention === session.intervention.value
      if (!holds() || !isShown) return
      queueMicrotask(() => stop?.())
      done()
    })
  })
}

const place = { layer: 0, head: 1 }

test('a head swapped whole, with its columns of wo, changes nothing but the last digits', async () => {
  const session = await opened({ n_layer: 2 })
  const { before, after } = await outcomeOf(session, { ...place, kind: 'swap', other: 3, swap: 'qkvo' })
  assert.ok(furthestLogits(before.reader, after.reader) < 1e-13)
  const weights = (outcome: typeof after, head: number) =>
    outcome.reader.output('attention.softmax', 4, 0, head)!.values
  assert.deepEqual(weights(after, 1), weights(before, 3))
  assert.notDeepEqual(weights(after, 1), weights(before, 1))
})

test('swapping only what decides the weights swaps the patterns exactly, and the loss is another', async () => {
  const session = await opened()
  const { before, after, losses } = await outcomeOf(session, { ...place, kind: 'swap', other: 3, swap: 'qk' })
  for (let row = 0; row < 5; row++)
    assert.deepEqual(
      after.reader.output('attention.softmax', row, 0, 1)!.values,
      before.reader.output('attention.softmax', row, 0, 3)!.values,
    )
  assert.ok(Math.abs(after.reader.loss - before.reader.loss) > 1e-6)
  assert.equal(losses[0], after.reader.loss)
  assert.equal(session.view.peek()!.reader.loss, after.reader.loss, 'every pane shows it')
})

test('a head whose output is held at zero costs what it costs with the head switched off', async () => {
  const session = await opened()
  const { before, after } = await outcomeOf(session, { ...place, kind: 'zero' })
  const off = await session.questions.traceOf(before.step, before.document, { off: 'head.1' })
  assert.equal(after.reader.loss, off!.reader.loss)
  assert.notEqual(after.reader.loss, before.reader.loss)
})

test('frozen weights stay where they were, whatever is drawn anew after; without the freeze they move', async () => {
  const session = await opened()
  const draw = { ...place, kind: 'draw', matrices: ['q', 'k'], seed: 5 } as const
  const frozen = await outcomeOf(session, { ...place, kind: 'freeze', at: 'now' }, draw)
  assert.equal(frozen.after.reader.loss, frozen.before.reader.loss)
  assert.equal(compareHead(frozen.before.reader, frozen.after.reader, 0, 1).moved, 0)
  const free = await outcomeOf(session, draw)
  assert.ok(compareHead(free.before.reader, free.after.reader, 0, 1).moved > 0.001)
  const even = await outcomeOf(session, { ...place, kind: 'freeze', at: 'even' })
  assert.deepEqual([...even.after.reader.output('attention.softmax', 3, 0, 1)!.values], [0.25, 0.25, 0.25, 0.25])
})

test('draws fill the rows of one head alone, and as first drawn brings back those before training', async () => {
  const session = await opened()
  const { step, document } = session.view.peek()!
  const trained = (await session.questions.parametersAt(step))!
  const first = (await session.questions.parametersAt(0))!
  const theatre = { plan: session.run.peek()!.plan, first, now: (await plainTrace(session, step, document))!.reader }
  const rows = ['q', 'k', 'v'].flatMap(matrix => headIndices(theatre.plan, place, matrix as 'q'))
  assert.equal(rows.length, 3 * 4 * 16)
  const drawn = operate(
    patientOf(trained, noIntervention),
    { ...place, kind: 'draw', matrices: ['q', 'k', 'v'], seed: 1 },
    theatre,
  )
  const changed = interventionOf(trained, drawn).parameters.map(([index]) => index)
  assert.deepEqual(new Set(changed), new Set(rows))
  const back = operate(drawn, { ...place, kind: 'first', matrices: ['q', 'k', 'v'] }, theatre)
  for (const index of rows) assert.equal(back.parameters[index], first[index])
  const again = operate(drawn, { ...place, kind: 'draw', matrices: ['q', 'k', 'v'], seed: 1 }, theatre)
  assert.deepEqual(again.parameters, drawn.parameters)
})

test('on another name the same is done again; undone one by one, what others hold stays, and reset lets go', async () => {
  const session = await opened()
  const theirs = { parameters: [[7, 0.5]], activations: [] } as const
  await session.intervene(theirs)
  const surgery = surgeryOf(session)
  const first = await outcomeOf(session, { ...place, kind: 'zero' }, { ...place, head: 2, kind: 'zero' })
  assert.equal(session.view.peek()!.reader.before.parameters[7], 0.5)
  assert.ok(await session.read('olivia'))
  await settled(session, () => surgery.outcome.value?.after.document === 'olivia')
  const held = surgery.outcome.peek()!.after.reader
  assert.deepEqual([...held.output('attention.mix', 6, 0, 2)!.values], [0, 0, 0, 0])
  await session.read('emma')
  await settled(session, () => surgery.outcome.value?.after.document === 'emma')
  surgery.undo()
  await settled(session, () => surgery.outcome.value?.losses.length === 1)
  assert.equal(surgery.outcome.peek()!.after.reader.loss, first.losses[0])
  surgery.reset()
  await settled(session, () => session.intervention.value.activations.length === 0)
  assert.deepEqual(session.intervention.peek(), theirs)
  assert.equal(surgery.outcome.peek(), null)
})

test('what is let go of elsewhere is no operation any more', async () => {
  const session = await opened()
  await outcomeOf(session, { ...place, kind: 'zero' })
  await session.intervene(noIntervention)
  assert.deepEqual(surgeryOf(session).operations.peek(), [])
  assert.ok(isNone(session.view.peek()!.intervention))
})

test('a link tells what was done to heads, and does it again; what is let go of is in it no longer', async () => {
  const session = await opened()
  const done = await outcomeOf(
    session,
    { ...place, kind: 'draw', matrices: ['q', 'k'], seed: 5 },
    { ...place, kind: 'zero' },
  )
  const link = linkOf(session)
  assert.deepEqual([link.surgery, link.held], ['draw-0.1-qk-5,zero-0.1', undefined])
  const other = await opened()
  other.follow(link)
  await settled(other, () => surgeryOf(other).outcome.value?.losses.length === 2)
  assert.deepEqual(surgeryOf(other).outcome.peek()!.losses, done.losses)
  assert.equal(other.view.peek()!.reader.loss, done.losses[1])
  await other.intervene(noIntervention)
  assert.equal(linkOf(other).surgery, undefined)
})

test('the weight that moved is half of all that changed, and the head that moved most is first', async () => {
  const session = await opened({}, { replay: 40 })
  const { step, document } = session.view.peek()!
  const [a, b] = [(await session.questions.traceOf(0, document))!.reader, session.view.peek()!.reader]
  const heads = changesOf(a, b)
  assert.equal(heads.length, 4)
  for (let i = 1; i < 4; i++) assert.ok(heads[i - 1]!.moved >= heads[i]!.moved)
  const { rows, moved } = compareHead(a, b, 0, 2)
  let sum = 0
  for (let row = 1; row < 5; row++) {
    const [one, other] = [a, b].map(reader => Array.from(reader.output('attention.softmax', row, 0, 2)!.values))
    const up = one!.reduce((total, weight, key) => total + Math.max(0, other![key]! - weight), 0)
    assert.ok(Math.abs(rows[row]!.moved - up) < 1e-12)
    sum += up
  }
  assert.ok(Math.abs(moved - sum / 4) < 1e-12)
  assert.ok(Math.abs(heads.find(({ head }) => head === 2)!.moved - moved) < 1e-12)
  assert.ok(step > 0 && moved > 0)
  const guesses = guessesOf(b, session.run.peek()!.tokenizer)
  assert.deepEqual(
    guesses.map(({ letter, target }) => letter + target),
    ['BOSe', 'em', 'mm', 'ma', 'aBOS'],
  )
  const loss = guesses.reduce((total, { probability }) => total - Math.log(probability), 0) / 5
  assert.ok(Math.abs(loss - b.loss) < 1e-12)
})
