import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { ours } from './versions.ts'

const data = '../shared/data/names.txt'
const figures = '../shared/data/cpython-run.txt'
const headings = 3
const steps = 20

test('python3 microgpt.py prints the known figures', { timeout: 120_000 }, async t => {
  if (spawnSync('python3', ['--version']).status !== 0) return t.skip('there is no python3')
  for (const file of [data, figures]) if (!existsSync(file)) return t.skip(`there is no ${file}`)
  const folder = mkdtempSync(join(tmpdir(), 'microgpt-'))
  copyFileSync(data, join(folder, 'input.txt'))
  const python = spawn('python3', ['-u', resolve('microgpt.py')], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const printed: string[] = []
  try {
    for await (const line of createInterface({ input: python.stdout })) {
      printed.push(line)
      if (printed.length === headings + steps) break
    }
  } finally {
    python.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
  assert.deepEqual(
    printed,
    readFileSync(figures, 'utf8')
      .split('\n')
      .slice(0, headings + steps),
  )
})

test('microgpt.py fits its pane', () => {
  const lines = ours.trimEnd().split('\n')
  assert.ok(lines.length >= 185 && lines.length <= 210, `${lines.length} lines`)
  for (const [at, line] of lines.entries()) assert.ok(line.length <= 88, `line ${at + 1} has ${line.length} columns`)
})
