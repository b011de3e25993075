/** Whatever stands in a config: a sentence for each number that can't be, or a model that trains. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { choices, clampNumber, defaultConfig, problemsWith, ranges, type Config } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { offWords, switchableParts } from '../../src/engine/switches.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { isSentence } from './sentence.ts'

const numbers = Object.keys(ranges) as (keyof typeof ranges)[]
const words = Object.keys(choices) as (keyof typeof choices)[]

/** Anything at all: text, lists, numbers that are none, big ones, objects without a prototype. */
const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withTypedArray: true })

test('anything at all in place of one value is named with a sentence, or is that value', () =>
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(defaultConfig) as (keyof Config)[])), anything, (name, value) => {
      const problems = problemsWith({ ...defaultConfig, [name]: value })
      assert.ok(
        problems.every(problem => isSentence(problem) && problem.includes(name)),
        problems.join('\n'),
      )
      if (typeof value !== typeof defaultConfig[name]) assert.notDeepEqual(problems, [])
    }),
    { seed: 19, numRuns: 2000 },
  ))

test('a number that is clamped is one that the config allows', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...numbers),
      fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -0, '7', null)),
      (name, value) => {
        const clamped = clampNumber(name, value as number)
        assert.deepEqual(
          problemsWith({ ...defaultConfig, n_head: 1, [name]: clamped }),
          [],
          `${name} ${value} became ${clamped}`,
        )
      },
    ),
    { seed: 23, numRuns: 2000 },
  ))

/** Mostly a number in its range, seldom any other. */
const number = (name: keyof typeof ranges, most: number = ranges[name].most): fc.Arbitrary<number> => {
  const { least, whole } = ranges[name]
  const inRange = whole ? fc.integer({ min: least, max: most }) : fc.double({ min: least, max: most, noNaN: true })
  return fc.oneof({ weight: 40, arbitrary: inRange }, { weight: 1, arbitrary: fc.double() })
}

/** Numbers of every size in range for what costs nothing, and small ones for what makes the model large. */
const configs: fc.Arbitrary<Config> = fc
  .record({
    n_layer: number('n_layer', 3),
    n_embd: number('n_embd', 24),
    n_head: number('n_head', 6),
    mlp_factor: number('mlp_factor', 5),
    block_size: number('block_size', 9),
    batch_size: number('batch_size', 4),
    // Beyond this a deep model may be so sure of the wrong letter that its probability is 0, where Python stops too.
    std: number('std', 0.3),
    learning_rate: number('learning_rate'),
    beta1: number('beta1'),
    beta2: number('beta2'),
    eps_adam: number('eps_adam'),
    num_steps: number('num_steps'),
    temperature: number('temperature'),
    seed: number('seed'),
    zero_init_outputs: fc.boolean(),
    tied_head: fc.boolean(),
    off: fc.subarray([...switchableParts]).map(parts => offWords(parts, 1)),
    activation: fc.constantFrom(...choices.activation),
    norm: fc.constantFrom(...choices.norm),
    optimizer: fc.constantFrom(...choices.optimizer),
    decay: fc.constantFrom(...choices.decay),
  })
  .map(config => ({ ...config, n_embd: config.n_embd - (config.n_embd % config.n_head) }))

test('a config is refused with sentences, or it trains: its first loss is finite', async () => {
  const text = 'emma\nolivia\nava\nisabella\n'
  let trained = 0
  await fc.assert(
    fc.asyncProperty(configs, async config => {
      const problems = problemsWith(config)
      assert.ok(problems.every(isSentence), problems.join('\n'))
      if (problems.length > 0) return
      const dataset = datasetOf('names', text, config.seed)
      const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, dataset.tokenizer.vocab_size)))
      await trainer.start()
      const [loss] = await trainer.advance(1)
      assert.ok(Number.isFinite(loss), `the first loss is ${loss}`)
      trained++
    }),
    { seed: 29, numRuns: 400 },
  )
  assert.ok(trained > 100, `${trained} trained`)
})

test('every choice of words is a model', () => {
  for (const name of words)
    for (const word of choices[name])
      assert.ok(planFor({ ...defaultConfig, [name]: word }, 5).calls.length > 0, `${name} ${word}`)
})
