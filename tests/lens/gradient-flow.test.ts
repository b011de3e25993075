import assert from 'node:assert/strict'
import { test } from 'node:test'
import { flowOf, gradientFlowOf } from '../../src/lens/gradient-flow.ts'
import { zeroReasons } from '../../src/lens/gradient-zeros.ts'
import { opened } from './run.ts'

const said = (reasons: ReturnType<typeof zeroReasons>): string[] =>
  reasons.map(({ count, of, what }) => `${count} of ${of} ${what}`)

test('what passes a block is the root mean square of its gradients, in every layer and head', async () => {
  const session = await opened({ n_layer: 2, n_embd: 8, n_head: 2, block_size: 8 })
  const { reader } = session.view.value!
  const flow = flowOf(reader, 11)
  assert.equal(flow.blocks.length, 2 + 2 * 14 + 1)
  const mix = flow.blocks.find(({ op, layer }) => op === 'attention.mix' && layer === 1)!
  const numbers = [0, 1, 2, 3, 4].flatMap(position =>
    [0, 1].flatMap(head => [...reader.gradient('attention.mix', position, 1, head)!.values]),
  )
  assert.equal(mix.numbers, 40)
  const rms = Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0) / 40)
  assert.ok(Math.abs(mix.rms - rms) < 1e-15 && rms > 0)
  // A position has a score for itself and for each one before it.
  assert.equal(flow.blocks.find(({ op }) => op === 'attention.scores')!.numbers, 2 * 15)
  const wpe = flow.matrices.find(({ name }) => name === 'wpe')!
  assert.deepEqual([wpe.numbers, wpe.zeros], [64, 24])
})

test('zeros have reasons, and each reason counts what is really 0', async () => {
  const session = await opened({}, { document: 'emma' })
  const { reader } = session.view.value!
  const reasons = zeroReasons(reader)
  const [wte, wpe, relu, dead, first] = reasons
  assert.equal(
    said([wte!, wpe!, first!]).join(),
    '23 of 27 rows of wte,11 of 16 rows of wpe,4 of 4 scores of the first position',
  )
  const zeros = [0, 1, 2, 3, 4].flatMap(position => [...reader.gradient('mlp.expand', position, 0)!.values])
  assert.equal(relu!.count, zeros.filter(value => value === 0).length)
  assert.equal(relu!.of, 320)
  const fc1 = reader.matrix('layer0.mlp_fc1', 'gradients')
  const rows = Array.from({ length: 64 }, (_, row) => fc1.values.subarray(row * 16, row * 16 + 16))
  assert.equal(dead!.count, rows.filter(row => row.every(value => value === 0)).length)
})

test('before the first step of a model with outputs of zeros nothing gets behind them', async () => {
  const session = await opened({ zero_init_outputs: true }, { replay: 3, document: null })
  await session.look(0)
  const reasons = zeroReasons(session.view.value!.reader)
  assert.deepEqual(said(reasons).slice(0, 2), [
    '768 of 768 gradients of attn_wq, attn_wk, attn_wv',
    '1024 of 1024 gradients of mlp_fc1',
  ])
  await session.look(2)
  assert.doesNotMatch(said(zeroReasons(session.view.value!.reader)).join(), /attn_wq|1024 of/)
})

test('over training: one name at steps that lie closer together at first', async () => {
  const session = await opened({ n_embd: 8, n_head: 2, num_steps: 40 }, { replay: 40 })
  const flow = gradientFlowOf(session)
  const stop = flow.follow()
  for (let i = 0; i < 400 && flow.film.value?.steps.at(-1)?.step !== 39; i++)
    await new Promise(done => setTimeout(done, 5))
  const { document, steps } = flow.film.value!
  assert.equal(document, 'emma')
  assert.equal(steps[0]!.step, 0)
  assert.equal(steps.at(-1)!.step, 39)
  assert.ok(steps.length > 10 && steps.every(({ blocks }) => blocks.length === 17))
  const before = session.view.value
  assert.deepEqual(steps.at(-1)!.blocks, flowOf((await session.questions.traceOf(39, 'emma'))!.reader, 39).blocks)
  assert.equal(session.view.value, before, 'nothing on the screen has moved')
  stop()
})
