/** Whatever a file holds: a sentence that says why no model can be trained on it, or a model that trains on it. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { defaultConfig } from '../../src/engine/config.ts'
import { DatasetError, datasetOf, limits, textOf } from '../../src/engine/dataset.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Trainer } from '../../src/engine/trainer.ts'
import { isSentence } from './sentence.ts'

const config = { ...defaultConfig, n_embd: 4, n_head: 2, block_size: 5, batch_size: 2, num_steps: 2 }
/** Reading, shuffling and one step together, for the largest of the texts below; about twenty times what it takes. */
const patience = 5000

/** @returns the loss of the first step, or the sentence of the refusal. Anything else is thrown on. */
async function firstLoss(data: string | Uint8Array): Promise<number | string> {
  const began = performance.now()
  try {
    const dataset = datasetOf('own', typeof data === 'string' ? data : textOf(data), 42)
    const trainer = new Trainer(config, dataset, new ExactLane(planFor(config, dataset.tokenizer.vocab_size)))
    await trainer.start()
    const [loss] = await trainer.advance(1)
    assert.ok(Number.isFinite(loss), `the loss is ${loss}`)
    return loss!
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error
    assert.ok(isSentence(error.message), error.message)
    return error.message
  } finally {
    assert.ok(performance.now() - began < patience, 'it took too long')
  }
}

const letters = (count: number, first: number): string =>
  Array.from({ length: count }, (_, i) => String.fromCodePoint(first + i)).join('\n')

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

const trains: Readonly<Record<string, string | Uint8Array>> = {
  'one letter': 'a',
  'one letter, many times': 'a\n'.repeat(1000),
  'one document longer than the block': 'abcdefghijklmnopqrstuvwxyz',
  'emoji, also of several code points': '😀😃\n👨‍👩‍👧\n🏳️‍🌈\n',
  'letters of every plane': 'aé漢😀\u{10ffff}',
  'as many letters as there may be': letters(limits.characters, 0x4e00),
  'as many emoji as there may be': letters(limits.characters, 0x1f300),
  'a line as long as it may be': 'ab'.repeat(limits.lineCharacters / 2),
  'carriage returns': 'anna\r\nbo\rcy\r\n',
  'a byte order mark': Uint8Array.of(0xef, 0xbb, 0xbf, 0x61, 0x62),
  '200,000 lines': 'emma\nolivia\n'.repeat(100_000),
  'a megabyte of short lines': 'abcdefg\n'.repeat(125_000),
  'names of JavaScript': '__proto__\nconstructor\ntoString',
  'right to left and combining marks': 'שלום\nمرحبا\nȩ̃',
}

const refused: Readonly<Record<string, readonly [data: string | Uint8Array, says: RegExp]>> = {
  nothing: ['', /no document.*every line is empty/],
  'blank lines alone': [' \n\t\n\r\n\u2003\n\x85\n\x1f', /no document.*every line is empty/],
  'a byte order mark alone': [Uint8Array.of(0xef, 0xbb, 0xbf), /no document/],
  'one letter too many': [letters(limits.characters + 1, 0x4e00), /256 distinct characters.*at most 255/],
  'a line of a megabyte': ['x'.repeat(1_000_000), /1,000,000 characters.*at most 100,000/],
  'a zero character': ['ab\0cd', /zero characters/],
  'a zero byte': [Uint8Array.of(97, 0, 98), /not text.*zero bytes/],
  'a picture': [Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10), /not valid UTF-8/],
  'UTF-16': [Uint8Array.of(0xff, 0xfe, 97, 0), /not text/],
  'the first half of a letter': [utf8('aé').subarray(0, 2), /not valid UTF-8/],
  'a surrogate in UTF-8': [Uint8Array.of(0xed, 0xa0, 0x80), /not valid UTF-8/],
  'half a character': ['a\ud83d', /half a character/],
  'two halves on two lines': ['\ud83d\n\ude00', /half a character/],
  'more than can be read': [new Uint8Array(limits.bytes + 1).fill(97), /20\.0 MB/],
}

for (const [what, data] of Object.entries(trains))
  test(`a text of ${what} trains`, async () => assert.equal(typeof (await firstLoss(data)), 'number'))

for (const [what, [data, says]] of Object.entries(refused))
  test(`a text of ${what} is refused with a sentence`, async () => assert.match(String(await firstLoss(data)), says))

const pieces = fc.constantFrom(
  ...[
    '\n',
    '\r\n',
    '\r',
    '\0',
    '\ufeff',
    '\ud83d',
    '\ude00',
    '😀',
    ' ',
    '\t',
    '\x85',
    '\u2028',
    'a',
    'b',
    'é',
    'e\u0301',
  ],
)

test('any mixture of letters, ends of lines and worse trains, or is refused with a sentence', () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc
          .array(fc.oneof({ weight: 4, arbitrary: pieces }, fc.string({ unit: 'binary' })))
          .map(parts => parts.join('')),
        fc.string({ unit: 'binary', maxLength: 400 }),
      ),
      async text => {
        await firstLoss(text)
      },
    ),
    { seed: 31, numRuns: 400 },
  ))

test('any bytes train, or are refused with a sentence; as text they are what they were', () =>
  fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 60 }),
        fc.uint8Array({ min: 1, max: 127, maxLength: 200 }),
        fc.string({ unit: 'grapheme', minLength: 1 }).map(utf8),
      ),
      async bytes => {
        await firstLoss(bytes)
      },
    ),
    { seed: 37, numRuns: 400 },
  ))

test('lines are stripped as Python strips them', () => {
  const { docs } = datasetOf('own', '\ufeff\x1fanna\x85\u2003\n\x1c \n\xa0b\x1fo\t', 1)
  assert.deepEqual([...docs].sort(), ['anna', 'b\x1fo'])
})
