import assert from 'node:assert/strict'
import test from 'node:test'
import { defaultConfig } from '../../src/engine/config.ts'
import { titleIn } from '../../src/lens/titles.ts'

test('an operation is called after what this model computes, not what the program says as it stands', () => {
  const other = { ...defaultConfig, activation: 'gelu', norm: 'layernorm', optimizer: 'sgd' } as const
  const ops = ['mlp.relu', 'attention.norm', 'adam', 'attention.query'] as const
  assert.deepEqual(
    ops.map(op => titleIn(defaultConfig, op)),
    ['relu', 'rmsnorm', 'Adam update', 'query'],
  )
  assert.deepEqual(
    ops.map(op => titleIn(other, op)),
    ['GELU', 'layernorm', 'SGD update', 'query'],
  )
})
