import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { opIds, operations, type OpId } from '../../src/engine/operations.ts'
import { forwardPlaces, Timeline } from '../../src/lens/timeline.ts'

const timeline = new Timeline(defaultConfig, 27, 5)
const moments = Array.from({ length: timeline.length }, (_, index) => timeline.at(index))

test('the forward pass holds every forward operation once a position, and once a head where there are heads', () => {
  for (let position = 0; position < 5; position++)
    for (const op of opIds.filter(op => operations[op].phase === 'forward')) {
      const found = moments.filter(m => m.phase === 'forward' && m.position === position && m.op === op)
      assert.equal(found.length, operations[op].repeats === 'head' ? 4 : 1, `${op} at ${position}`)
    }
})

test('the order is that of the program: heads one after the other, then what joins them', () => {
  const ops = forwardPlaces({ n_layer: 2, n_head: 2 }).map(
    ({ op, layer, head }) => `${op} ${layer ?? ''}${head === null ? '' : `/${head}`}`,
  )
  const at = (words: string): number => ops.indexOf(words)
  assert.ok(at('attention.softmax 0/0') < at('attention.query_head 0/1'))
  assert.ok(at('attention.concat 0/1') < at('attention.output 0'))
  assert.ok(at('mlp.add 0') < at('attention.residual 1'))
  assert.equal(ops.at(-1), 'loss.cross_entropy ')
})

test('backward is the forward pass in reverse, once for all positions; every matrix is updated once', () => {
  const forward = forwardPlaces(defaultConfig).map(({ op }) => op)
  const backward = moments.filter(({ phase }) => phase === 'backward').map(({ op }) => op)
  assert.deepEqual(backward, ['loss.mean', ...forward.toReversed()])
  const updated = moments.filter(({ op }) => op === 'adam').map(({ parameter }) => parameter)
  assert.deepEqual(
    updated,
    ['wte', 'wpe', 'lm_head', 'attn_wq', 'attn_wk', 'attn_wv', 'attn_wo', 'mlp_fc1', 'mlp_fc2'].map((name, i) =>
      i < 3 ? name : `layer0.${name}`,
    ),
  )
})

test('next position goes to the end of this one, then on, and never beyond the last', () => {
  const [first, second] = timeline.segments.filter(({ phase }) => phase === 'forward')
  assert.equal(timeline.nextSegment(first!.from + 3), first!.to - 1)
  assert.equal(timeline.nextSegment(first!.to - 1), second!.to - 1)
  assert.equal(timeline.nextSegment(timeline.length - 1), timeline.length - 1)
  assert.equal(timeline.nextSegment(0), first!.to - 1, 'from before the loop too')
})

test('every operation has a moment, and what leads to it is passed at each place', () => {
  const missing = opIds.filter(op => op !== 'backward' && !moments.some(moment => moment.op === op))
  assert.deepEqual(missing, [])
  const times = (op: OpId): number => moments.filter(m => m.phase === 'forward' && m.op === op).length
  assert.deepEqual(
    ['training.position', 'gpt', 'layer', 'head'].map(op => times(op as OpId)),
    [5, 5, 5, 20],
  )
  const { from } = timeline.first('forward')
  assert.deepEqual(
    moments.slice(from, from + 3).map(({ op }) => op),
    ['training.position', 'gpt', 'embedding.token'],
  )
})

test('phases follow each other, and a step back first goes to the start of its own', () => {
  const backward = timeline.first('backward').from
  assert.equal(timeline.phaseFrom(timeline.lossIndex, 1), backward)
  assert.equal(timeline.phaseFrom(backward + 4, -1), backward)
  assert.equal(timeline.phaseFrom(backward, -1), timeline.lossIndex)
  assert.equal(timeline.phaseFrom(0, -1), 0)
  assert.equal(timeline.phaseFrom(timeline.length - 1, 1), timeline.length - 1)
})

test('each of its moments is found again where it is, and none that it does not have', () => {
  moments.forEach((moment, index) => assert.equal(timeline.find(moment), index))
  assert.equal(timeline.find({ ...moments[timeline.stepStart + 5]!, position: 5 }), null)
})
