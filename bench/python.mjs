// CPython: python3 microgpt.py as it stands, timed by the moments at which its lines come.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/**
 * @param steps how many steps are timed, after a first one that is not
 * @returns milliseconds a step and all losses so far, or null where there is no python3
 */
export async function python(program, text, steps) {
  const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-bench-'))
  writeFileSync(path.join(folder, 'input.txt'), text)
  const child = spawn('python3', ['-u', program], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] })
  const times = []
  const losses = []
  let unread = ''
  try {
    await new Promise((done, fail) => {
      child.on('error', fail)
      child.on('close', done)
      child.stdout.on('data', data => {
        const lines = (unread + data).split('\n')
        unread = lines.pop()
        for (const line of lines) {
          const loss = /^step .* loss ([\d.]+)/.exec(line)?.[1]
          if (loss === undefined) continue
          times.push(performance.now())
          losses.push(Number(loss))
        }
        if (times.length > steps) child.kill()
      })
    })
  } catch (error) {
    if (error.code === 'ENOENT') return null
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
  if (times.length <= steps) throw new Error(`python3 ${program} stopped after ${times.length} steps.`)
  return { ms: (times[steps] - times[0]) / steps, losses }
}
