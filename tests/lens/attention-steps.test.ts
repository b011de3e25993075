import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { operations, opIds } from '../../src/engine/operations.ts'
import { attentionPhases, attentionSpan, phaseOf, phaseStatus, phaseStep } from '../../src/lens/attention-steps.ts'
import { opened } from './run.ts'

describe('attention in six phases', () => {
  test('every operation from the query to the stream is in one phase, in the order of the program', () => {
    const all = opIds.slice(opIds.indexOf('attention.query'), opIds.indexOf('attention.add') + 1)
    const computing = all.filter(op => operations[op].phase === 'forward')
    assert.deepEqual(
      attentionPhases.flatMap(({ ops }) => ops),
      computing,
    )
    assert.equal(phaseOf('attention.mix'), 4)
    assert.equal(phaseOf('mlp.relu'), null)
  })

  test('a step goes phase by phase, over the end of a position into the next, and back the same way', async () => {
    const session = await opened({ n_layer: 2 })
    const timeline = session.timeline.value!
    const place = { layer: 1, head: 2, position: 3 }
    session.goTo('attention.query', place)
    const landed: string[] = []
    let at = session.cursor.value
    const next = (by: 1 | -1): number => phaseStep(timeline, at, { ...place, position: timeline.at(at).position! }, by)!
    for (let i = 0; i < 7; i++) {
      at = next(1)
      const { op, layer, head, position } = timeline.at(at)
      assert.equal(layer, 1)
      assert.ok(head === null || head === 2)
      landed.push(`${op} ${position}`)
    }
    assert.deepEqual(landed, [...attentionPhases.map(({ lands }) => `${lands} 3`), 'attention.value 4'])
    const back = Array.from({ length: 6 }, () => {
      at = next(-1)
      return `${timeline.at(at).op} ${timeline.at(at).position}`
    })
    assert.deepEqual(back, landed.slice(0, 6).reverse())
  })

  test('the cursor says which phase it is: of its own head, layer and position only', async () => {
    const session = await opened()
    const timeline = session.timeline.value!
    const place = { layer: 0, head: 1, position: 2 }
    const statusAt = (op: Parameters<typeof session.goTo>[0], where: object) => {
      session.goTo(op, where)
      return phaseStatus(timeline, session.cursor.value, place)
    }
    assert.deepEqual(statusAt('attention.key', { position: 2 }), { now: 0, done: 0 })
    assert.deepEqual(statusAt('attention.key_head', { position: 2, head: 1 }), { now: 2, done: 2 })
    assert.deepEqual(statusAt('attention.softmax', { position: 2, head: 0 }), { now: null, done: 2 })
    assert.deepEqual(statusAt('attention.softmax', { position: 2, head: 3 }), { now: null, done: 5 })
    assert.deepEqual(statusAt('attention.softmax', { position: 1, head: 1 }), { now: null, done: 0 })
    assert.deepEqual(statusAt('loss.mean', {}), { now: null, done: 6 })
  })

  test('from outside of the forward pass a step leads to its near end, and the last position has no next', async () => {
    const session = await opened()
    const timeline = session.timeline.value!
    const last = { layer: 0, head: 0, position: timeline.positions - 1 }
    const { from, to } = attentionSpan(timeline, last)
    assert.equal(timeline.at(from).op, 'attention.query')
    assert.equal(phaseStep(timeline, timeline.lossIndex, last, 1), null)
    assert.equal(phaseStep(timeline, timeline.lossIndex, last, -1), to)
    assert.equal(phaseStep(timeline, to, last, 1), null)
    assert.equal(timeline.at(phaseStep(timeline, 0, { ...last, position: 0 }, 1)!).op, 'attention.value')
    assert.equal(phaseStep(timeline, 0, { ...last, position: 0 }, -1), null)
  })
})
