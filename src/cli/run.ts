/** `run`: prints what python3 microgpt.py prints. */
import { existsSync } from 'node:fs'
import shippedNames from '../data/names.txt'
import { defaultConfig, problemsWith, type Config } from '../engine/config.ts'
import { datasetOf, type Dataset } from '../engine/dataset.ts'
import { planFor } from '../engine/plan.ts'
import { sample } from '../engine/sampler.ts'
import { Trainer } from '../engine/trainer.ts'
import { readHyperparameters, type Hyperparameters } from '../python/hyperparameters.ts'
import { readText } from './files.ts'
import { laneName, openLane } from './lanes.ts'
import { UsageError } from './usage-error.ts'

export interface RunOptions {
  readonly data?: string | undefined
  readonly backend?: string | undefined
  readonly steps?: string | undefined
}

export async function run(file: string, { data, backend = 'exact', steps }: RunOptions): Promise<void> {
  const name = laneName(backend)
  const wanted = stepsOf(steps)
  const { samples, ...config } = configFrom(readText(file))
  const dataset = datasetFrom(data, config.seed)
  const plan = planFor(config, dataset.tokenizer.vocab_size)
  const lane = await openLane(name, plan)
  try {
    const trainer = new Trainer(config, dataset, lane)
    await trainer.start()
    console.log(
      `num docs: ${dataset.docs.length}\nvocab size: ${dataset.tokenizer.vocab_size}\nnum params: ${plan.parameters}`,
    )
    await train(trainer, Math.min(config.num_steps, wanted ?? config.num_steps))
    // Fewer steps of the same run: as in Python stopped early, there are no samples.
    if (wanted === null) await printSamples(trainer, samples)
  } finally {
    lane.dispose()
  }
}

function stepsOf(word: string | undefined): number | null {
  if (word === undefined) return null
  const steps = Number(word)
  if (Number.isInteger(steps) && steps >= 1) return steps
  throw new UsageError(`--steps takes a whole number from 1; it is “${word}”.`)
}

function configFrom(text: string): Config & { samples: number } {
  const { values, unreadable } = readHyperparameters(text)
  if (unreadable.length > 0)
    throw new UsageError(
      unreadable.map(({ line, reason }) => (line === null ? reason : `line ${line}: ${reason}`)).join('\n'),
    )
  const config = { ...defaultConfig, ...(values as Hyperparameters) }
  const problems = problemsWith(config)
  if (problems.length > 0) throw new UsageError(problems.join('\n'))
  return config
}

function datasetFrom(data: string | undefined, seed: number): Dataset {
  const path = data ?? (existsSync('input.txt') ? 'input.txt' : null)
  if (path !== null) return datasetOf(path, readText(path), seed)
  console.error('There is no input.txt here: reading the list of names that ships with microgpt lens.')
  return datasetOf('shipped names', shippedNames, seed)
}

async function train(trainer: Trainer, end: number): Promise<void> {
  const total = String(trainer.config.num_steps).padStart(4)
  while (trainer.completed < end) {
    const first = trainer.completed
    const losses = await trainer.advance(Math.min(10, end - first))
    const lines = losses.map(
      (loss, i) => `step ${String(first + i + 1).padStart(4)} / ${total} | loss ${loss.toFixed(4)}`,
    )
    console.log(lines.join('\n'))
  }
}

async function printSamples(trainer: Trainer, count: number): Promise<void> {
  const { dataset, config, lane } = trainer
  const state = await trainer.stateAt(trainer.completed)
  sample(lane.plan, state, trainer.random.copy(), count, config.temperature).forEach((ids, i) => {
    const name = ids.map(id => dataset.tokenizer.letter(id)).join('')
    console.log(`sample ${String(i + 1).padStart(2)}: ${name}`)
  })
}
