import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { diffLines, hunksOf } from '../../src/lens/line-diff.ts'
import { changeFrom, moved, nextWord } from '../../src/lens/live-values.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'
import map from '../../src/source-map.json'

const ours = readFileSync('microgpt.py', 'utf8')
const squared = ours.replace('xi.relu()', 'xi.relu() ** 2').replace('block_size = 16', 'block_size = 8')

async function opened(): Promise<Session> {
  const session = new Session(new EngineService() as unknown as Engine, new Program(ours, map))
  const dataset = { name: 'few names', text: 'emma\nolivia\nava\nmia\n', shared: null }
  assert.ok(await session.open({ ...defaultConfig, num_steps: 6 }, dataset))
  return session
}

const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 400; i++) {
    if (holds()) return
    await new Promise(done => setTimeout(done, 10))
  }
  assert.fail(`never: ${what}`)
}

test('another program brings its own numbers and words, and its lines are the ones that are lit', async () => {
  const session = await opened()
  assert.ok(await session.useProgram('# by another hand\n' + squared, 'early.py'))
  const { config } = session.run.value!
  assert.deepEqual([config.activation, config.block_size, config.num_steps], ['relu2', 8, 1000])
  assert.equal(session.programs.name.value, 'early.py')
  assert.deepEqual(session.program.value.linesOf('mlp.relu'), [[154, 154]])
  assert.deepEqual(session.unsaid.value, [])
})

test('what is no program is said, and what was there stays', async () => {
  const session = await opened()
  const run = session.run.value
  assert.equal(await session.useProgram('emma\nolivia\n', 'names.txt'), false)
  assert.match(session.message.value ?? '', /names\.txt is not a microgpt\.py/)
  assert.equal(await session.useProgram(ours.replace('n_head = 4', 'n_head = 5'), 'five.py'), false)
  assert.match(session.message.value ?? '', /n_head must divide n_embd/)
  assert.equal(session.run.value, run)
  assert.equal(session.programs.name.value, 'microgpt.py')
  assert.equal(session.programs.files.value.length, 1)
})

test('a number that has to be worked out keeps what it was', async () => {
  const session = await opened()
  await session.reset({ n_embd: 8 })
  assert.ok(await session.useProgram(ours.replace('n_embd = 16', 'n_embd = 4 ** 2'), 'worked.py'))
  assert.equal(session.run.value!.config.n_embd, 8)
  assert.deepEqual(session.unsaid.value, ['n_embd = 8 runs, which the text does not say.'])
})

test('every change can be taken back and made again, with the steps that had been trained', async () => {
  const session = await opened()
  const { edits } = session
  assert.equal(edits.canUndo.value, false)
  await session.training.start()
  assert.equal(session.training.losses.value.length, 6)
  const losses = [...session.training.losses.value]
  await session.reset({ n_layer: 2 })
  await session.useProgram(squared, 'early.py')
  const config = () => session.run.value!.config
  assert.ok(edits.undo())
  await until('two layers again', () => config().n_layer === 2 && session.programs.isBundled && edits.canRedo.value)
  await until('undo is free again', () => edits.undo())
  await until('one layer again, trained', () => config().n_layer === 1 && session.training.losses.value.length === 6)
  assert.deepEqual(session.training.losses.value, losses)
  assert.equal(edits.canUndo.value, false)
  await until('redo', () => edits.redo())
  await until('two layers', () => config().n_layer === 2)
  await until('redo', () => edits.redo())
  await until('the other program', () => session.programs.name.value === 'early.py' && config().activation === 'relu2')
  assert.equal(edits.canRedo.value, false)
})

test('a drag is one change, and a new change ends what could be redone', async () => {
  const session = await opened()
  for (const temperature of [0.55, 0.6, 0.65]) session.setTemperature(temperature)
  assert.ok(session.edits.undo())
  assert.equal(session.run.value!.config.temperature, 0.5)
  assert.equal(session.edits.canUndo.value, false)
  await new Promise(done => setTimeout(done))
  await session.reset({ n_layer: 2 })
  assert.equal(session.edits.canRedo.value, false)
})

test('each number moves on its own scale, and only to where a model can be built', () => {
  const config = defaultConfig
  assert.equal(moved('n_embd', config, 16, 4), 32)
  assert.equal(moved('n_embd', config, 16, -9), 4)
  assert.equal(moved('n_head', config, 4, 1), 8)
  assert.equal(moved('n_head', { ...config, n_embd: 12 }, 4, 1), 6)
  assert.equal(moved('learning_rate', config, 0.01, 1), 0.012)
  assert.equal(moved('learning_rate', config, 0.011, -1), 0.01)
  assert.equal(moved('eps_adam', config, 1e-8, 1), 1e-7)
  assert.equal(moved('n_layer', config, 1, -3), 1)
  assert.equal(moved('seed', config, 42, 10), 52)
  assert.equal(nextWord('decay', 'constant', 1), 'linear')
  assert.equal(nextWord('activation', 'relu', -1), 'gelu')
})

const sentence = (change: unknown): string => (typeof change === 'string' ? change : 'it was taken')

test('what is typed is taken, or a sentence says why not', () => {
  assert.deepEqual(changeFrom('n_embd', ' 32 ', defaultConfig), { n_embd: 32 })
  assert.deepEqual(changeFrom('learning_rate', '5e-3', defaultConfig), { learning_rate: 0.005 })
  assert.match(sentence(changeFrom('n_head', '5', defaultConfig)), /n_head must divide n_embd/)
  assert.match(sentence(changeFrom('n_embd', 'wide', defaultConfig)), /n_embd must be a whole number .*“wide”/)
  assert.match(sentence(changeFrom('n_layer', '7', defaultConfig)), /from 1 to 6; it is 7/)
  assert.match(sentence(changeFrom('std', '', defaultConfig)), /std must be a number/)
})

test('two programs are told apart line by line', () => {
  const lines = diffLines('a\nb\nc\nd', 'a\nc\nx\nd')
  assert.equal(lines.map(({ sign, text }) => sign + text).join(' '), ' a -b  c +x  d')
  assert.deepEqual(lines.at(-1), { sign: ' ', text: 'd', first: 4, second: 4 })
  const changed = diffLines(ours, squared).filter(({ sign }) => sign !== ' ')
  assert.equal(changed.length, 4)
  assert.deepEqual(
    diffLines(ours, ours).filter(({ sign }) => sign !== ' '),
    [],
  )
  const hunks = hunksOf(diffLines(ours, squared), 1)
  assert.equal(hunks.filter(line => line === null).length, 3)
  assert.equal(hunks.filter(line => line !== null).length, 8)
})
