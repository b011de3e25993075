#!/usr/bin/env node
// npm run check: types, lint, format, the source map against the program and the kernels, dead code, licences, size.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildAll, firstLoad } from './build.mjs'

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'))

const most = 260_000
const forbidden = /\b(A?GPL|LGPL|EPL|SSPL|BUSL)/i

const command =
  (name, ...args) =>
  () =>
    spawnSync('npx', ['--no-install', name, ...args], { stdio: 'inherit' }).status === 0

/** Licences of what the page ships: its dependencies and theirs. */
function licences() {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'))
  const bad = Object.entries(lock.packages)
    .filter(([place, { license, dev }]) => place && !dev && (!license || forbidden.test(license)))
    .map(([place, { license }]) => `${place}: ${license ?? 'no licence given'}`)
  bad.forEach(line => console.log(line))
  return bad.length === 0
}

function size() {
  const bytes = firstLoad()
  console.log(`JavaScript of the first load: ${(bytes / 1000).toFixed(1)} kB compressed, at most ${most / 1000} kB`)
  return bytes <= most
}

/** The parts of the program, by name: a part that fails is named at the end. */
const checks = {
  types: command('tsc', '-p', '.'),
  lint: command('eslint', '--max-warnings', '0', 'src', 'tests', 'bench'),
  format: command('prettier', '--check', '--log-level', 'warn', '.'),
  'source map': () => spawnSync('node', ['tools/check-map.mjs'], { stdio: 'inherit' }).status === 0,
  'dead code': command('knip'),
  licences,
  size,
}

await buildAll()
const failed = Object.entries(checks).filter(([name, check]) => {
  console.log(`— ${name}`)
  return !check()
})
if (failed.length > 0) {
  console.log(`check failed: ${failed.map(([name]) => name).join(', ')}`)
  process.exit(1)
}
console.log('check passed')
