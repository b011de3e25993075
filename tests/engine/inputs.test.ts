import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clampNumber, defaultConfig, problemsWith } from '../../src/engine/config.ts'
import { datasetOf, limits, noteOn, textOf } from '../../src/engine/dataset.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { parameterCount } from '../../src/engine/parameters.ts'
import { tokenizerOf } from '../../src/engine/tokenizer.ts'

test('text that cannot be trained on is refused with a sentence', () => {
  const refused: [string, RegExp][] = [
    ['', /every line is empty/],
    ['\n \n\t\n', /every line is empty/],
    ['ab\0cd', /binary/],
    ['x'.repeat(limits.lineCharacters + 1), /One line there has 100,001 characters/],
    [Array.from({ length: 256 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('\n'), /256 distinct characters/],
  ]
  for (const [text, words] of refused) assert.throws(() => datasetOf('own', text, 42), words)
})

test('bytes that are no text are refused with a sentence', () => {
  assert.throws(() => textOf(Uint8Array.of(0x61, 0, 0x62)), /zero bytes/)
  assert.throws(() => textOf(Uint8Array.of(0xff, 0xfe, 0x41)), /UTF-8/)
  assert.throws(() => textOf({ byteLength: limits.bytes + 1 } as Uint8Array), /at most 20.0 MB/)
  assert.equal(textOf(new TextEncoder().encode('añb')), 'añb')
})

test('every kind of line end, blank lines and spaces around are taken as Python takes them', () => {
  const { docs } = datasetOf('own', ' anna \r\n\r\nbo\rcy\n', 1)
  assert.deepEqual([...docs].sort(), ['anna', 'bo', 'cy'])
})

test('the vocabulary is the sorted characters, also those beyond one code unit', () => {
  const { uchars, BOS, vocab_size, encode } = tokenizerOf(['b😀a', 'é'])
  assert.deepEqual(uchars, ['a', 'b', 'é', '😀'])
  assert.deepEqual([BOS, vocab_size, ...encode('a😀')], [4, 5, 0, 3])
  assert.throws(() => tokenizerOf(['abc']).encode('dab'), /never seen “d”. It knows a to c/)
})

test('documents longer than the block are announced, and cut to it', () => {
  assert.equal(noteOn(['abc', 'abcd'], 4), null)
  assert.match(noteOn(['abc', 'abcd', 'abcde'], 4)!, /1 of 3 documents/)
  const { rows, targets } = rowsOf([[0, 1, 2, 3, 4]], 9, 3)
  assert.deepEqual([rows, ...targets], [3, 0, 1, 2])
})

test('a config that cannot be built is named, number by number', () => {
  assert.deepEqual(problemsWith(defaultConfig), [])
  assert.match(problemsWith({ ...defaultConfig, n_embd: 18 }).join(), /18 does not divide by 4/)
  assert.match(
    problemsWith({ ...defaultConfig, n_layer: 7 }).join(),
    /n_layer must be a whole number from 1 to 6; it is 7/,
  )
  assert.match(problemsWith({ ...defaultConfig, learning_rate: NaN }).join(), /learning_rate/)
  assert.equal(clampNumber('n_layer', 99), 6)
  assert.equal(clampNumber('beta1', NaN), defaultConfig.beta1)
})

test('the model has 4,192 parameters, and 14,528 at twice the width', () => {
  assert.equal(parameterCount(defaultConfig, 27), 4192)
  assert.equal(parameterCount({ ...defaultConfig, n_embd: 32 }, 27), 14528)
})
