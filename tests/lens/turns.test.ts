/** The parts of a large picture take turns. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Turns, type Part } from '../../src/elements/training/film/turns.ts'

const partsOf = (step: number, made: string[] = []): Part<string>[] =>
  ['a', 'b', 'c'].map(name => ({ name, of: [step], make: () => (made.push(name), `${name}${step}`) }))

test('with time for all, all are made, and made anew only when what they are made of has changed', () => {
  const [turns, made] = [new Turns<string>(), [] as string[]]
  assert.deepEqual(turns.take(partsOf(1, made), Infinity), ['a1', 'b1', 'c1'])
  assert.deepEqual(turns.take(partsOf(1, made), Infinity), ['a1', 'b1', 'c1'])
  assert.deepEqual([made, turns.isBehind], [['a', 'b', 'c'], false])
})

test('without time each has its turn, however fast the steps come, and in the end all are of the same step', () => {
  const turns = new Turns<string>()
  assert.deepEqual(turns.take(partsOf(1), 0), ['a1', undefined, undefined])
  assert.deepEqual(turns.take(partsOf(2), 0), ['a1', 'b2', undefined])
  assert.deepEqual(turns.take(partsOf(3), 0), ['a1', 'b2', 'c3'])
  assert.ok(turns.isBehind)
  assert.deepEqual(turns.take(partsOf(3), 0), ['a3', 'b2', 'c3'])
  assert.deepEqual(turns.take(partsOf(3), 0), ['a3', 'b3', 'c3'])
  assert.equal(turns.isBehind, false)
})
