import assert from 'node:assert/strict'
import { test } from 'node:test'
import { roleOf } from '../../src/python/roles.ts'

test('a name has the colour of what it holds', () => {
  assert.equal(roleOf('wte'), 'emb')
  for (const name of ['q', 'q_h', 'attn_wq']) assert.equal(roleOf(name), 'query')
  assert.equal(roleOf('keys'), 'key')
  assert.equal(roleOf('head_out'), 'value')
  assert.equal(roleOf('probs'), 'attn')
  assert.equal(roleOf('x_residual'), 'resid')
  assert.equal(roleOf('mlp_fc1'), 'mlp')
  assert.equal(roleOf('loss'), 'logit')
  assert.equal(roleOf('m_hat'), 'grad')
})

test('names that carry no tensor carry no colour', () => {
  for (const name of ['n_embd', 'range', 'i', 'constructor', '']) assert.equal(roleOf(name), null)
})

test('v is a value vector in gpt, and a moment of Adam outside', () => {
  assert.equal(roleOf('v'), 'value')
  assert.equal(roleOf('v', 'gpt'), 'value')
  assert.equal(roleOf('v', null), 'grad')
  assert.equal(roleOf('q', null), null)
})
