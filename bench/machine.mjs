// Where and with what this was measured.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import os from 'node:os'

const versionIn = file => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')).version

export function firstLineOf(command, ...args) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      .trim()
      .split('\n')[0]
  } catch {
    return null
  }
}

export const machine = () => ({
  date: new Date().toISOString().slice(0, 10),
  cpu: `${os.cpus()[0].model.trim()}, ${os.cpus().length} cores`,
  memory: `${Math.round(os.totalmem() / 2 ** 30)} GB`,
  system: `${os.type()} ${os.release()}`,
  load: os.loadavg()[0].toFixed(2),
  node: process.version,
  python: firstLineOf('python3', '--version') ?? 'no python3',
  tfjs: versionIn('node_modules/@tensorflow/tfjs-core/package.json'),
  jaxJs: versionIn('node_modules/@jax-js/jax/package.json'),
})
