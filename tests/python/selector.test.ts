import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsePython } from '../../src/python/python-source.ts'
import { find, parseSelector, resolve } from '../../src/python/selector.ts'

const text = `
import math
class Value:
    """a number"""
    def __add__(self, other): return self + other

    def log(self):
        # q = nothing, as this is a comment
        return 1

def gpt(x):
    x = rmsnorm(x)
    for li in range(2):
        x = rmsnorm(x)
        q = linear(x, w[f'layer{li}.attn_wq'])  # x = mlp_fc1
        keys[li].append(q)
        if True:
            x = [a + b
                 for a, b in zip(x, q)]
        x = rmsnorm(x)
        # the end
    return x

a, b = c, d = 1, 2
x[0] -= 1
for i, p in enumerate(a):
    p.data -= 1
`
const source = parsePython(text)
const lines = (selector: string) => resolve(source, selector)

test('a selector names a definition, a loop, an assignment or a call', () => {
  assert.deepEqual(lines('import math'), [2, 2])
  assert.deepEqual(lines('class Value > def __add__'), [5, 5])
  assert.deepEqual(lines('class Value > def log'), [7, 9])
  assert.deepEqual(lines('def gpt > for li > q ='), [15, 15])
  assert.deepEqual(lines('def gpt > for li > keys.append()'), [16, 16])
  assert.deepEqual(lines('def gpt > return'), [22, 22])
  assert.deepEqual(lines('for p > p.data ='), [27, 27])
})

test('a colon means the header only, none means the whole', () => {
  assert.deepEqual(lines('def gpt:'), [11, 11])
  assert.deepEqual(lines('def gpt'), [11, 22])
  assert.deepEqual(lines('def gpt > for li'), [13, 20], 'the comment below is not the loop')
})

test('an assignment is found by any of its targets, and by the whole target', () => {
  for (const name of ['a', 'b', 'c', 'd']) assert.deepEqual(lines(`${name} =`), [24, 24])
  assert.deepEqual(lines('x[0] ='), [25, 25])
  assert.equal(lines('x ='), null)
})

test('a step leads into one block; if and with are looked through', () => {
  assert.deepEqual(lines('def gpt > x ='), [12, 12])
  assert.equal(lines('def gpt > q ='), null)
  assert.deepEqual(lines('def gpt > for li > x = ~zip'), [18, 19])
  assert.deepEqual(lines('def gpt > for li > if'), [17, 19])
})

test('words count in code, not in comments', () => {
  assert.deepEqual(lines('def gpt > for li > q = ~attn_wq'), [15, 15])
  assert.equal(lines('def gpt > for li > q = ~mlp_fc1'), null)
  assert.equal(lines('def gpt > for li > q = ~attn'), null, 'a part of a word is no word')
})

test('equal statements are told apart by their place or their number', () => {
  assert.deepEqual(lines('def gpt > for li > x = ~rmsnorm'), [14, 14])
  assert.deepEqual(lines('def gpt > for li > x = ~rmsnorm #2'), [20, 20])
  assert.deepEqual(lines('def gpt > for li > x = ~rmsnorm after q ='), [20, 20])
  assert.deepEqual(lines('def gpt > for li > x = after q = before x = ~rmsnorm #1'), null)
  assert.equal(lines('def gpt > for li > x = ~rmsnorm #3'), null)
})

test('what is not found is named, with the place where it was looked for', () => {
  assert.deepEqual(find(source, 'def gpt > for li > k ='), { reason: 'no "k =" in "for li"' })
  assert.deepEqual(find(source, 'def linear > return'), { reason: 'no "def linear" in the program' })
  assert.deepEqual(find(source, 'def gpt > for li > x = after k ='), { reason: 'no "k =" in "for li"' })
})

test('a selector that cannot be read says so', () => {
  assert.throws(() => parseSelector('def gpt > q = what'), /cannot be read from "what" on/)
  assert.throws(() => parseSelector('def'), /lacks a name after "def"/)
  assert.throws(() => parseSelector('def gpt > ~q'), /lacks a statement/)
})

test('text that is being typed, or that is no Python at all, is no error', () => {
  const typing = parsePython('def gpt(x):\n    q = linear(\n    k = 1\n')
  assert.deepEqual(resolve(typing, 'def gpt:'), [1, 1])
  for (const text of ['', '\n\n', '<html>{', 'x = (', '"""']) assert.equal(resolve(parsePython(text), 'def gpt'), null)
})
