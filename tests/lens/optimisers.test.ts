import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lifeStoryOf, sumsOf } from '../../src/lens/life.ts'
import { endOf, optimisersOf, optimizers, type Optimizer } from '../../src/lens/optimisers.ts'
import { opened } from './run.ts'

const session = await opened({ num_steps: 120 }, { replay: 60, document: null })
const all = optimisersOf(session)

const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (const end = Date.now() + 5000; !holds(); await new Promise(done => setTimeout(done, 5)))
    assert.ok(Date.now() < end, what)
}

test('three are trained at first sight, and the run at hand is left as it was', async () => {
  const [losses, view] = [session.training.losses.value, session.view.value]
  const stop = all.follow()
  await until('all are trained', () => !all.isTraining.value && all.done.value === 120)
  for (const name of optimizers) assert.equal(all.rivals[name].value.losses.length, 120, name)
  assert.equal(session.training.losses.value, losses)
  assert.equal(session.view.value, view)
  // Adam, trained as the run is, comes out as the run did, digit for digit.
  assert.deepEqual(all.rivals.adam.value.losses.slice(0, 60), losses)
  assert.notDeepEqual(all.rivals.sgd.value.losses.slice(0, 60), losses)
  await session.training.go(60)
  assert.deepEqual(all.rivals.adam.value.losses, session.training.losses.value)
  stop()
})

test('one weight’s step under each, with sums that come to what stands there', async () => {
  const stop = all.follow()
  const numbers = (words: string): number[] =>
    [...words.replaceAll('−', '-').matchAll(/-?[\d.]+(?:e-?\d+)?/g)].map(([number]) => Number(number))
  await until('the first step is there', () => optimizers.every(name => all.weight.value[name]?.step === 1))
  const sums = (name: Optimizer) => {
    const { rows, at } = all.weight.value[name]!
    return new Map(rows.flatMap(row => sumsOf(row, at)).map(sum => [sum.name, sum]))
  }
  const grads = optimizers.map(name => sums(name).get('p.grad')!.value)
  assert.equal(new Set(grads).size, 1, 'at step 1 all see one gradient')
  assert.ok(Math.abs(Math.abs(sums('adam').get('update')!.value) - 0.01) < 1e-6)
  assert.ok(Math.abs(sums('sgd').get('update')!.value - 0.3 * grads[0]!) < 1e-12)
  all.wanted.value = 70
  await until('step 70 is there', () => optimizers.every(name => all.weight.value[name]?.step === 70))
  const { value, words } = sums('adam').get('v')!
  const [beta2, before, rest, grad] = numbers(words)
  assert.ok(Math.abs(beta2! * before! + rest! * grad! ** 2 - value) < 1e-4 && value > 1e-3)
  const momentum = sums('momentum').get('m')!
  const [beta, m, g] = numbers(momentum.words)
  assert.ok(Math.abs(beta! * m! + g! - momentum.value) < 2e-4)
  // Adam is trained as the run was: its step is that of the run's own trace.
  const { updatedParameters } = (await session.questions.traceOf(69, null))!.reader
  assert.equal(sums('adam').get('p.data')!.value, updatedParameters[lifeStoryOf(session).index.value])
  stop()
})

test('another learning rate trains that one alone; one that breaks down says where', async () => {
  const stop = all.follow()
  const sgd = all.rivals.sgd.value.losses
  await all.train('momentum', 0.5)
  const { problem, losses } = all.rivals.momentum.value
  assert.match(problem ?? '', /^diverged at step \d+/)
  assert.equal(Number(/\d+/.exec(problem!)![0]), losses.length + 1)
  assert.equal(endOf(all.rivals.momentum.value), null)
  assert.equal(all.rivals.sgd.value.losses, sgd)
  stop()
})

test('what nobody looks at holds no states in the worker, and has them again when it is looked at', async () => {
  const ask = (name: Optimizer) => session.questions.rival({ ask: 'step', id: name, step: 3, index: 0 }, () => {})
  const stop = all.follow()
  await until('the states are there', () => all.lost.value.length === 0 && !all.isTraining.value)
  const losses = optimizers.map(name => all.rivals[name].value.losses)
  const after = async () => {
    const answer = await ask('adam')
    return answer && 'after' in answer ? answer.after : null
  }
  const known = await after()
  assert.ok(known)
  stop()
  assert.deepEqual(all.lost.value, optimizers)
  assert.equal(await after(), null)
  assert.deepEqual(
    optimizers.map(name => all.rivals[name].value.losses),
    losses,
  )
  const leave = all.follow()
  await until('they are there again', () => all.lost.value.length === 0)
  assert.deepEqual(await after(), known)
  leave()
})

test('stopping keeps what has been trained, and another run has rivals of its own', async () => {
  const stop = all.follow()
  await session.reset({ num_steps: 200, learning_rate: 0.02 })
  await until('they are trained anew', () => !all.isTraining.value && all.done.value === 200)
  assert.equal(all.rivals.adam.value.learning_rate, 0.02)
  const training = all.train('sgd', 0.1)
  stop()
  await training
  assert.equal(all.rivals.sgd.value.isTraining, false)
  assert.ok(all.rivals.sgd.value.losses.length < 200)
})
