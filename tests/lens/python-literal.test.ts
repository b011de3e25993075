import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { pythonFloat, pythonList, pythonLiteral, pythonString } from '../../src/lens/python-literal.ts'

const hasPython = spawnSync('python3', ['--version']).status === 0

/** Numbers at the places where the two languages change from digits to powers of ten, and random bits. */
function numbers(): number[] {
  const edges = [0, -0, 1, -1, 0.1, 1e-4, 9.999e-5, 1e-5, 1e-6, 1e-7, 1.5e-7, 123456789, 1e15, 1e16, 1.5e16, 1e17, 1e20]
  const ends = [
    1e21,
    1e22,
    1.7976931348623157e308,
    5e-324,
    2 ** 53,
    2 ** 53 + 2,
    1 / 3,
    100,
    12345.678,
    9007199254740993,
  ]
  const bits = new BigUint64Array(1)
  const asFloat = new Float64Array(bits.buffer)
  let state = 88172645463325252n
  const random = Array.from({ length: 3000 }, () => {
    state ^= BigInt.asUintN(64, state << 13n)
    state ^= state >> 7n
    state ^= BigInt.asUintN(64, state << 17n)
    bits[0] = state
    return asFloat[0]!
  })
  return [...edges, ...edges.map(value => -value), ...ends, ...random.filter(Number.isFinite)]
}

test('a number is written as Python writes it', () => {
  const pairs: [number, string][] = [
    [1e-7, '1e-07'],
    [0.00001, '1e-05'],
    [0.0001, '0.0001'],
    [1e16, '1e+16'],
    [1e15, '1000000000000000.0'],
    [123456.5, '123456.5'],
    [-0, '-0.0'],
    [3, '3.0'],
    [5e-324, '5e-324'],
    [1.5e300, '1.5e+300'],
    [NaN, "float('nan')"],
    [-Infinity, "-float('inf')"],
  ]
  for (const [value, python] of pairs) assert.equal(pythonFloat(value), python)
})

test('CPython reads the same float, and prints the same text', { skip: !hasPython && 'there is no python3' }, () => {
  const values = numbers()
  const list = pythonList(values)
  // Read back from Python to the last bit, and printed by it.
  const program =
    'import struct, sys\nl = eval(sys.stdin.read())\nprint(repr(l))\nprint(struct.pack(f"<{len(l)}d", *l).hex())'
  const [printed, bytes] = execFileSync('python3', ['-c', program], { input: list, encoding: 'utf8' }).split('\n')
  assert.equal(printed, list)
  assert.equal(bytes, Buffer.from(Float64Array.from(values).buffer).toString('hex'))
})

test('the calls that make what has no literal print as such', { skip: !hasPython && 'there is no python3' }, () => {
  const words = execFileSync('python3', ['-c', `print(${pythonList([NaN, Infinity, -Infinity])})`], {
    encoding: 'utf8',
  })
  assert.equal(words.trim(), '[nan, inf, -inf]')
})

test('rows are lists in a list, one row alone is the list', () => {
  assert.equal(pythonLiteral([1, 2, 3, 4], 2, 2), '[[1.0, 2.0], [3.0, 4.0]]')
  assert.equal(pythonLiteral([1, 2], 1, 2), '[1.0, 2.0]')
  assert.equal(pythonLiteral([1, 2], 1, 2, true), '[[1.0, 2.0]]')
})

test('a word keeps its quotes', () => {
  assert.equal(pythonString('emma'), "'emma'")
  assert.equal(pythonString("o'neil"), '"o\'neil"')
  assert.equal(pythonString('a\\b'), "'a\\\\b'")
})
