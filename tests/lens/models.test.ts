import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import { defaultConfig, problemsWith, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { opIds } from '../../src/engine/operations.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { modelOf, models, openModel, parametersOf } from '../../src/lens/models.ts'
import { linkOf } from '../../src/lens/place.ts'
import { readLink, writeLink } from '../../src/lens/link.ts'
import { readHyperparameters } from '../../src/python/hyperparameters.ts'
import { Program } from '../../src/python/program.ts'
import { unsaid } from '../../src/python/unsaid.ts'
import { withConfig } from '../../src/python/with-config.ts'
import { opened, source } from './run.ts'

const ours = new Program(source, sourceMap)

for (const { name, config } of models)
  test(`${name}: the code says all of it, line for line, and each line is still found`, () => {
    assert.deepEqual(problemsWith(config), [])
    const text = withConfig(source, config)
    assert.deepEqual(unsaid(text, config), [])
    const { values, unreadable } = readHyperparameters(text)
    assert.deepEqual(unreadable, [])
    for (const [key, value] of Object.entries(values))
      if (key in config) assert.equal(value, config[key as keyof Config], key)
    const program = new Program(text, sourceMap)
    assert.deepEqual(program.unresolved, [])
    assert.deepEqual(program.unmappedLines(), [])
    for (const op of opIds) assert.deepEqual(program.linesOf(op), ours.linesOf(op), op)
    assert.equal(withConfig(text, defaultConfig), source)
  })

const hasPython = spawnSync('python3', ['--version']).status === 0

describe('as python3 runs it', { skip: !hasPython && 'there is no python3' }, () => {
  /** Small enough for scalars in Python, and no other than the model in what makes it one. */
  const small = { n_embd: 8, n_head: 2, block_size: 6, num_steps: 3 }
  for (const { id, name, config } of models.filter(({ id }) => id === 'early' || id === 'gpt2'))
    test(`${name}: the same losses as the engine`, async () => {
      const wanted = { ...config, ...small, n_layer: id === 'gpt2' ? 2 : 1 }
      const documents = ['emma', 'olivia', 'ava', 'isabella', 'sophia'].join('\n')
      const folder = mkdtempSync(path.join(tmpdir(), 'models-'))
      try {
        writeFileSync(path.join(folder, 'input.txt'), documents)
        writeFileSync(path.join(folder, 'model.py'), withConfig(source, wanted).replace('range(20)', 'range(1)'))
        const printed = execFileSync('python3', ['model.py'], { cwd: folder, encoding: 'utf8' })
        const losses = [...printed.matchAll(/loss ([\d.]+)/g)].map(([, loss]) => loss)
        assert.equal(losses.length, small.num_steps)
        const dataset = datasetOf('names', documents, wanted.seed)
        const trainer = new Trainer(wanted, dataset, new ExactLane(planFor(wanted, dataset.tokenizer.vocab_size)))
        await trainer.start()
        const made = await trainer.advance(small.num_steps)
        assert.deepEqual(
          losses,
          Array.from(made, loss => loss.toFixed(4)),
        )
        assert.ok(new Set(losses).size === small.num_steps)
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
})

test('from microgpt to the GPT-2 shape and back: the data stays, the place stays, the code follows', async () => {
  const session = await opened({}, { replay: 2, document: 'emma' })
  assert.equal(modelOf(session.run.value!), 'microgpt')
  session.goTo('attention.query', { position: 2 })
  assert.ok(await openModel(session, 'gpt2'))
  const run = session.run.value!
  assert.equal(modelOf(run), 'gpt2')
  const gpt2 = models.find(({ id }) => id === 'gpt2')!
  assert.equal(run.plan.parameters, parametersOf(gpt2, run))
  assert.equal(session.moment.value!.op, 'attention.query')
  assert.equal(session.position.value, 2)
  assert.equal(session.document.value, 'emma')
  assert.match(session.source.value, /x = layernorm\(x\)/)
  assert.deepEqual(session.unsaid.value, [])
})

test('the toy comes with its words and goes with them; its link says which it is', async () => {
  const session = await opened({}, { replay: 1, document: null })
  assert.ok(await openModel(session, 'toy'))
  assert.equal(modelOf(session.run.value!), 'toy')
  assert.deepEqual([session.document.value, session.position.value, session.aspect.value], ['ab', 2, 'tour'])
  assert.equal(readLink(writeLink(linkOf(session))).model, 'toy')
  assert.ok(await openModel(session, 'early'))
  assert.equal(modelOf(session.run.value!), 'early')
  assert.equal(session.run.value!.dataset.shared, 'shipped')
  assert.equal(session.document.value, null)
  assert.equal(session.aspect.value, 'model')
  assert.equal(readLink(writeLink(linkOf(session))).model, undefined)
})

test('chosen among the knobs a model leaves one there; that it is not trained is said until it is', async () => {
  const session = await opened({}, { replay: 1, document: null })
  session.turnTo('Training')
  assert.ok(await openModel(session, 'toy', true))
  assert.equal(modelOf(session.run.value!), 'toy')
  assert.deepEqual([session.tab.value, session.aspect.value], ['Training', 'run'])
  assert.ok(await openModel(session, 'gpt2', true))
  assert.match(session.message.value!, /GPT-2 shaped is not trained yet/)
  await session.training.stepOnce()
  assert.equal(session.message.value, null)
})

test('undo takes a model back with its data and its numbers', async () => {
  const session = await opened({}, { replay: 1, document: null })
  assert.ok(await openModel(session, 'toy'))
  assert.ok(await openModel(session, 'gpt2'))
  assert.ok(session.edits.undo())
  await until(() => modelOf(session.run.value!) === 'toy')
  assert.equal(session.view.value!.reader.matrix('layer0.attn_wq').values[0], 0.5)
  assert.ok(session.edits.undo())
  await until(() => modelOf(session.run.value!) === 'microgpt')
  assert.equal(session.run.value!.dataset.shared, 'shipped')
})

async function until(isSo: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isSo(); i++) await new Promise(resolve => setTimeout(resolve, 10))
  assert.ok(isSo())
  // Undo is over when the run has settled.
  await new Promise(resolve => setTimeout(resolve, 50))
}
