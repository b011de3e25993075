import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opened } from './run.ts'

test('what the letters of a document cost is what its trace says, one after the other', async () => {
  const session = await opened({ num_steps: 30 }, { replay: 12 })
  const { reader, step } = session.view.value!
  const [emma, unknown, empty] = (await session.questions.surprises(step, ['emma', 'Emma!', '']))!
  assert.equal(emma!.length, 5)
  emma!.forEach((cost, position) => assert.equal(cost, reader.output('loss.cross_entropy', position)!.values[0]))
  const mean = emma!.reduce((sum, cost) => sum + cost, 0) / 5
  assert.ok(Math.abs(mean - reader.loss) < 1e-14)
  assert.equal(unknown, null)
  assert.equal(empty!.length, 1)
})

test('of a long document only what the block reaches is read', async () => {
  const session = await opened({ num_steps: 30, block_size: 6 }, { replay: 1, document: null })
  const [long] = (await session.questions.surprises(1, ['bartholomew']))!
  assert.equal(long!.length, 6)
})
