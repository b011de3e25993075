/** What is saved of a run, and a checkpoint opened again. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { checkpointFile, openCheckpoint } from '../../src/lens/checkpoint-files.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { lossesFile, programFile } from '../../src/lens/run-files.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

const names = readFileSync('src/data/names.txt', 'utf8')
const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const

async function opened(
  change: Partial<Config>,
  replay: number,
  data = dataset as { name: string; text: string; shared: null | 'shipped' },
) {
  const session = new Session(
    new EngineService() as unknown as Engine,
    new Program(readFileSync('microgpt.py', 'utf8'), sourceMap),
  )
  assert.equal(
    await session.open({ ...defaultConfig, num_steps: 60, ...change }, data, { replay, lane: 'exact' }),
    true,
  )
  return session
}

test('the losses as CSV: a line a step, with its document, its loss to the last digit and its rate', async () => {
  const text = 'a,"b"\nanna\notto\n'
  const session = await opened({ num_steps: 4 }, 3, { name: 'own', text, shared: null })
  const lines = (await lossesFile(session).text()).split('\r\n')
  assert.equal(lines.length, 5)
  assert.equal(lines[0], 'step,document,loss,learning_rate')
  const losses = session.training.losses.value
  const rows = lines.slice(1, 4).map(line => /^(\d+),("(?:[^"]|"")*"|[^,]*),([^,]*),([^,]*)$/.exec(line)!)
  assert.deepEqual(
    rows.map(row => Number(row[1])),
    [1, 2, 3],
  )
  assert.deepEqual(
    rows.map(row => Number(row[3])),
    losses,
  )
  assert.deepEqual(
    rows.map(row => Number(row[4])),
    [0.01, 0.0075, 0.005],
  )
  assert.deepEqual(rows.map(row => row[2]).sort(), ['"a,""b"""', 'anna', 'otto'].sort())
})

test('the program carries the present numbers, and Python takes it', async t => {
  const session = await opened({ n_embd: 8, learning_rate: 0.02, num_steps: 2, optimizer: 'sgd' }, 0)
  const file = programFile(session)
  const text = await file.text()
  assert.equal(file.name, 'microgpt.py')
  assert.match(text, /^n_embd = 8\b/m)
  assert.match(text, /learning_rate\b.*= 0\.02/)
  assert.match(text, /^# optimizer = sgd runs, which the text does not say\.$/m)
  if (spawnSync('python3', ['--version']).status !== 0) return t.skip('there is no python3')
  const at = path.join(mkdtempSync(path.join(tmpdir(), 'microgpt-')), 'microgpt.py')
  writeFileSync(at, text)
  const { status, stderr } = spawnSync('python3', ['-m', 'py_compile', at], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})

for (const form of ['safetensors', 'json'] as const)
  test(`a checkpoint as ${form} comes back into another session, and is trained on there`, async () => {
    const session = await opened({ n_embd: 8, n_head: 2 }, 30)
    const file = await checkpointFile(session, form)
    assert.equal(file.name, `microgpt-step-30.${form}`)
    const other = await opened({}, 5)
    assert.equal(await openCheckpoint(other, file), true)
    assert.match(other.message.value!, /step 30; the steps before are not here/)
    assert.deepEqual(other.run.value!.config, session.run.value!.config)
    assert.equal(other.view.value!.step, 30)
    const [there, here] = [await session.questions.stateAfter(30), await other.questions.stateAfter(30)]
    const exact = form === 'json' ? there.parameters : Float64Array.from(Float32Array.from(there.parameters))
    assert.deepEqual(here.parameters, exact)
    await session.training.start()
    await other.training.start()
    const [a, b] = [session, other].map(each => each.training.losses.value)
    assert.deepEqual(
      b!.slice(0, 30),
      Array.from({ length: 30 }, () => NaN),
    )
    assert.equal(b!.length, 60)
    for (let step = 30; step < 60; step++) assert.ok(Math.abs(a![step]! - b![step]!) < (form === 'json' ? 1e-15 : 1e-4))
    // Back to where it began, and not to parameters that nobody chose.
    await other.reset()
    assert.deepEqual((await other.questions.stateAfter(30)).parameters, exact)
    assert.equal(other.training.losses.value.length, 30)
    await other.reset({ std: 0.1 })
    assert.equal(other.training.losses.value.length, 0)
  })

test('a checkpoint at the end of its run can be trained on: the run is made longer, and that is said', async () => {
  const session = await opened({}, 60)
  const other = await opened({}, 0)
  assert.equal(await openCheckpoint(other, await checkpointFile(session, 'json')), true)
  assert.equal(other.run.value!.config.num_steps, 120)
  assert.match(other.message.value!, /num_steps is now 120/)
  await other.training.stepOnce()
  assert.ok(Number.isFinite(other.training.losses.value[60]))
})

test('a file that is no checkpoint for the data at hand is said, and nothing is lost', async () => {
  const session = await opened({}, 12)
  const own = { name: 'own', text: 'abc\ncab\n', shared: null }
  const foreign = await checkpointFile(await opened({}, 2, own), 'safetensors')
  const losses = session.training.losses.value
  const files: [File, RegExp][] = [
    [foreign, /model with 3 letters \(“own”\); the data at hand has 26 others/],
    [new File(['{"matrices": 3}'], 'a.json'), /no wte/],
    [new File(['hello'], 'a.safetensors'), /safetensors/],
    [new File(['{"matrices": {}, "config": {"n_embd": 1e9}}'], 'a.json'), /config in that file.*n_embd must be/],
  ]
  for (const [file, words] of files) {
    assert.equal(await openCheckpoint(session, file), false)
    assert.match(session.message.value!, words)
    assert.equal(session.training.losses.value, losses)
  }
  assert.equal(session.run.value!.start, null)
})
