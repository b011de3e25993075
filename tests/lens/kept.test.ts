import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signal } from '@preact/signals-core'
import { defaultConfig } from '../../src/engine/config.ts'
import type { Operation } from '../../src/lens/head-surgery.ts'
import { has, keptWords, nothingKept, oneOf } from '../../src/lens/kept.ts'
import { readLink, writeLink } from '../../src/lens/link.ts'
import { linkProblems } from '../../src/lens/link-problems.ts'
import { operationsIn, operationWords } from '../../src/lens/operation-words.ts'

test('choices of a picture share one list of words, and the first of each is no word at all', () => {
  const words = signal('')
  const shown = oneOf(words, ['layer', 'large', 'all'])
  const mean = has(words, 'mean')
  assert.deepEqual([shown.value, mean.value], ['layer', false])
  mean.value = true
  shown.value = 'large'
  assert.deepEqual([shown.value, mean.value], ['large', true])
  shown.value = 'all'
  assert.deepEqual(new Set(words.value.split(',')), new Set(['all', 'mean']))
  shown.value = 'layer'
  mean.value = false
  assert.equal(words.value, '')
})

test('a link tells what is kept of its own tab, and what was done to heads in all of them', () => {
  const kept = nothingKept()
  kept.heads.value = 'large,mean'
  kept.pair.value = 'names'
  kept.other.value = 'zoë & co'
  kept.value.value = 'a=2; b=3; a*b'
  kept.surgery.value = 'zero-0.1'
  kept.drawn.value = '123'
  assert.deepEqual(keptWords(kept, 'Attention'), {
    heads: 'large,mean',
    pair: 'names',
    other: 'zoë & co',
    surgery: 'zero-0.1',
  })
  assert.deepEqual(keptWords(kept, 'Architecture'), { surgery: 'zero-0.1' })
  for (const tab of ['Attention', 'Autograd', 'Generate'] as const) {
    const link = { tab, ...keptWords(kept, tab), config: {} }
    assert.deepEqual(readLink(writeLink(link)), link)
    assert.deepEqual(linkProblems(writeLink(link)), [])
  }
})

test('kept words of another form are dropped, and said', () => {
  const hash = '#heads=large,<b>&pair=everything&drawn=-1&surgery=zero%200&value=%3Cscript%3E'
  assert.deepEqual(readLink(hash), { config: {} })
  assert.equal(linkProblems(hash).length, 5)
})

const operations: Operation[] = [
  { layer: 0, head: 1, kind: 'draw', matrices: ['q', 'v'], seed: 7 },
  { layer: 0, head: 3, kind: 'first', matrices: ['q', 'k', 'v'] },
  { layer: 0, head: 0, kind: 'zero' },
  { layer: 0, head: 2, kind: 'swap', other: 0, swap: 'qkvo' },
  { layer: 0, head: 1, kind: 'freeze', at: 'even' },
]

test('operations on heads come back from their words; what the model has not, and what is none, is ignored', () => {
  const words = operationWords(operations)
  assert.equal(words, 'draw-0.1-qv-7,first-0.3-qkv,zero-0.0,swap-0.2-0-qkvo,freeze-0.1-even')
  assert.deepEqual(operationsIn(words, defaultConfig), operations)
  const broken =
    'zero-1.0,zero-0.4,zero,draw-0.1-x-7,draw-0.1-q,swap-0.1-1-qk,swap-0.1-9-qk,swap-0.1-2-kq,freeze-0.1-then,__proto__-0.1'
  assert.deepEqual(operationsIn(broken, defaultConfig), [])
})
