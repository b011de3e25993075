import assert from 'node:assert/strict'
import { test } from 'node:test'
import { opIds } from '../../src/engine/operations.ts'
import { Program } from '../../src/python/program.ts'
import map from '../../src/source-map.json'
import { changed, ours, versions } from './versions.ts'

const program = new Program(ours, map)
const lineOf = (code: string, text = ours) => text.split('\n').findIndex(line => line.trim().startsWith(code)) + 1

test('every operation is found in our microgpt.py, and every line of code belongs to one', () => {
  assert.deepEqual(program.unresolved, [])
  assert.deepEqual(program.unmappedLines(), [])
  for (const op of opIds) assert.ok(program.linesOf(op).length > 0, op)
})

test('a line knows its operations, the most specific first', () => {
  assert.deepEqual(program.opsOn(lineOf('q = ')), ['attention.query'])
  assert.deepEqual(program.opsOn(lineOf('max_val = ')), ['softmax'])
  assert.deepEqual(program.opsOn(lineOf('docs = ')), ['dataset.load'])
  assert.deepEqual(program.opsOn(lineOf('# Attention')), [])
  assert.deepEqual(program.opsOn(0), [])
  assert.deepEqual(program.opsOn(9999), [])
})

test('lines that look alike are told apart', () => {
  const norm = ['embedding.norm', 'attention.norm', 'mlp.norm'] as const
  const lines = norm.map(op => program.linesOf(op)[0]?.[0] ?? 0)
  assert.deepEqual(
    lines,
    ours.split('\n').flatMap((line, at) => (line.trim() === 'x = rmsnorm(x)' ? [at + 1] : [])),
  )
  assert.notDeepEqual(program.linesOf('attention.add'), program.linesOf('mlp.add'))
  assert.notDeepEqual(program.linesOf('loss.softmax'), program.linesOf('sample.softmax'))
})

test('blank lines, comments and docstrings are no code; each line of a long statement is', () => {
  const { source } = program
  const code = new Set(program.executableLines())
  const lines = source.text.split('\n')
  for (const [at, line] of lines.entries())
    if (line.trim() === '' || line.trim().startsWith('#')) assert.ok(!code.has(at + 1), `line ${at + 1}: ${line}`)
  assert.ok(!code.has(1) && !code.has(2), 'the docstring')
  assert.ok(code.has(lineOf('for k_t in k_h]')))
  assert.ok(code.has(lineOf('break')))
})

test('the map holds when lines move and comments grow', () => {
  const moved = ours
    .replace('def gpt(', '# one\n# two\n\n\ndef gpt(')
    .replace('        q = linear(', '        # the query\n        q = linear(')
    .replace('learning_rate = 0.01', 'learning_rate = 0.01  # x = linear(x, mlp_fc1)')
  const after = new Program(moved, map)
  assert.deepEqual(after.unresolved, [])
  const query = lineOf('q = ', moved)
  assert.equal(query, lineOf('q = ') + 5)
  assert.deepEqual(after.linesOf('attention.query'), [[query, query]])
})

for (const [name, { text }] of Object.entries(versions))
  test(`every operation is found in a version with ${name}`, () => {
    const version = new Program(text, map)
    assert.deepEqual(version.unresolved, [])
    assert.deepEqual(version.unmappedLines(), [])
  })

test('the activation is the line between the two matrices, whatever it says', () => {
  const gelu = new Program(changed(['xi.relu()', 'xi.gelu()']), map)
  assert.deepEqual(gelu.linesOf('mlp.relu'), program.linesOf('mlp.relu'))
})

test('an operation that a program lacks is named, and no other line stands in for it', () => {
  const version = new Program(changed(['        x = rmsnorm(x)\n        q =', '        q =']), map)
  assert.deepEqual(
    version.unresolved.map(({ op, reason }) => [op, reason]),
    [['attention.norm', 'no "x = ~rmsnorm or x = ~layernorm before for h" in "for li"']],
  )
  assert.deepEqual(version.linesOf('attention.norm'), [])
  assert.equal(version.linesOf('mlp.norm').length, 1)
})

test('code that the lens does not know is said, line by line', () => {
  const version = new Program(changed(['    x = rmsnorm(x)\n', '    x = rmsnorm(x)\n    dropout(x)\n']), map)
  assert.deepEqual(version.unmappedLines(), [lineOf('dropout(x)', version.source.text)])
})
