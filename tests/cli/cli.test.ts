/** The terminal's door as a person uses it: the built program, its words and its exit code. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import { opIds } from '../../src/engine/operations.ts'
import { changed, ours } from '../python/versions.ts'
import { sharedData, whyAbsent } from '../shared.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-cli-'))
after(() => rmSync(folder, { recursive: true, force: true }))

/** A file of that content, for the one test at hand. */
function fileOf(name: string, content: string | Uint8Array): string {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return file
}

function cli(...words: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync('node', ['dist/cli.js', ...words], { encoding: 'utf8', timeout: 60_000 })
  return { code: status, out: stdout, err: stderr.trim() }
}

const few = fileOf('few.txt', 'emma\nolivia\nava\n')
const names = sharedData('names.txt')
const log = sharedData('cpython-run.txt')

describe('run', () => {
  test(
    'prints the first lines of what CPython prints, byte for byte',
    { skip: names && log ? false : whyAbsent },
    () => {
      const { code, out, err } = cli('run', 'microgpt.py', '--data', '../shared/data/names.txt', '--steps', '20')
      assert.equal(out, log!.split('\n').slice(0, 23).join('\n') + '\n')
      assert.equal(err, '')
      assert.equal(code, 0)
    },
  )

  test('goes through to the samples of a whole run, the same ones each time', () => {
    const short = fileOf('short.py', changed(['num_steps = 1000', 'num_steps = 12']))
    const { code, out } = cli('run', short, '--data', few)
    assert.equal(code, 0)
    assert.match(out, /^num docs: 3\nvocab size: 8\nnum params: \d+\nstep {4}1 \/ {3}12 \| loss \d\.\d{4}\n/)
    assert.equal(out.match(/^step .*$/gm)?.length, 12)
    assert.equal(out.match(/^sample +\d+: [aeilmov]*$/gm)?.length, 20)
    assert.equal(cli('run', short, '--data', few).out, out)
  })

  test('another version of the file is another run: relu squared changes the losses, from the first on', () => {
    const squared = fileOf('squared.py', changed(['xi.relu()', 'xi.relu() ** 2']))
    const [mine, theirs] = ['microgpt.py', squared].map(file => cli('run', file, '--data', few, '--steps', '3'))
    assert.equal(theirs!.code, 0)
    const losses = (out: string): string[] => out.match(/loss .*/g) ?? []
    assert.equal(losses(theirs!.out).length, 3)
    losses(theirs!.out).forEach((loss, i) => assert.notEqual(loss, losses(mine!.out)[i]))
  })

  const broken: Readonly<Record<string, readonly [words: readonly string[], says: RegExp]>> = {
    'a program that is not there': [['run', 'nowhere.py'], /^There is no file nowhere\.py\.$/],
    'a folder for a program': [['run', 'src'], /^src is not a file\.$/],
    'data that are not there': [['run', 'microgpt.py', '--data', 'nowhere.txt'], /^There is no file nowhere\.txt\.$/],
    'data without a document': [
      ['run', 'microgpt.py', '--data', fileOf('empty.txt', '\n \n')],
      /^There is no document in that text: every line is empty\.$/,
    ],
    'data that are no text': [
      ['run', 'microgpt.py', '--data', fileOf('bytes.txt', Uint8Array.of(80, 75, 3, 4, 0, 0, 255))],
      /^That file is not text: it holds zero bytes\.$/,
    ],
    'no steps': [['run', 'microgpt.py', '--steps', '0'], /^--steps takes a whole number from 1; it is “0”\.$/],
    'half a step': [['run', 'microgpt.py', '--steps', '1.5'], /^--steps takes a whole number from 1; it is “1\.5”\.$/],
    'steps in words': [
      ['run', 'microgpt.py', '--steps', 'ten'],
      /^--steps takes a whole number from 1; it is “ten”\.$/,
    ],
    'a backend that nobody knows': [
      ['run', 'microgpt.py', '--backend', 'cuda'],
      /^There is no backend “cuda”; --backend takes exact, simd, webgpu\.$/,
    ],
    'a number that would have to be worked out': [
      ['run', fileOf('sum.py', changed(['n_embd = 16', 'n_embd = 4 * 4']))],
      /^line \d+: n_embd should be a plain number; it is "4 \* 4"\.$/,
    ],
    'an option that nobody knows': [['run', 'microgpt.py', '--speed', '9'], /--speed/],
    'no command': [[], /^usage: node dist\/cli\.js run/],
  }
  for (const [what, [words, says]] of Object.entries(broken))
    test(`${what}: a sentence, nothing printed, exit code 1`, () => {
      const { code, out, err } = cli(...words)
      assert.match(err, says)
      assert.doesNotMatch(err, /\n {4}at /)
      assert.equal(out, '')
      assert.equal(code, 1)
    })
})

/**
 * Holds the lines of a float32 lane against those of the exact one. Losses that are within 1e-5 of each other, as the
 * lanes promise, print the same four digits, or in about one line of ten neighbouring ones where a rounding lies between.
 * All other lines must be the same.
 */
function assertSameWithinRounding(out: string, exact: string): void {
  const [mine, theirs] = [out.split('\n'), exact.split('\n')]
  assert.equal(mine.length, theirs.length)
  let apart = 0
  mine.forEach((line, i) => {
    if (line === theirs[i]) return
    apart++
    const [loss, expected] = [line, theirs[i]!].map(each => Number(/^step .* loss (\d+\.\d{4})$/.exec(each)?.[1]))
    assert.ok(Math.abs(loss! - expected!) < 1.5e-4, `${line} where the exact lane has ${theirs[i]}`)
  })
  assert.ok(apart <= 0.1 * mine.length, `${apart} of ${mine.length} lines are apart`)
}

describe('run --backend', () => {
  test('simd prints the lines of exact within a rounding, and the same samples', () => {
    const short = fileOf('backend.py', changed(['num_steps = 1000', 'num_steps = 60']))
    const [exact, simd] = ['exact', 'simd'].map(backend => cli('run', short, '--data', few, '--backend', backend))
    assert.deepEqual([simd!.code, simd!.err], [0, ''])
    assertSameWithinRounding(simd!.out, exact!.out)
    assert.equal(simd!.out.match(/^sample /gm)?.length, 20)
  })

  test(
    "simd prints CPython's 1,000 losses within a rounding, and its 20 names",
    { skip: names && log ? false : whyAbsent },
    () => {
      const { code, out } = cli('run', 'microgpt.py', '--data', '../shared/data/names.txt', '--backend', 'simd')
      assert.equal(code, 0)
      assertSameWithinRounding(out, log!)
    },
  )

  const isInstalled = existsSync('node_modules/webgpu')

  test(
    'webgpu says which package it needs where that is absent',
    { skip: isInstalled ? 'the package webgpu is installed here' : false },
    () => {
      const { code, out, err } = cli('run', 'microgpt.py', '--data', few, '--backend', 'webgpu')
      assert.equal(err, 'WebGPU in the terminal needs the optional package webgpu: run npm install webgpu.')
      assert.deepEqual([code, out], [1, ''])
    },
  )

  test(
    'webgpu prints the lines of exact within a rounding, or says in a sentence why it cannot',
    { skip: isInstalled ? false : 'the optional package webgpu is not installed' },
    () => {
      const words = ['run', 'microgpt.py', '--data', few, '--steps', '20', '--backend']
      const { code, out, err } = cli(...words, 'webgpu')
      if (code === 0) return assertSameWithinRounding(out, cli(...words, 'exact').out)
      assert.deepEqual([code, out], [1, ''])
      assert.match(err, /^[A-Z].*\.$/m)
    },
  )
})

describe('map', () => {
  test('prints the lines of every operation as JSON', () => {
    const { code, out, err } = cli('map', 'microgpt.py')
    assert.equal(code, 0)
    assert.equal(err, '')
    const lines = JSON.parse(out) as Record<string, [number, number][]>
    assert.deepEqual(Object.keys(lines).sort(), [...opIds].sort())
    const text = ours.split('\n')
    for (const [op, ranges] of Object.entries(lines)) {
      assert.ok(ranges.length > 0, op)
      for (const [first, last] of ranges) assert.ok(first >= 1 && first <= last && last <= text.length, op)
    }
    assert.match(text[lines['attention.softmax']![0]![0] - 1]!, /attn_weights = softmax/)
  })

  test('a line is gone from the program: the operation is named, and the exit code is 1', () => {
    const line = ours.split('\n').find(each => each.includes('attn_weights = softmax'))!
    const { code, out, err } = cli('map', fileOf('gone.py', changed([`${line}\n`, ''])))
    assert.equal(code, 1)
    assert.match(err, /^attention\.softmax: /m)
    assert.doesNotMatch(err, /^attention\.query: /m)
    assert.deepEqual((JSON.parse(out) as Record<string, unknown>)['attention.softmax'], [])
  })
})
