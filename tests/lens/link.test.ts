import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLink, writeLink } from '../../src/lens/link.ts'

test('a link comes back as it was written', () => {
  const link = {
    tab: 'Attention',
    op: 'attention.softmax',
    phase: 'forward',
    layer: 0,
    head: 2,
    position: 3,
    step: 412,
    name: 'zoë & co',
    data: 'shipped',
    config: { n_embd: 32, learning_rate: 0.02 },
  } as const
  assert.deepEqual(readLink(writeLink(link)), link)
})

test('a hostile or broken link is read as far as it means something', () => {
  assert.deepEqual(readLink('#tab=nothing&op=__proto__&step=NaN&layer=&n_embd=abc&zzz=1'), { config: {} })
  assert.deepEqual(readLink('#op=constructor'), { config: {} })
  assert.deepEqual(readLink('#step=1e99&head=-5&n_layer=99&beta1=7').config, { n_layer: 6, beta1: 0.999 })
  assert.equal(readLink('#step=1e99').step, 20000)
  assert.equal(readLink('#head=-5').head, 0)
  assert.equal(readLink(`#name=${'a'.repeat(5000)}`).name?.length, 200)
})
