import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from '../../src/engine/random.ts'
import golden from '../golden/random.json'

for (const expected of golden)
  test(`random.seed(${expected.seed}) draws what CPython draws`, () => {
    const random = new Random(expected.seed)
    for (let i = 0; i < 695; i++) random.random()
    assert.deepEqual(
      Array.from({ length: 5 }, () => random.random()),
      expected.random,
    )
    assert.deepEqual(
      [1, 5, 8, 16, 31, 32].map(bits => random.getrandbits(bits)),
      expected.getrandbits,
    )
    assert.deepEqual(
      [1, 2, 7, 27, 1000, 32033].map(n => random.randbelow(n)),
      expected.randbelow,
    )
    const items = Array.from({ length: 40 }, (_, i) => i)
    random.shuffle(items)
    assert.deepEqual(items, expected.shuffle)
    // log, sin and cos may differ from CPython's in the last bit.
    for (const value of expected.gauss)
      assert.ok(Math.abs(random.gauss(0, 0.08) - value) <= 4e-17 + 4e-16 * Math.abs(value))
    assert.deepEqual(random.choices(5, expected.weights, 30), expected.choices)
    assert.deepEqual(random.choices(27, null, 12), expected.choices_unweighted)
    assert.equal(random.random(), expected.after)
  })

test('a copy draws the same numbers, and leaves the original where it was', () => {
  const random = new Random(7)
  random.gauss()
  const twin = random.copy()
  const ahead = [twin.gauss(), twin.random(), twin.gauss()]
  assert.deepEqual([random.gauss(), random.random(), random.gauss()], ahead)
})

test('weights that cannot be drawn from are refused', () => {
  assert.throws(() => new Random(1).choice([0, 0]), /positive/)
  assert.throws(() => new Random(1).choice([NaN, 1]), /positive/)
})
