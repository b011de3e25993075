import assert from 'node:assert/strict'
import { test } from 'node:test'
import { framesIn, framesWords, readLink, writeLink } from '../../src/lens/link.ts'
import { linkProblems, linkProblemWords } from '../../src/lens/link-problems.ts'

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
    lane: 'webgpu',
    config: { n_embd: 32, learning_rate: 0.02 },
  } as const
  assert.deepEqual(readLink(writeLink(link)), link)
})

test('a hostile or broken link is read as far as it means something', () => {
  assert.deepEqual(readLink('#tab=nothing&op=__proto__&step=NaN&layer=&n_embd=abc&zzz=1'), { config: {} })
  assert.deepEqual(readLink('#op=constructor&lane=cuda'), { config: {} })
  assert.deepEqual(readLink('#step=1e99&head=-5&n_layer=99&beta1=7').config, { n_layer: 6, beta1: 0.999 })
  assert.equal(readLink('#step=1e99').step, 20000)
  assert.equal(readLink('#head=-5').head, 0)
  assert.equal(readLink(`#name=${'a'.repeat(5000)}`).name?.length, 200)
})

test('what names begin with and how their letters are chosen come along, and are only ever words', () => {
  const link = { tab: 'Generate', begins: 'jo ka', choose: 'top3', config: {} } as const
  assert.deepEqual(readLink(writeLink(link)), link)
  assert.deepEqual(linkProblems(writeLink({ ...link, choose: 'largest' })), [])
  assert.deepEqual(readLink('#choose=top0&begins='), { config: {} })
  assert.deepEqual(readLink('#choose=largest%0Aeval'), { config: {} })
  assert.equal(readLink(`#begins=${'😀'.repeat(5000)}`).begins, '😀'.repeat(200))
})

test('a link carries the whole config, where one is inside a moment, and what is shown in place of the picture', () => {
  const link = {
    tab: 'Architecture',
    view: 'source',
    op: 'adam',
    phase: 'update',
    parameter: 'layer0.attn_wq',
    weight: 692,
    inside: '176.1,linear.33.0',
    done: 0,
    config: {
      activation: 'gelu',
      norm: 'layernorm',
      optimizer: 'sgd',
      decay: 'cosine',
      tied_head: true,
      eps_adam: 1e-6,
    },
  } as const
  assert.deepEqual(readLink(writeLink(link)), link)
  assert.deepEqual(linkProblems(writeLink(link)), [])
  const frames = framesIn(link.inside)
  assert.deepEqual(
    frames.map(({ helper, line }) => [helper, line]),
    [
      [null, 176],
      ['linear', 33],
    ],
  )
  assert.equal(framesWords(frames), link.inside)
  assert.deepEqual(framesIn('176.1,linear'), [])
})

test('what of a link could not be used is said, in one line', () => {
  const problems = linkProblems('#tab=nothing&op=__proto__&n_layer=99&zzz=1&activation=tanh&n_head=3&tied_head=maybe')
  assert.deepEqual(problems, [
    'tab=nothing could not be read',
    'op=__proto__ could not be read',
    'n_layer=99 became 6',
    'zzz is no part of a link',
    'activation=tanh could not be read',
    'tied_head=maybe could not be read',
    'n_head=3 does not divide n_embd=16, so there is 1 head',
  ])
  assert.match(
    linkProblemWords('#tab=nothing&zzz=1')!,
    /^Not all of that link could be used: .*; zzz is no part of a link\.$/,
  )
  assert.equal(linkProblemWords('#tab=Training&learning_rate=0.020&step=5'), null)
})
