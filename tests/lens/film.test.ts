import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { comparisonOf, opDifferences } from '../../src/lens/comparison.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { lifeStoryOf, rowsOf } from '../../src/lens/life.ts'
import { readLink, writeLink } from '../../src/lens/link.ts'
import { pinsOf } from '../../src/lens/pins.ts'
import { scrubberOf } from '../../src/lens/scrubbing.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

const names = readFileSync('src/data/names.txt', 'utf8')
const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
const service = new EngineService()

async function opened(replay: number, config: Partial<Config> = {}): Promise<Session> {
  const program = new Program(readFileSync('microgpt.py', 'utf8'), sourceMap)
  const session = new Session(service as unknown as Engine, program)
  assert.equal(await session.open({ ...defaultConfig, ...config }, dataset, { replay, lane: 'exact' }), true)
  return session
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!holds()) {
    if (Date.now() > end) throw new Error(`never: ${what}`)
    await new Promise(done => setTimeout(done, 10))
  }
}

for (const config of [{}, { optimizer: 'momentum' }, { optimizer: 'sgd' }, { batch_size: 3 }] as const)
  test(`one weight’s life is what the steps themselves did to it, ${JSON.stringify(config)}`, async () => {
    const session = await opened(70, config)
    const index = 1234
    const life = (await session.questions.lifeOf(index, 0))!
    assert.equal(life.grad.length, 70)
    assert.equal(life.isWhole, true)
    for (const step of [0, 1, 49, 50, 51, 69]) {
      const { reader } = (await session.questions.traceOf(step, null))!
      assert.equal(life.before[step], reader.before.parameters[index], `before step ${step}`)
      if (session.run.value!.config.batch_size > 1) continue
      assert.equal(life.after[step], reader.updatedParameters[index], `after step ${step}`)
      const matrix = reader.matrices.findLast(({ start }) => start <= index)!
      const read = (kind: 'gradients' | 'm' | 'v'): number =>
        reader.matrix(matrix.name, kind).values[index - matrix.start]!
      assert.deepEqual([life.grad[step], life.m[step], life.v[step]], [read('gradients'), read('m'), read('v')])
    }
    for (let step = 1; step < 70; step++) assert.equal(life.before[step], life.after[step - 1])
    const rows = rowsOf(life, session.run.value!.config)
    for (const { values } of rows) assert.ok(values.every(Number.isFinite))
    assert.equal(rows.at(-1)!.sum(69).value, life.after[69])
  })

test('a life grows with the run, and another question overtakes it', async () => {
  const session = await opened(40)
  const first = (await session.questions.lifeOf(7, 0))!
  await session.training.stepOnce()
  const longer = (await session.questions.lifeOf(7, 0))!
  assert.equal(longer.grad.length, 41)
  assert.deepEqual(longer.after.slice(0, 40), first.after)
  const [overtaken, last] = await Promise.all([session.questions.lifeOf(100, 0), session.questions.lifeOf(200, 0)])
  assert.equal(overtaken, null)
  assert.equal(last?.index, 200)
})

test('the sum of a line comes to the number beside it', async () => {
  const session = await opened(60)
  const stop = lifeStoryOf(session).follow()
  session.parameterIndex.value = 700
  await until('the life is there', () => lifeStoryOf(session).life.value?.index === 700)
  const life = lifeStoryOf(session).life.value!
  const [, m, root, update] = rowsOf(life, session.run.value!.config)
  const numbers = (words: string): number[] =>
    [...words.matchAll(/−?\d*\.\d+(?:e−\d+)?/g)].map(([text]) => Number(text.replaceAll('−', '-')))
  const [beta, before, rest, grad] = numbers(m!.sum(59).words)
  assert.ok(Math.abs(beta! * before! + rest! * grad! - m!.sum(59).value) < 2e-4)
  const [v, correction] = numbers(root!.sum(59).words)
  assert.ok(Math.abs(Math.sqrt(v! / correction!) / root!.sum(59).value - 1) < 0.05)
  const [rate, m_hat, denominator] = numbers(update!.sum(59).words)
  assert.ok(Math.abs((rate! * m_hat!) / denominator! - update!.sum(59).value) < 1e-4)
  stop()
})

test('two pinned steps: the difference of all parameters, the same draws, and the same name read by both', async () => {
  const session = await opened(60)
  const pins = pinsOf(session)
  const comparison = comparisonOf(session)
  const stop = comparison.follow()
  await scrubberOf(session).to(10)
  pins.toggle('a')
  await scrubberOf(session).to(50)
  assert.deepEqual(pins.sides.value, { a: 10, b: 50, isPinned: false })
  await until('both have read the name', () => comparison.reads.value !== null && comparison.names.value.size === 2)
  const difference = comparison.difference.value!
  const [a, b] = [
    (await session.questions.traceOf(9, null))!.reader,
    (await session.questions.traceOf(49, null))!.reader,
  ]
  const each = difference.matrices.get('wte')!
  const expected = b.matrix('wte', 'updated').values.map((value, i) => value - a.matrix('wte', 'updated').values[i]!)
  assert.deepEqual(each.reading.values, expected)
  assert.ok(
    Math.abs(each.mean - Array.from(expected).reduce((sum, value) => sum + Math.abs(value), 0) / expected.length) <
      1e-12,
  )
  assert.deepEqual(comparison.names.value.get(10), (await service.sample(10, 8, 0.5)).names)
  assert.notDeepEqual(comparison.names.value.get(10), comparison.names.value.get(50))
  const reads = comparison.reads.value!
  assert.equal(reads.a.document, reads.b.document)
  assert.equal(reads.b.reader.loss, session.view.value!.reader.loss)
  const [most] = comparison.ops.value
  const shown = (reader: typeof a): number =>
    reader.output(most!.op, most!.position, most!.layer, most!.head)!.values[
      most!.row * reader.output(most!.op, most!.position, most!.layer, most!.head)!.columns + most!.column
    ]!
  assert.deepEqual([shown(reads.a.reader), shown(reads.b.reader)], [most!.a, most!.b])
  assert.ok(comparison.ops.value.every(({ share }) => share <= most!.share))
  assert.ok(opDifferences(reads.a.reader, reads.a.reader).every(({ share }) => share === 0))
  stop()
})

test('of many steps that are asked for at once the last is shown, and not all of them are fetched', async () => {
  const session = await opened(60)
  let fetched = 0
  const look = session.look.bind(session)
  session.look = async step => {
    fetched++
    await look(step)
  }
  const scrubber = scrubberOf(session)
  for (let step = 1; step <= 40; step++) void scrubber.to(step)
  await scrubber.to(41)
  assert.equal(session.view.value!.step, 40)
  assert.ok(fetched <= 3, `${fetched} traces`)
  assert.equal(scrubber.moving.value, true)
  await until('it rests', () => !scrubber.moving.value)
})

test('pins are in the link, whole and in range; beyond the run they wait', async () => {
  assert.deepEqual(readLink('#a=100&b=900'), { a: 100, b: 900, config: {} })
  assert.deepEqual(readLink(writeLink({ a: 3, b: 7, config: {} })), { a: 3, b: 7, config: {} })
  assert.equal(readLink('#a=-4').a, 1)
  assert.equal(readLink('#a=x').a, undefined)
  const session = await opened(5)
  pinsOf(session).set({ a: 2, b: 99_999 }, 1000)
  assert.equal(pinsOf(session).b.value, 1000)
  assert.deepEqual(pinsOf(session).sides.value, { a: 2, b: 5, isPinned: false })
})
