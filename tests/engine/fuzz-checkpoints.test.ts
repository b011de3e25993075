/** Whatever a checkpoint's bytes are: exactly the numbers that were written, or a sentence that says what is wrong. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { CheckpointError, readCheckpoint, writeCheckpoint, type Checkpoint } from '../../src/engine/checkpoint.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { matricesOf } from '../../src/engine/parameters.ts'
import { Random } from '../../src/engine/random.ts'
import { isSentence } from './sentence.ts'

const matrices = matricesOf({ ...defaultConfig, n_embd: 4, n_head: 2, block_size: 3 }, 5)
const random = new Random(41)
const last = matrices.at(-1)!
const parameters = Float64Array.from({ length: last.start + last.rows * last.columns }, () =>
  Math.fround(random.gauss(0, 1)),
)
const metadata = { step: '3', data: 'names “quoted” \\ 名' }
const whole = writeCheckpoint(matrices, parameters, metadata)
const headerLength = Number(new DataView(whole.buffer).getBigUint64(0, true))
const numbersAt = 8 + headerLength

type Entry = Record<string, unknown> & { data_offsets: [number, number] }
type Header = Record<string, Entry>
const header = (): Header => JSON.parse(new TextDecoder().decode(whole.subarray(8, numbersAt))) as Header

/** Without the metadata, and so without the checksum. */
const plainHeader = (): Header =>
  Object.fromEntries(Object.entries(header()).filter(([name]) => name !== '__metadata__'))

/** A file of this header, as an object or as text, and these numbers. */
function fileOf(json: object | string, numbers: Uint8Array = whole.subarray(numbersAt)): Uint8Array {
  const words = new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json))
  const bytes = new Uint8Array(8 + words.length + numbers.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(words.length), true)
  bytes.set(words, 8)
  bytes.set(numbers, 8 + words.length)
  return bytes
}

/** The checkpoint, or null where it was refused with a sentence. Any other exception is thrown on. */
function read(bytes: Uint8Array): Checkpoint | null {
  try {
    return readCheckpoint(matrices, bytes)
  } catch (error) {
    if (!(error instanceof CheckpointError)) throw error
    assert.ok(isSentence(error.message), error.message)
    return null
  }
}

/** What a changed file may give: a refusal, or the very numbers. */
function assertNumbersOrRefusal(bytes: Uint8Array): boolean {
  const found = read(bytes)
  if (found) assert.deepEqual(found.parameters, parameters)
  return found !== null
}

test('a checkpoint comes back as it went, number by number and word by word', () => {
  assert.deepEqual(readCheckpoint(matrices, whole), { parameters, metadata })
  const inside = new Uint8Array(whole.length + 7)
  inside.set(whole, 5)
  assert.deepEqual(readCheckpoint(matrices, inside.subarray(5, 5 + whole.length)).parameters, parameters)
})

test('a checkpoint of another model is refused, with what it has and what is needed', () => {
  const refused = (config: Partial<Config>, words: RegExp): void =>
    assert.throws(() => readCheckpoint(matricesOf({ ...defaultConfig, ...config }, 5), whole), words)
  refused({}, /wte is 5×4 in that file; this model needs 5×16\.$/)
  refused({ n_embd: 4, block_size: 3, n_layer: 2 }, /That file has no layer1\.attn_wq; this model needs it\.$/)
  refused({ n_embd: 4, block_size: 3, tied_head: true }, /That file holds “lm_head”, which this model does not have\.$/)
})

test('a number beyond float32 is not written', () => {
  const large = parameters.slice()
  large[7] = 1e39
  assert.throws(() => writeCheckpoint(matrices, large, {}), /wte holds a number .* too large for float32/)
})

test('cut short anywhere, or with more behind, it is refused', () => {
  const lengths = [...Array(64).keys(), ...Array.from({ length: 64 }, (_, i) => numbersAt - 32 + i)]
  for (let length = 128; length < whole.length; length += 13) lengths.push(length)
  for (let length = whole.length - 16; length < whole.length; length++) lengths.push(length)
  for (const length of lengths) assert.equal(read(whole.subarray(0, length)), null, `${length} bytes`)
  for (const more of [1, 4, 100]) {
    const longer = new Uint8Array(whole.length + more)
    longer.set(whole)
    assert.equal(read(longer), null, `${more} bytes more`)
  }
})

test('with any one bit of it turned over, it is refused or gives the same numbers', () => {
  let taken = 0
  for (let at = 0; at < whole.length; at++)
    for (const bit of at < numbersAt ? [1, 4, 32, 128] : [1, 128]) {
      const changed = whole.slice()
      changed[at] = changed[at]! ^ bit
      if (assertNumbersOrRefusal(changed)) taken++
      if (at >= numbersAt) assert.equal(read(changed), null, `a wrong number was taken at byte ${at}`)
    }
  // Spaces behind the header and the name of the checksum may change without harm.
  assert.ok(taken < 60, `${taken} changed files were taken`)
})

test('with bytes changed, left out, doubled and put elsewhere, it is refused or gives the same numbers', () => {
  const edit = fc.record({
    kind: fc.constantFrom('change', 'cut', 'double', 'move'),
    at: fc.nat(whole.length - 1),
    length: fc.integer({ min: 1, max: 40 }),
    byte: fc.nat(255),
  })
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), edits => {
      let bytes = [...whole]
      for (const { kind, at, length, byte } of edits) {
        const piece = bytes.slice(at, at + length)
        if (kind === 'change') bytes[at] = byte
        else if (kind === 'double') bytes.splice(at, 0, ...piece)
        else bytes.splice(at, length)
        if (kind === 'move') bytes = [...bytes, ...piece]
      }
      assertNumbersOrRefusal(Uint8Array.from(bytes))
    }),
    { seed: 43, numRuns: 1500 },
  )
})

test('any bytes, and any JSON for a header, are refused', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bytes => assert.equal(read(bytes), null)),
    {
      seed: 47,
      numRuns: 500,
    },
  )
  fc.assert(
    fc.property(fc.json({ maxDepth: 4 }), json => assert.equal(read(fileOf(json)), null)),
    {
      seed: 53,
      numRuns: 500,
    },
  )
})

test('any value in place of a part of the header is refused, or is the one that stood there', () =>
  fc.assert(
    fc.property(
      fc.constantFrom(...matrices.map(({ name }) => name)),
      fc.constantFrom('dtype', 'shape', 'data_offsets'),
      fc.oneof(
        fc.jsonValue(),
        fc.array(fc.oneof(fc.integer({ min: -8, max: 400 }), fc.maxSafeInteger(), fc.double()), { maxLength: 4 }),
      ),
      (name, key, value) => {
        const lying = header()
        Object.assign(lying[name]!, { [key]: value })
        assertNumbersOrRefusal(fileOf(lying))
      },
    ),
    { seed: 59, numRuns: 1000 },
  ))

/** A header that tells one lie. */
const lies: Readonly<Record<string, readonly [lie: (header: Header) => object | string, says: RegExp]>> = {
  'two matrices in one place': [
    header => {
      header['layer0.attn_wk']!.data_offsets = header['layer0.attn_wq']!.data_offsets
      return header
    },
    /layer0\.attn_w.” overlap others/,
  ],
  'a matrix that begins within another': [
    header => {
      header['lm_head']!.data_offsets = header['lm_head']!.data_offsets.map(at => at - 4) as [number, number]
      return header
    },
    /overlap others/,
  ],
  'a matrix beyond the end': [
    header => {
      header['layer0.mlp_fc2']!.data_offsets = [1e9, 1e9 + 256]
      return header
    },
    /layer0\.mlp_fc2” overlap others in that file, or a gap/,
  ],
  'a matrix before the beginning': [
    header => ({ ...header, wte: { ...header['wte'], data_offsets: [-80, 0] } }),
    /entry of “wte” .* cannot be read/,
  ],
  'an end before the beginning': [
    header => ({ ...header, wte: { ...header['wte'], data_offsets: [80, 0] } }),
    /entry of “wte” .* cannot be read/,
  ],
  'a shape of more numbers than there are': [
    header => ({ ...header, wte: { ...header['wte'], shape: [5, 2 ** 50] } }),
    /entry of “wte” .* cannot be read/,
  ],
  'a shape turned around': [header => ({ ...header, wte: { ...header['wte'], shape: [4, 5] } }), /wte is 4×5/],
  'half a shape': [header => ({ ...header, wte: { ...header['wte'], shape: [20] } }), /wte is 20 in that file/],
  'other numbers': [header => ({ ...header, wte: { ...header['wte'], dtype: 'F64' } }), /“wte” is “F64” in that file/],
  'numbers of a list of lists': [
    header => JSON.stringify(header).replace('"F32"', '['.repeat(100_000) + ']'.repeat(100_000)),
    /“wte” is of no type/,
  ],
  'a matrix that the model does not have': [
    header => ({ ...header, bias: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } }),
    /holds “bias”, which this model does not have/,
  ],
  'a name of JavaScript': [
    header => JSON.stringify(header).replace('"wpe"', '"__proto__"'),
    /holds “__proto__”, which this model does not have/,
  ],
  'a name as long as the header': [
    header => ({ ...header, ['x'.repeat(9000)]: { dtype: 'F32', shape: [0], data_offsets: [0, 0] } }),
    /holds “x{40}…”, which/,
  ],
  'one name less': [
    header => Object.fromEntries(Object.entries(header).filter(([name]) => name !== 'wte')),
    /overlap others|a gap is before/,
  ],
  'one name twice': [
    header =>
      JSON.stringify(header).replace(
        '"wpe":',
        '"wpe":{"dtype":"F32","shape":[3,4],"data_offsets":[0,48]},"w\\u0070e":',
      ),
    /says “wpe” twice/,
  ],
  'metadata that are a list': [header => ({ ...header, __metadata__: ['3'] }), /metadata of that file/],
  'metadata that are numbers': [header => ({ ...header, __metadata__: { step: 3 } }), /metadata of that file/],
  'another word in the metadata': [
    header => ({ ...header, __metadata__: { ...header['__metadata__'], step: '4' } }),
    /changed or damaged/,
  ],
}

for (const [what, [lie, says]] of Object.entries(lies))
  test(`a header with ${what} is refused with a sentence`, () => {
    assert.throws(
      () => readCheckpoint(matrices, fileOf(lie(header()))),
      error => error instanceof CheckpointError && isSentence(error.message) && says.test(error.message),
    )
  })

test('a length that lies, and a number that is none, are refused with a sentence', () => {
  for (const length of [0n, 1n, BigInt(headerLength - 1), BigInt(headerLength + 8), 2n ** 53n, 2n ** 64n - 1n]) {
    const lying = whole.slice()
    new DataView(lying.buffer).setBigUint64(0, length, true)
    assert.equal(read(lying), null, `a length of ${length}`)
  }
  const plain = plainHeader()
  for (const number of [NaN, Infinity, -Infinity]) {
    const numbers = whole.slice(numbersAt)
    new DataView(numbers.buffer).setFloat32(40, number, true)
    assert.throws(() => readCheckpoint(matrices, fileOf(plain, numbers)), /wte holds a number that is not finite/)
  }
})

test('a file of another program, in another order and without a checksum, is read', () => {
  const turned = Object.fromEntries(Object.entries(plainHeader()).reverse())
  assert.deepEqual(readCheckpoint(matrices, fileOf(turned)), { parameters, metadata: {} })
})

test('matrices that share some bytes, in a file that is so much shorter, are refused', () => {
  const shared = 16
  const entries = Object.entries(plainHeader()).map(([name, entry], i) => {
    const data_offsets = entry.data_offsets.map(at => at - (i > 0 ? shared : 0))
    return [name, { ...entry, data_offsets }] as const
  })
  const file = fileOf(Object.fromEntries(entries), whole.subarray(numbersAt, whole.length - shared))
  assert.throws(() => readCheckpoint(matrices, file), /“wpe” overlap others/)
})
