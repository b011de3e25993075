import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { noIntervention, type Intervention } from '../../src/engine/intervention.ts'
import { attend, dot, farthest, lengthOf, rowOf, softmax } from '../../src/lens/attend.ts'
import { stagesOf } from '../../src/lens/attention-trick.ts'
import {
  cacheAt,
  heldPlaces,
  heldQuery,
  leanings,
  likeliest,
  modelQuery,
  plotReach,
  pointedAt,
  reach,
  scaleOf,
  withQuery,
  written,
} from '../../src/lens/query-playground.ts'
import { drawDotProducts, statisticsOf } from '../../src/lens/random-scores.ts'
import type { TraceReader } from '../../src/lens/reading.ts'
import type { Session } from '../../src/lens/session.ts'
import { exactLookup, sentence, softLookup, wordWeights } from '../../src/lens/soft-lookup.ts'
import { changed, softmaxSlope, weigh } from '../../src/lens/softmax-alternatives.ts'
import { opened } from './run.ts'

const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)
const readerOf = (session: Session): TraceReader => session.view.value!.reader
const isNear = (a: number, b: number, by = 1e-12): void => assert.ok(Math.abs(a - b) <= by, `${a} is not ${b}`)

describe('the query playground', () => {
  test('with the query of the trace, scores, weights and output are those of the trace, with and without √d', async () => {
    const session = await opened({ n_layer: 2 })
    for (const switchOff of [false, true]) {
      if (switchOff) await session.toggle('attention.scale')
      const reader = readerOf(session)
      for (const place of [
        { layer: 0, head: 1, position: 4 },
        { layer: 1, head: 3, position: 2 },
      ]) {
        const { layer, head, position } = place
        const found = attend(modelQuery(reader, place, noIntervention), cacheAt(reader, place), scaleOf(reader))
        for (const [op, numbers] of [
          ['attention.scores', found.scores],
          ['attention.softmax', found.weights],
          ['attention.mix', found.mixed],
        ] as const)
          isNear(farthest(numbers, reader.output(op, position, layer, head)!.values), 0)
      }
    }
  })

  test('a held query makes the model compute what the playground did, and the model’s own is still known', async () => {
    const session = await opened({ n_layer: 2 })
    const place = { layer: 0, head: 2, position: 3 }
    const before = readerOf(session)
    const own = modelQuery(before, place, noIntervention)
    const query = Float64Array.of(0.5, -1, 0.25, 2)
    const expected = attend(query, cacheAt(before, place), scaleOf(before))
    await session.intervene(withQuery(session.intervention.value, place, 4, query))
    const held = readerOf(session)
    isNear(farthest(held.output('attention.mix', 3, 0, 2)!.values, expected.mixed), 0)
    isNear(farthest(cacheAt(held, place).keys, cacheAt(before, place).keys), 0)
    assert.notEqual(held.loss, before.loss)
    assert.deepEqual([...heldQuery(session.intervention.value, place, own)!], [...query])
    isNear(farthest(modelQuery(held, place, session.view.value!.intervention), own), 0)
    assert.deepEqual(heldPlaces(session.intervention.value, 4), [place])
    await session.intervene(withQuery(session.intervention.value, place, 4, null))
    assert.equal(readerOf(session).loss, before.loss)
  })

  test('holding and letting go touches no other number that is held', () => {
    const place = { layer: 0, head: 1, position: 2 }
    const others: Intervention = {
      parameters: [[3, 1]],
      activations: [
        { op: 'attention.query', layer: 0, position: 2, column: 0, value: 9 },
        { op: 'attention.query', layer: 1, position: 2, column: 5, value: 8 },
        { op: 'mlp.relu', layer: 0, position: 2, column: 5, value: 7 },
      ],
    }
    const held = withQuery(withQuery(others, place, 4, [1, 2, 3, 4]), place, 4, [5, 6, 7, 8])
    assert.equal(held.activations.length, 7)
    assert.deepEqual([...heldQuery(held, place, [0, 0, 0, 0])!], [5, 6, 7, 8])
    assert.deepEqual([...heldQuery(held, { ...place, head: 0 }, [1, 1, 1, 1])!], [9, 1, 1, 1])
    assert.deepEqual(withQuery(held, place, 4, null), others)
  })

  test('a query that is pointed at a key keeps its length and takes its direction', () => {
    const pointed = pointedAt([3, 4], 10)
    assert.deepEqual([...pointed], [6, 8])
    assert.deepEqual([...pointedAt([0, 0], 10)], [0, 0])
    assert.equal(reach([0.2], [-1.5, 1]), 3)
    isNear(plotReach([0.1, 0], [0.2, 0], [1, 1], [0, 1]), 1.15)
    assert.equal(plotReach([1.9, 0], [0.2, 0], [1, 1], [0, 1]), 2)
  })

  test('the shares of all heads through wo add up to what attention writes; the shortcut is a distribution', async () => {
    const reader = readerOf(await opened())
    const shares = [0, 1, 2, 3].map(head =>
      written(reader, { layer: 0, head, position: 4 }, reader.output('attention.mix', 4, 0, head)!.values),
    )
    const all = reader.output('attention.output', 4, 0)!.values
    all.forEach((value, i) => isNear(sum(shares.map(share => share[i]!)), value))
    const place = { layer: 0, head: 1, position: 4 }
    const probs = leanings(reader, place, reader.output('attention.mix', 4, 0, 1)!.values)
    assert.equal(probs.length, 27)
    isNear(sum(probs), 1)
    assert.deepEqual([...leanings(reader, place, [0, 0, 0, 0])], Array(27).fill(1 / 27))
    assert.deepEqual(likeliest([0.1, 0.6, 0.3], 2), [1, 2])
  })
})

test('the trick: three stages give the same numbers, the fourth those of the head', async () => {
  const reader = readerOf(await opened())
  const { average, matrix, softmax: soft, learned } = stagesOf(reader, 0, 1)
  isNear(farthest(average.out, matrix.out), 0)
  isNear(farthest(average.out, soft.out), 0)
  assert.ok(farthest(average.out, learned.out) > 1e-4)
  for (let t = 0; t < reader.positions; t++) {
    isNear(farthest(rowOf(learned.out, t, 4), reader.output('attention.mix', t, 0, 1)!.values), 0)
    for (let s = t + 1; s < reader.positions; s++) assert.equal(soft.weights![t * reader.positions + s], 0)
  }
  assert.equal(matrix.weights![2 * reader.positions + 1], 1 / 3)
})

describe('the dictionary', () => {
  const cache = { rows: 3, columns: 2, keys: [1, 0, 0, 1, 0, 1], values: [1, 2, 3, 4, 5, 6] }

  test('a dict finds only the very key, the last where two are equal', () => {
    assert.equal(exactLookup([1, 0], cache), 0)
    assert.equal(exactLookup([0, 1], cache), 2)
    assert.equal(exactLookup([1, 1e-9], cache), null)
  })

  test('softly every value has its share, and sharper it is one value alone', () => {
    assert.deepEqual([...softLookup([1, 0], cache, 1, 0).mixed], [3, 4])
    const mild = softLookup([1, 0], cache, 1, 1)
    isNear(mild.weights[0]!, Math.E / (Math.E + 2))
    const hard = softLookup([1, 0], cache, 1, Infinity)
    assert.deepEqual([...hard.mixed], [1, 2])
    isNear(farthest(softLookup([1, 0], cache, 1, 60).mixed, hard.mixed), 0)
  })

  test('in the sentence a noun reads the words that describe it, and nothing to come where it looks back', () => {
    const fox = sentence.findIndex(({ text }) => text === 'fox')
    const weights = wordWeights(sentence, fox, false)
    isNear(sum(weights), 1)
    assert.equal(sentence[likeliest(weights, 1)[0]!]!.text, 'brown')
    assert.ok(wordWeights(sentence, fox, true).every((weight, at) => at <= fox || weight === 0))
  })
})

describe('why softmax', () => {
  const scores = [0.4, -0.3, 0.1]

  test('the same added to all scores changes nothing in softmax, and everything in a division by the sum', () => {
    isNear(farthest(softmax(scores), weigh('softmax', changed(scores, 5, 1)).weights), 0)
    const { weights, negative, divisor } = weigh('sum', scores)
    isNear(sum(weights), 1)
    isNear(divisor!, 0.2)
    assert.equal(negative, 1)
    assert.ok(Math.abs(weigh('sum', changed(scores, -0.066, 1)).weights[0]!) > 100)
    assert.equal(weigh('none', scores).sum, sum(scores))
    assert.deepEqual([...weigh('max', scores).weights], [1, 0, 0])
  })

  test('the slopes are those that a small nudge of a score finds', () => {
    const nudge = 1e-6
    for (const rule of ['softmax', 'sum', 'max', 'none'] as const) {
      let found = 0
      for (let j = 0; j < scores.length; j++) {
        const nudged = scores.map((score, i) => (i === j ? score + nudge : score))
        const [before, after] = [weigh(rule, scores).weights, weigh(rule, nudged).weights]
        found += sum(before.map((weight, i) => Math.abs(after[i]! - weight) / nudge))
      }
      isNear(found / 9, weigh(rule, scores).slope, 1e-3)
    }
    isNear(softmaxSlope([1, 0, 0]), 0)
  })
})

test('why √d: the variance of random scores is about d, and softmax lets go of its gradient unless they are divided', () => {
  const products = drawDotProducts(42)
  const plain = [4, 16, 64, 256].map(d => statisticsOf(products, d, 1))
  const divided = [4, 16, 64, 256].map(d => statisticsOf(products, d, 1 / Math.sqrt(d)))
  ;[4, 16, 64, 256].forEach((d, i) => {
    assert.ok(plain[i]!.variance > 0.6 * d && plain[i]!.variance < 1.6 * d, `variance ${plain[i]!.variance} for ${d}`)
    assert.ok(divided[i]!.slope > 0.005)
    assert.ok(divided[i]!.entropy > 3)
  })
  for (let i = 1; i < 4; i++) {
    assert.ok(plain[i]!.slope < plain[i - 1]!.slope)
    assert.ok(plain[i]!.entropy < plain[i - 1]!.entropy)
  }
  assert.ok(plain[3]!.slope < divided[3]!.slope / 5)
  isNear(statisticsOf(products, 64, 0).entropy, 4)
  assert.notDeepEqual(drawDotProducts(43).subarray(0, 4), products.subarray(0, 4))
  assert.ok(lengthOf([3, 4]) === 5 && dot([1, 2], [3, 4]) === 11)
})
