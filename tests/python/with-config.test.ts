import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { readHyperparameters } from '../../src/python/hyperparameters.ts'
import { unsaid } from '../../src/python/unsaid.ts'
import { withConfig } from '../../src/python/with-config.ts'
import { versions } from './versions.ts'

const text = readFileSync('microgpt.py', 'utf8')

test('the default config is the program as it stands', () => {
  assert.equal(withConfig(text, defaultConfig), text)
})

test('the code shows the numbers that run, and no line moves', () => {
  const config = {
    ...defaultConfig,
    n_embd: 32,
    mlp_factor: 3,
    learning_rate: 0.005,
    beta1: 0.9,
    eps_adam: 1e-7,
    num_steps: 250,
    seed: 7,
    temperature: 1.25,
  }
  const edited = withConfig(text, config)
  const { values } = readHyperparameters(edited)
  for (const name of [
    'n_embd',
    'mlp_factor',
    'learning_rate',
    'beta1',
    'eps_adam',
    'num_steps',
    'seed',
    'temperature',
    'n_head',
  ] as const)
    assert.equal(values[name], config[name], name)
  assert.equal(edited.split('\n').length, text.split('\n').length)
  assert.match(edited, /^n_embd = 32 {2}# how many numbers stand for one token$/m)
})

const words = [
  { activation: 'relu2', decay: 'cosine', zero_init_outputs: true },
  { activation: 'gelu', decay: 'constant', zero_init_outputs: false },
  { activation: 'relu', decay: 'linear', zero_init_outputs: true },
  { norm: 'layernorm', activation: 'gelu' },
] as const

test('the words that run are written too: activation, decay, outputs from zero; every version takes them, and takes them back', () => {
  for (const [name, { text }] of Object.entries(versions)) {
    const { values } = readHyperparameters(text)
    for (const wanted of words) {
      const config = { ...defaultConfig, ...values, ...wanted }
      const edited = withConfig(text, config)
      assert.deepEqual(unsaid(edited, config), [], name)
      assert.equal(edited.split('\n').length, text.split('\n').length, name)
      const back = { ...defaultConfig, ...values }
      assert.deepEqual(unsaid(withConfig(edited, back), back), [], name)
    }
  }
})

test('layernorm and a tied head stand where rmsnorm and lm_head did', () => {
  const edited = withConfig(text, { ...defaultConfig, norm: 'layernorm', tied_head: true })
  assert.doesNotMatch(edited, /rmsnorm|'lm_head'/)
  assert.match(edited, /^def layernorm\(x\):\n {4}mean = sum\(x\) \/ len\(x\)\n/m)
  assert.match(edited, /^ {4}logits = linear\(x, state_dict\['wte'\]\)$/m)
  assert.equal(withConfig(edited, defaultConfig), text)
  const strange = edited.replace('* scale for', '* scale * 2 for')
  assert.match(readHyperparameters(strange).unreadable[0]!.reason, /layernorm is not written as the lens knows it/)
})

test('our program comes back as it was, and each word stands as Python would take it', () => {
  const edited = withConfig(text, { ...defaultConfig, ...words[0] })
  assert.match(edited, /x = \[xi\.relu\(\) \*\* 2 for xi in x\]/)
  assert.match(edited, /lr_t = learning_rate \* 0\.5 \* \(1 \+ math\.cos\(math\.pi \* step \/ num_steps\)\)  # smaller/)
  assert.match(edited, /attn_wo'\] = matrix\(n_embd, n_embd, std=0\)/)
  assert.equal(withConfig(edited, defaultConfig), text)
})

test('what the text cannot say is said beside it', () => {
  const config = { ...defaultConfig, optimizer: 'sgd', n_embd: 32 } as const
  assert.deepEqual(unsaid(withConfig(text, config), config), ['optimizer = sgd runs, which the text does not say.'])
  const computed = text.replace('n_embd = 16', 'n_embd = 4 * 4')
  assert.deepEqual(unsaid(withConfig(computed, config), { ...config, optimizer: 'adam' }), [
    'n_embd = 32 runs, which the text does not say.',
  ])
})
