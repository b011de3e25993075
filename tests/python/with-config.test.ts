import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { readHyperparameters } from '../../src/python/hyperparameters.ts'
import { withConfig } from '../../src/python/with-config.ts'

const text = readFileSync('microgpt.py', 'utf8')

test('the default config is the program as it stands', () => {
  assert.equal(withConfig(text, defaultConfig), text)
})

test('the code shows the numbers that run, and no line moves', () => {
  const config = {
    ...defaultConfig,
    n_embd: 32,
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
