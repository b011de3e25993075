import assert from 'node:assert/strict'
import { test } from 'node:test'
import { histogramOf, statisticsOf } from '../../src/lens/tensor-statistics.ts'

test('min, max, mean, spread, norm and zeros of a list', () => {
  const { count, min, max, mean, std, norm, zeros } = statisticsOf([3, -1, 0, 0, 2.5])
  assert.deepEqual([count, min, max, mean, zeros], [5, -1, 3, 0.9, 2])
  // By hand: squares 9 + 1 + 6.25 = 16.25; their mean less 0.81 is 2.44.
  assert.ok(Math.abs(norm - Math.sqrt(16.25)) < 1e-12)
  assert.ok(Math.abs(std - Math.sqrt(2.44)) < 1e-12)
})

test('numbers that are none are said as such, and an empty list has neither ends nor mean', () => {
  assert.ok(Number.isNaN(statisticsOf([1, NaN]).mean))
  assert.equal(statisticsOf([1, NaN]).max, 1)
  const empty = statisticsOf([])
  assert.deepEqual([empty.count, empty.zeros], [0, 0])
  assert.ok(Number.isNaN(empty.min) && Number.isNaN(empty.mean))
})

test('every number falls into one bin, the largest into the last', () => {
  const values = Array.from({ length: 100 }, (_, i) => Math.sin(i))
  const bins = histogramOf(values, statisticsOf(values))
  assert.equal(bins.length, 22)
  assert.equal(
    bins.reduce((sum, { count }) => sum + count, 0),
    100,
  )
  assert.ok(bins.at(-1)!.count > 0)
  assert.deepEqual(histogramOf([2, 2, 2], statisticsOf([2, 2, 2])), [])
})
