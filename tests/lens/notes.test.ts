import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { opIds, operations } from '../../src/engine/operations.ts'
import { parameterCount } from '../../src/engine/parameters.ts'
import { blockNotes, blockOf } from '../../src/lens/notes/blocks.ts'
import { paperTable, partIds, partOf } from '../../src/lens/notes/classic.ts'
import { exerciseOf, sumInWords, termsOf, verdict } from '../../src/lens/notes/counting.ts'
import { dotOf, layernormSteps, rmsnormSteps, softmaxSteps, writesOf } from '../../src/lens/notes/helpers-shown.ts'
import { matrixNotes } from '../../src/lens/notes/matrices.ts'
import { entryOf, readerOf, shapeOf } from '../../src/lens/notes/op-note.ts'
import { countOf, gpt2, gpt3, growth, headDimOf, microgpt, sharesOf, sizeOf, toy } from '../../src/lens/notes/sizes.ts'
import { code, opened } from './run.ts'

const near = (a: number, b: number): void => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`)

describe('counting parameters', () => {
  test('the sum is that of the walkthrough, and follows any config', () => {
    assert.equal(sumInWords(termsOf(defaultConfig, 27)), '432 + 256 + 432 + 4·256 + 2·1,024')
    const large = { ...defaultConfig, n_layer: 3, n_embd: 24, mlp_factor: 2, block_size: 9 }
    for (const config of [defaultConfig, large, { ...large, tied_head: true }]) {
      const { before, total } = termsOf(config, 31).at(-1)!
      assert.equal(before + total, parameterCount(config, 31))
      assert.equal(countOf(sizeOf(config, 31)), parameterCount(config, 31))
    }
    assert.match(termsOf(large, 31).at(-1)!.formula, /^2 · n_embd/)
  })

  test('the exercise knows its answer, and what was meant by two wrong ones', () => {
    const exercise = exerciseOf(defaultConfig, 27)
    assert.equal(exercise.answer, 14_528)
    assert.ok(verdict(exercise, '14,528').isRight)
    for (const [typed, words] of [
      ['8384', /twice/],
      ['16768', /four times/],
      ['14527', /too few/],
      ['20000', /too many/],
      ['many', /whole number/],
    ] as const) {
      const said = verdict(exercise, typed)
      assert.equal(said.isRight, false)
      assert.match(said.words, words)
    }
  })

  test('GPT-2 small and GPT-3 come out at their published counts', () => {
    assert.equal(countOf(gpt2), 124_439_808)
    assert.equal(countOf(gpt3), 174_604_259_328)
    assert.equal(countOf(microgpt), 4192)
    assert.equal(countOf(toy), 72)
    assert.deepEqual([toy, microgpt, gpt2, gpt3].map(headDimOf), [2, 4, 64, 128])
    const { mlp, attention } = sharesOf(gpt2)
    assert.ok(mlp > attention)
    const steps = growth(microgpt, gpt2)
    assert.equal(steps.at(-1)!.count, countOf(gpt2))
    assert.equal(steps[2]!.count, steps[1]!.count, 'heads cost nothing')
  })
})

describe('the notes', () => {
  test('every operation of the forward pass, the loss and the update has its block, and only one', () => {
    for (const op of opIds)
      if (operations[op].phase !== 'setup' && operations[op].phase !== 'sample')
        assert.ok(op === 'backward' || blockOf(op), op)
    const all = blockNotes.flatMap(({ ops }) => ops)
    assert.equal(new Set(all).size, all.length)
    const { here } = blockOf('attention.query')!
    assert.match(
      here(sizeOf({ ...defaultConfig, n_embd: 24, n_head: 3 }, 27), defaultConfig),
      /24 × 24 .* 3 heads .* 8 each/,
    )
  })

  test('shapes and entries are those of the trace at hand', async () => {
    const session = await opened({ n_layer: 2, n_embd: 24, n_head: 3 }, { replay: 1 })
    const { reader } = session.view.value!
    const at = (op: Parameters<typeof blockOf>[0], position: number) =>
      shapeOf(reader, session.program.value, { op, layer: 1, head: 2 }, position)
    assert.deepEqual(at('attention.query', 3), { name: 'q', size: '24' })
    assert.deepEqual(at('attention.softmax', 3), { name: 'attn_weights', size: '4' })
    assert.deepEqual(at('attention.keys', 3), { name: 'keys[li]', size: '4 × 24' })
    assert.deepEqual(at('mlp.expand', 0), { name: 'x', size: '96' })
    assert.equal(entryOf(reader, 'mlp.expand', 1)?.name, 'layer1.mlp_fc1')
    assert.equal(entryOf(reader, 'attention.mix', 1), null)
    for (const { name } of reader.matrices) {
      assert.ok(matrixNotes[name.replace(/^layer\d+\./, '')], name)
      const layer = /\d+/.exec(name)
      assert.equal(entryOf(reader, readerOf(name), layer ? Number(layer[0]) : null)?.name, name)
    }
  })

  test('the worked examples are what the program computes', async () => {
    assert.deepEqual(
      softmaxSteps([2.1, 0.8, -0.3], true).terms.map(({ probability }) => probability.toFixed(2)),
      ['0.73', '0.20', '0.07'],
    )
    const session = await opened({}, { replay: 3 })
    const { reader } = session.view.value!
    const logits = reader.output('output.logits', 2)!.values
    const probs = reader.output('loss.softmax', 2)!.values
    const high = Array.from(logits, logit => logit + 1000)
    for (const { terms } of [softmaxSteps(logits, true), softmaxSteps(logits, false), softmaxSteps(high, true)])
      terms.forEach(({ probability }, i) => near(probability, probs[i]!))
    assert.ok(softmaxSteps(high, false).terms.every(({ probability }) => Number.isNaN(probability)))
    near(dotOf(reader, 2, 0, 5)!.sum, reader.output('attention.query', 2, 0)!.values[5]!)
    const normed = rmsnormSteps(reader.output('embedding.add', 2)!.values)
    reader.output('embedding.norm', 2)!.values.forEach((value, i) => near(value, normed.after[i]!))
    const other = (await opened({ norm: 'layernorm' })).view.value!.reader
    const centred = layernormSteps(other.output('embedding.add', 2)!.values)
    assert.ok(Math.abs(centred.mean) > 1e-4)
    other.output('embedding.norm', 2)!.values.forEach((value, i) => near(value, centred.after[i]!))
    const written = writesOf(reader, 2)
    assert.deepEqual(
      written.map(({ words }) => words),
      ['embeddings', 'attention', 'MLP'],
    )
    assert.ok(Math.abs(written[0]!.rms - 1) < 1e-3)
  })
})

describe('the classic diagram', () => {
  test('what is kept or done more simply has lines in the program, what is dropped mostly none', async () => {
    const session = await opened({}, { replay: 1 })
    for (const part of partIds.map(partOf)) {
      const lines = part.ops.flatMap(op => session.program.value.linesOf(op))
      if (part.verdict !== 'drops') assert.ok(lines.length > 0, part.title)
      assert.ok(part.here && part.reason)
      for (const entry of part.entries)
        assert.ok(
          code.some(line => line.includes(entry)),
          entry,
        )
    }
    assert.match(partOf('biases').reason, /0\.07 %/)
  })

  test('the table of the paper follows the config', () => {
    const rows = new Map(
      paperTable({ ...defaultConfig, n_embd: 32, n_head: 8 }, 27, 14_528).map(row => [row.words, row]),
    )
    assert.deepEqual(
      ['d_model', 'heads h', 'd_k = d_v', 'd_ff', 'parameters'].map(words => rows.get(words)!.here),
      ['32', '8', '4', '128', '14,528'],
    )
  })
})
