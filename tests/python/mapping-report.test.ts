import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mappingReport } from '../../src/python/mapping-report.ts'
import { Program } from '../../src/python/program.ts'
import { checkProgram, mostBytes, programBytes, ProgramError, programText } from '../../src/python/program-text.ts'
import map from '../../src/source-map.json'
import { changed, ours, versions } from './versions.ts'

const reportOn = (text: string) => mappingReport(new Program(text, map))

test('of ours, and of each version in the wild, there is nothing to remark', () => {
  for (const text of [ours, ...Object.values(versions).map(({ text }) => text)])
    assert.deepEqual(reportOn(programText('a version', text)).remarks, [])
})

test('a changed program: each line and each operation that is not recognised is named, with the reason', () => {
  const text = changed(
    ['        x = rmsnorm(x)\n        q =', '        x = dropout(x)\n        q ='],
    ['n_embd = 16', 'n_embd = 2 * 8'],
    ['(ms + 1e-5)', '(ms + 1e-6)'],
    ['    return logits\n', '    return logits\n\nplot(losses)\n'],
  )
  const { lines, recognised, remarks } = reportOn(text)
  assert.equal(lines - recognised, 2)
  const lineOf = (code: string) => text.split('\n').findIndex(line => line.includes(code)) + 1
  const says = (line: number | null) => remarks.filter(remark => remark.line === line).map(({ says }) => says)
  assert.match(
    says(lineOf('2 * 8')).join(),
    /n_embd should be a plain number; it is "2 \* 8"\. n_embd stays as it was\./,
  )
  assert.match(says(lineOf('1e-6')).join(), /1e-6 is another number than the model here has in rmsnorm/)
  assert.match(says(lineOf('dropout')).join(), /belongs to no operation.*x = dropout\(x\)/)
  assert.match(says(lineOf('plot')).join(), /plot\(losses\)/)
  assert.match(says(null).join(), /^attention\.norm \(rmsnorm\) is not found: .*computes it all the same\.$/)
  assert.equal(remarks.length, 5)
})

test('what cannot be read as Python is said where it stands', () => {
  const text = changed(['    logits = linear(x', '    logits = = linear(x'])
  assert.ok(reportOn(text).remarks.some(({ says }) => /cannot be read as Python: logits = = linear/.test(says)))
})

test('no program: too large, no text, empty, something else', () => {
  const refusal = (act: () => unknown) => {
    try {
      act()
    } catch (error) {
      assert.ok(error instanceof ProgramError)
      return error.message
    }
    return assert.fail('it was taken')
  }
  assert.match(
    refusal(() => programBytes('big.py', new Uint8Array(mostBytes + 1))),
    /big\.py has 201 kB; .* 200 kB/,
  )
  assert.match(
    refusal(() => programBytes('a.png', new Uint8Array([0x89, 0xff, 1]))),
    /a\.png is not text/,
  )
  assert.match(
    refusal(() => programText('b.py', 'x\0')),
    /b\.py is not text/,
  )
  assert.match(
    refusal(() => programText('c.py', ' \n')),
    /c\.py is empty/,
  )
  for (const text of ['emma\nolivia\n', '<html><body>hello</body></html>', '{"a": [1, 2]}', 'print("hello")\n'])
    assert.match(
      refusal(() => checkProgram('d.py', new Program(text, map))),
      /d\.py is not a microgpt\.py: none of its/,
    )
})

test('the mark at the front of a file and the line ends of other systems are no part of the text', () => {
  assert.equal(programText('a.py', '\ufeffa = 1\r\nb = 2\rc = 3\n'), 'a = 1\nb = 2\nc = 3\n')
})
