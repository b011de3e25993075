import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operations } from '../../src/engine/operations.ts'
import { kernelNames } from '../../src/engine/ops.ts'
import { checkMap, withLines } from '../../src/python/map-check.ts'
import { Program } from '../../src/python/program.ts'
import type { Computation, SourceMap } from '../../src/python/source-map.ts'
import mapOfOurs from '../../src/source-map.json'
import { changed, ours } from './versions.ts'

const map: SourceMap = mapOfOurs
const problemsOf = (checked: SourceMap, text = ours) => checkMap(checked, operations, new Program(text, checked))

test('the map agrees with the operations and with microgpt.py', () => {
  assert.deepEqual(problemsOf(map), [])
})

test('every kernel that a plan may call is named by the map', () => {
  const named = Object.values(map).flatMap(({ forward, backward }) =>
    [...forward, ...backward].map(part => part.kernel),
  )
  assert.deepEqual([...new Set(named.filter(name => name !== undefined))].sort(), [...kernelNames].sort())
})

test('every kernel of the map is written for each lane', () => {
  const entry = map['loss.mean']!
  const without = (lane: 'wgsl' | 'simd') => ({
    ...map,
    'loss.mean': { ...entry, forward: entry.forward.map(part => ({ ...part, [lane]: undefined })) as Computation[] },
  })
  assert.deepEqual(problemsOf(without('wgsl')), ['loss.mean: the map does not say where mean is written in WGSL.'])
  assert.deepEqual(problemsOf(without('simd')), ['loss.mean: the map does not say where mean is written for SIMD.'])
})

test('lines that moved are named, and recording them again heals the map', () => {
  const text = changed(['        k = linear(', '\n        k = linear('])
  const problems = problemsOf(map, text)
  assert.ok(problems.some(problem => /^attention\.key: .* the map has \d+–\d+\.$/.test(problem)))
  assert.ok(!problems.some(problem => problem.startsWith('attention.query:')))
  assert.deepEqual(problemsOf(withLines(map, new Program(text, map)), text), [])
})

test('a selector that finds nothing is named', () => {
  const problems = problemsOf(map, changed(['        q = linear', '        quest = linear']))
  const found = 'finds nothing: no "q =" in "for li".'
  assert.ok(problems.includes(`attention.query: the selector "def gpt > for li > q =" ${found}`))
  assert.ok(problems.some(problem => /^line \d+ belongs to no operation: quest = linear/.test(problem)))
})

test('an operation without an entry and an entry without an operation are named', () => {
  const { adam, ...rest } = map
  assert.ok(adam)
  const problems = problemsOf({ ...rest, 'adam.w': adam })
  assert.ok(problems.includes('adam: the map has no entry for this operation.'))
  assert.ok(problems.includes('adam.w: the map has an entry, but there is no such operation.'))
  const { tokenizer, ...others } = map
  assert.ok(tokenizer)
  assert.match(problemsOf({ ...others, tokenizer }).join('\n'), /out of order/)
})

test('only a selector that other versions need may stand without lines', () => {
  const entry = map.backward
  assert.ok(entry)
  const withPart = (select: string) => ({
    ...map,
    backward: { ...entry, python: [...entry.python, { select, lines: [] }] },
  })
  assert.deepEqual(problemsOf(withPart('def elsewhere ?')), [])
  assert.match(problemsOf(withPart('def elsewhere')).join(), /finds nothing/)
  assert.match(problemsOf(withPart('def gpt: ?')).join(), /the map has none/)
})

test('a line of code that belongs to no entry is named', () => {
  const text = `${ours}print('done')\n`
  const line = text.split('\n').indexOf("print('done')") + 1
  assert.deepEqual(problemsOf(map, text), [`line ${line} belongs to no operation: print('done')`])
})

test('a kernel that is not there is named once for each entry', () => {
  const missing = 'src/gpu/kernels/mean.wgsl#mean'
  const problems = checkMap(map, operations, new Program(ours, map), symbol => symbol !== missing)
  assert.deepEqual(problems, [`loss.mean: ${missing} is not there.`])
})

test('each entry says in one short sentence what its operation does', () => {
  for (const [id, { says }] of Object.entries(map)) assert.match(says, /^[A-Z].{8,108}\.$/, id)
})
