import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import { defaultConfig } from '../../src/engine/config.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

const names = readFileSync('src/data/names.txt', 'utf8')
const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const

/** A session over the real engine, without a worker between. Node has no WebGPU. */
async function opened(replay = 0): Promise<Session> {
  const program = new Program(readFileSync('microgpt.py', 'utf8'), sourceMap)
  const session = new Session(new EngineService() as unknown as Engine, program)
  assert.equal(await session.open(defaultConfig, dataset, { replay }), true)
  return session
}

test('a run opens on its first name, everything computed, and says why there is no WebGPU', async () => {
  const session = await opened()
  while (session.message.value === null) await new Promise(done => setTimeout(done, 10))
  assert.match(session.message.value, /WebGPU.*simd lane/)
  assert.equal(session.moment.value?.phase, 'loss')
  assert.equal(session.status({ op: 'attention.softmax', layer: 0, head: 3 }), 'done')
  const weights = session.view.value!.reader.output('attention.softmax', 2, 0, 1)!
  assert.equal(weights.columns, 3)
  assert.ok(Math.abs(Array.from(weights.values).reduce((a, b) => a + b) - 1) < 1e-6)
})

test('training moves the losses on, and scrubbing shows any step as it was', async () => {
  const session = await opened(120)
  assert.equal(session.training.losses.value.length, 120)
  const { reader, step } = session.view.value!
  assert.equal(step, 119)
  assert.equal(reader.loss, session.training.losses.value[119])
  await session.look(40)
  assert.equal(session.view.value!.reader.loss, session.training.losses.value[40])
  const before = session.view.value!.reader.matrix('wte').values
  const after = session.view.value!.reader.matrix('wte', 'updated').values
  assert.notDeepEqual(before, after)
})

test('clicking a line moves the cursor to its operation, at the position that is shown', async () => {
  const session = await opened()
  session.lookAtPosition(1)
  const [line] = session.program.value.linesOf('attention.query')[0]!
  assert.equal(session.goToLine(line), true)
  assert.deepEqual([session.moment.value?.op, session.moment.value?.position], ['attention.query', 1])
  assert.equal(session.status({ op: 'attention.norm', layer: 0, head: null }), 'done')
  assert.equal(session.status({ op: 'attention.query', layer: 0, head: null }), 'now')
  assert.equal(session.status({ op: 'attention.key', layer: 0, head: null }), 'todo')
  assert.deepEqual(session.activeLines.value, [[line, line]])
})

test('a name of one’s own is read at once; one with letters that are not in the data is refused and nothing is lost', async () => {
  const session = await opened()
  assert.equal(await session.read('emma'), true)
  assert.equal(session.view.value!.reader.positions, 5)
  assert.equal(await session.read('EMMA!'), false)
  assert.match(session.message.value!, /never seen “E”/)
  assert.equal(session.view.value!.document, 'emma')
  assert.equal(await session.read(null), true)
  assert.notEqual(session.view.value!.document, 'emma')
})

test('data that cannot be used leaves the run as it was', async () => {
  const session = await opened(10)
  const view = session.view.value
  assert.equal(await session.useData({ name: 'empty', text: '\n\n', shared: null }), false)
  assert.match(session.message.value!, /no document/)
  assert.equal(session.run.value!.dataset.name, 'shipped names')
  assert.equal(session.training.losses.value.length, 10)
  assert.equal(session.view.value, view)
  assert.equal(await session.useData({ name: 'mine', text: 'ab\nba\n', shared: null }), true)
  assert.equal(session.run.value!.tokenizer.vocab_size, 3)
})

test('reset starts again from the same seed: the first loss is the same', async () => {
  const session = await opened(3)
  const first = session.training.losses.value[0]
  await session.reset()
  assert.equal(session.training.losses.value.length, 0)
  await session.training.stepOnce()
  assert.deepEqual(session.training.losses.value, [first])
})

test('two clicks on Train are one run, and five on Step are five steps', async () => {
  const session = await opened(998)
  await Promise.all([session.training.start(), session.training.start()])
  assert.equal(session.training.losses.value.length, 1000)
  assert.equal(session.training.running.value, false)
  const steps = await opened()
  await Promise.all(Array.from({ length: 5 }, () => steps.training.stepOnce()))
  const straight = await opened(5)
  assert.deepEqual(steps.training.losses.value, straight.training.losses.value)
})

test('a name of one’s own stays through a new run', async () => {
  const session = await opened(3)
  await session.read('emma')
  await session.reset({ learning_rate: 0.02 })
  assert.equal(session.view.value!.document, 'emma')
  await session.useData({ name: 'mine', text: 'ab\nba\n', shared: null })
  assert.notEqual(session.view.value!.document, 'emma')
})

test('names are sampled as training passes its milestones', async () => {
  const session = await opened(60)
  assert.deepEqual(
    session.training.samples.value.map(({ step }) => step),
    [60, 50, 0],
  )
  for (const { names } of session.training.samples.value)
    assert.ok(names.length === 5 && names.every(name => /^[a-z]{0,16}$/.test(name)))
})
