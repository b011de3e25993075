// The libraries that are measured belong to this folder alone: they are installed when somebody measures.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))

export function installHere() {
  if (existsSync(`${here}node_modules`)) return
  console.error('Installing what is measured, in bench/ …')
  execFileSync('npm', ['ci', '--ignore-scripts'], { cwd: here, stdio: ['ignore', 'ignore', 'inherit'] })
}
