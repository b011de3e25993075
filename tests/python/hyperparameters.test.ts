import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHyperparameters } from '../../src/python/hyperparameters.ts'
import { changed, cosine, ours, versions } from './versions.ts'

const numbersOfOurs = {
  n_layer: 1,
  n_embd: 16,
  block_size: 16,
  n_head: 4,
  mlp_factor: 4,
  std: 0.08,
  learning_rate: 0.01,
  beta1: 0.85,
  beta2: 0.99,
  eps_adam: 1e-8,
  num_steps: 1000,
  temperature: 0.5,
  samples: 20,
  seed: 42,
  activation: 'relu',
  decay: 'linear',
  zero_init_outputs: false,
  norm: 'rmsnorm',
  tied_head: false,
}

test('the numbers of our microgpt.py are read from its text', () => {
  const { values, unreadable } = readHyperparameters(ours)
  assert.deepEqual(values, numbersOfOurs)
  assert.deepEqual(unreadable, [])
})

test('each value has the place where it stands', () => {
  const { places } = readHyperparameters(ours)
  const lines = ours.split('\n')
  const written = (name: keyof typeof places) => {
    const place = places[name]
    assert.ok(place, name)
    assert.equal(ours.slice(place.from, place.to), lines[place.line - 1]?.slice(...place.columns))
    return ours.slice(place.from, place.to)
  }
  assert.equal(written('n_embd'), '16')
  assert.equal(written('mlp_factor'), '4')
  assert.equal(written('eps_adam'), '1e-8')
  assert.equal(written('std'), '0.08')
  assert.equal(written('seed'), '42')
  assert.equal(written('samples'), '20')
  assert.equal(written('activation'), 'xi.relu()')
  assert.equal(written('decay'), 'learning_rate * (1 - step / num_steps)')
})

for (const [name, { text, reads }] of Object.entries(versions))
  test(`the numbers are read from a version with ${name}`, () => {
    const { values, unreadable } = readHyperparameters(text)
    assert.deepEqual(values, { ...numbersOfOurs, ...reads })
    assert.deepEqual(unreadable, [])
  })

test('one number of a tuple has its own place', () => {
  const text = 'learning_rate, beta1, beta2, eps_adam = 0.01, 0.85, 0.99, 1e-8'
  const { places } = readHyperparameters(text)
  assert.deepEqual(places.beta2?.columns, [text.indexOf('0.99'), text.indexOf('0.99') + 4])
})

test('what would have to be worked out is not guessed: the reason is given, and the line', () => {
  const reasonFor = (was: string, becomes: string, name: string) => {
    const text = changed([was, becomes])
    const { values, unreadable } = readHyperparameters(text)
    assert.ok(!(name in values), `${name} was read`)
    const found = unreadable.find(entry => entry.name === name)
    assert.ok(found, name)
    return found.reason
  }
  assert.match(reasonFor('n_embd = 16', 'n_embd = 4 * 4', 'n_embd'), /plain number; it is "4 \* 4"/)
  assert.match(reasonFor('n_embd = 16', 'n_embd = 16.5', 'n_embd'), /whole number; it is "16\.5"/)
  assert.match(reasonFor('n_head = 4', 'n_head = heads()', 'n_head'), /"heads\(\)"/)
  assert.match(reasonFor('beta1 = 0.85', 'beta1 = -0.85', 'beta1'), /"-0\.85"/)
  assert.match(reasonFor('beta1 = 0.85', 'beta1 = 0.85\nbeta1 = 0.9', 'beta1'), /set 2 times/)
  assert.match(reasonFor('temperature = 0.5', 'heat = 0.5', 'temperature'), /No line sets temperature/)
  assert.match(reasonFor('xi.relu()', 'xi.tanh()', 'activation'), /xi\.relu\(\) \*\* 2/)
  assert.match(reasonFor('xi.relu()', 'xi.relu() ** 3', 'activation'), /\*\* 3/)
  assert.match(reasonFor('(1 - step / num_steps)', '0.99 ** step', 'decay'), /neither linear nor cosine/)
  assert.match(reasonFor('random.seed(42)', 'random.seed()', 'seed'), /every run draws differently/)
  assert.match(reasonFor('matrix(4 * n_embd, n_embd)', 'matrix(4 * n_embd, n_embd, std=0.5)', 'std'), /mlp_fc1.*own/)
  assert.match(
    reasonFor("attn_wo'] = matrix(n_embd, n_embd)", "attn_wo'] = matrix(n_embd, n_embd, std=0)", 'zero_init_outputs'),
    /together/,
  )
})

test('the other ways to write the same are read', () => {
  const read = (was: string, becomes: string) => readHyperparameters(changed([was, becomes])).values
  assert.equal(read('num_steps = 1000', 'num_steps = 10_000').num_steps, 10000)
  assert.equal(read('learning_rate = 0.01', 'learning_rate = 1e-2').learning_rate, 0.01)
  const counted = readHyperparameters(
    changed(['temperature =', 'num_samples = 7\ntemperature ='], ['range(20)', 'range(num_samples)']),
  )
  assert.equal(counted.values.samples, 7)
  assert.equal(read('(1 - step / num_steps)', '(1.0 - step/num_steps)').decay, 'linear')
  assert.equal(read(' * (1 - step / num_steps)', '').decay, 'constant')
  assert.equal(readHyperparameters(changed([cosine[0], cosine[1].replace('* 0.5', '* .5')])).values.decay, 'cosine')
})

test('a file that is something else has nothing to read, and says so for each value', () => {
  const { values, unreadable } = readHyperparameters('print("hello")\n')
  assert.deepEqual(values, {})
  assert.deepEqual(
    unreadable.map(({ name }) => name),
    Object.keys(numbersOfOurs),
  )
})
