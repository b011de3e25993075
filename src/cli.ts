#!/usr/bin/env node
/** The terminal's door: runs the program that a microgpt.py describes, or prints where its operations stand. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { readText } from './cli/files.ts'
import { run } from './cli/run.ts'
import { UsageError } from './cli/usage-error.ts'
import { opIds } from './engine/operations.ts'
import { withLines } from './python/map-check.ts'
import { Program } from './python/program.ts'
import type { SourceMap } from './python/source-map.ts'
import sourceMap from './source-map.json'

const usage = `usage: node dist/cli.js run microgpt.py [--data FILE] [--backend exact|simd|webgpu] [--steps N]
       node dist/cli.js map microgpt.py [--write]

run  prints what python3 microgpt.py prints; the documents come from --data, else from input.txt, else from the list
     that ships with microgpt lens. exact (float64) prints Python's own figures; simd and webgpu compute in float32;
     webgpu needs the optional package webgpu
map  prints the lines of every operation as JSON; --write records them in src/source-map.json`

const map: SourceMap = sourceMap

function printMap(file: string, write: boolean): void {
  const program = new Program(readText(file), map)
  console.log(
    JSON.stringify(Object.fromEntries(opIds.map(op => [op, program.linesOf(op)])), null, 2).replace(
      /\[\s+(\d+),\s+(\d+)\s+\]/g,
      '[$1, $2]',
    ),
  )
  for (const { op, selector, reason } of program.unresolved)
    console.error(`${op}: “${selector}” finds nothing: ${reason}`)
  if (program.unresolved.length > 0) process.exitCode = 1
  if (write) writeFileSync('src/source-map.json', JSON.stringify(withLines(map, program), null, 2) + '\n')
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      backend: { type: 'string' },
      steps: { type: 'string' },
      write: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
  const [command, file, ...more] = positionals
  if (values.help) return console.log(usage)
  if (!file || more.length > 0 || (command !== 'run' && command !== 'map')) throw new UsageError(usage)
  if (command === 'map') return printMap(file, values.write ?? false)
  await run(file, values)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
