import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { attentionArithmetic, entropy, largest, type AttentionCell } from '../../src/lens/attention-arithmetic.ts'
import { TraceReader } from '../../src/lens/reading.ts'

const names = 'emma\nolivia\nava\nisabella\nsophia\nmia'

async function traced(change: Partial<Config> = {}): Promise<TraceReader> {
  const config = { ...defaultConfig, ...change }
  const dataset = datasetOf('names', names, config.seed)
  const plan = planFor(config, dataset.tokenizer.vocab_size)
  const trainer = new Trainer(config, dataset, new ExactLane(plan))
  await trainer.start()
  await trainer.advance(30)
  return new TraceReader(plan, await trainer.traceAt(30, 'isabella'))
}

function* cellsOf({ plan, positions }: TraceReader): Generator<AttentionCell> {
  for (let layer = 0; layer < plan.config.n_layer; layer++)
    for (let head = 0; head < plan.config.n_head; head++)
      for (let row = 0; row < positions; row++)
        for (let column = 0; column <= row; column++) yield { layer, head, row, column }
}

const isClose = (a: number, b: number, what: string): void =>
  assert.ok(Math.abs(a - b) < 1e-12, `${what}: ${a} is not ${b}`)
const sum = (values: ArrayLike<number>): number => Array.from(values).reduce((a, b) => a + b, 0)

test('in every cell the products add up to what the trace divided, and the exponentials to the weights of the trace', async () => {
  const reader = await traced({ n_layer: 2 })
  let cells = 0
  for (const cell of cellsOf(reader)) {
    const { products, sum: divided, score, scores, exps, total, weights } = attentionArithmetic(reader, cell)
    isClose(sum(products.values), divided, 'sum of the products')
    isClose(divided / Math.sqrt(reader.plan.head_dim), score, 'score')
    assert.equal(score, scores.values[cell.column])
    exps.forEach((exp, key) => isClose(exp / total, weights.values[key]!, 'weight'))
    isClose(Math.max(...exps), 1, 'largest exponential')
    cells++
  }
  assert.equal(cells, 2 * 4 * 45)
})

test('in every row the values times their weights add up to what the head puts out', async () => {
  const reader = await traced()
  for (const cell of cellsOf(reader)) {
    const { weights, values, mixed } = attentionArithmetic(reader, cell)
    for (let d = 0; d < mixed.columns; d++)
      isClose(
        sum(weights.values.map((weight, key) => weight * values.values[key * values.columns + d]!)),
        mixed.values[d]!,
        'head_out',
      )
  }
})

test('query and key are those of the two positions, in the slice of the head', async () => {
  const reader = await traced()
  const { query, key } = attentionArithmetic(reader, { layer: 0, head: 2, row: 6, column: 3 })
  assert.deepEqual([...query.values], [...reader.output('attention.query', 6, 0)!.values.slice(8, 12)])
  assert.deepEqual([...key.values], [...reader.output('attention.key', 3, 0)!.values.slice(8, 12)])
})

test('a cell of the future, or outside the name, is refused', async () => {
  const reader = await traced()
  assert.throws(() => attentionArithmetic(reader, { layer: 0, head: 0, row: 2, column: 3 }), RangeError)
  assert.throws(() => attentionArithmetic(reader, { layer: 0, head: 0, row: 9, column: 3 }), RangeError)
  assert.throws(() => attentionArithmetic(reader, { layer: 4, head: 0, row: 2, column: 1 }), RangeError)
})

test('entropy counts in bits, and the largest is the first of equals', () => {
  assert.equal(entropy([1, 0, 0]), 0)
  assert.equal(entropy([0.25, 0.25, 0.25, 0.25]), 2)
  assert.equal(largest([0.2, 0.4, 0.4]), 1)
})
