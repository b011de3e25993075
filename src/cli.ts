#!/usr/bin/env node
/** The terminal's door: runs the program that a microgpt.py describes, or prints where its operations stand. */
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import shippedNames from './data/names.txt'
import sourceMap from './source-map.json'
import { defaultConfig, problemsWith, type Config } from './engine/config.ts'
import { datasetOf, textOf } from './engine/dataset.ts'
import { ExactLane } from './engine/exact/lane.ts'
import { opIds } from './engine/operations.ts'
import { planFor } from './engine/plan.ts'
import { sample } from './engine/sampler.ts'
import { Trainer } from './engine/trainer.ts'
import { readHyperparameters, type Hyperparameters } from './python/hyperparameters.ts'
import { withLines } from './python/map-check.ts'
import { Program } from './python/program.ts'
import type { SourceMap } from './python/source-map.ts'

const usage = `usage: node dist/cli.js run microgpt.py [--data FILE] [--backend exact] [--steps N]
       node dist/cli.js map microgpt.py [--write]

run  prints what python3 microgpt.py prints; the documents come from --data, else from input.txt, else from the list
     that ships with microgpt lens
map  prints the lines of every operation as JSON; --write records them in src/source-map.json`

/** Something that the person at the terminal can mend. */
class UsageError extends Error {}

const map: SourceMap = sourceMap

function bytesOf(file: string): Uint8Array {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  if (!statSync(file).isFile()) throw new UsageError(`${file} is not a file.`)
  return readFileSync(file)
}

const programIn = (file: string): string => textOf(bytesOf(file))

function configFrom(text: string, steps: number | null): { config: Config; samples: number } {
  const { values, unreadable } = readHyperparameters(text)
  if (unreadable.length > 0)
    throw new UsageError(
      unreadable.map(({ line, reason }) => (line === null ? reason : `line ${line}: ${reason}`)).join('\n'),
    )
  const { samples, ...rest } = values as Hyperparameters
  const config = { ...defaultConfig, ...rest }
  const problems = problemsWith(config)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  // Fewer steps of the same run: the decay still speaks of all of them, as in Python stopped early.
  return { config, samples: steps === null ? samples : 0 }
}

async function run(file: string, options: { data?: string; backend?: string; steps?: string }): Promise<void> {
  const { backend = 'exact' } = options
  if (backend === 'simd' || backend === 'webgpu')
    throw new UsageError(`The ${backend} lane does not run in the terminal yet; --backend exact does.`)
  if (backend !== 'exact') throw new UsageError(`There is no backend “${backend}”; --backend exact is the one.`)
  const steps = options.steps === undefined ? null : Number(options.steps)
  if (steps !== null && (!Number.isInteger(steps) || steps < 1))
    throw new UsageError(`--steps takes a whole number from 1; it is “${options.steps}”.`)
  const { config, samples } = configFrom(programIn(file), steps)
  const path = options.data ?? (existsSync('input.txt') ? 'input.txt' : null)
  if (path === null)
    console.error('There is no input.txt here: reading the list of names that ships with microgpt lens.')
  const text = path === null ? shippedNames : textOf(bytesOf(path))
  const dataset = datasetOf(path ?? 'shipped names', text, config.seed)
  const plan = planFor(config, dataset.tokenizer.vocab_size)
  const trainer = new Trainer(config, dataset, new ExactLane(plan))
  await trainer.start()
  console.log(
    `num docs: ${dataset.docs.length}\nvocab size: ${dataset.tokenizer.vocab_size}\nnum params: ${plan.parameters}`,
  )
  const total = String(config.num_steps).padStart(4)
  const end = Math.min(config.num_steps, steps ?? config.num_steps)
  while (trainer.completed < end) {
    const first = trainer.completed
    const losses = await trainer.advance(Math.min(10, end - first))
    const lines = losses.map(
      (loss, i) => `step ${String(first + i + 1).padStart(4)} / ${total} | loss ${loss.toFixed(4)}`,
    )
    console.log(lines.join('\n'))
  }
  const state = await trainer.stateAt(trainer.completed)
  sample(plan, state, trainer.random.copy(), samples, config.temperature).forEach((ids, i) => {
    const name = ids.map(id => dataset.tokenizer.letter(id)).join('')
    console.log(`sample ${String(i + 1).padStart(2)}: ${name}`)
  })
}

function printMap(file: string, write: boolean): void {
  const program = new Program(programIn(file), map)
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
  const { data, backend, steps, write } = values
  if (command === 'map') return printMap(file, write ?? false)
  await run(file, {
    ...(data !== undefined && { data }),
    ...(backend !== undefined && { backend }),
    ...(steps !== undefined && { steps }),
  })
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
