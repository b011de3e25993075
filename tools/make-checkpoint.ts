// Makes src/data/checkpoint.safetensors: the default run on the shipped names, on the exact lane, just before its last
// step. The page opens on it. Run it again whenever the names, the defaults or the engine's results change:
//   node tools/make-checkpoint.mjs
import { writeFileSync } from 'node:fs'
import names from '../src/data/names.txt'
import { writeCheckpoint } from '../src/engine/checkpoint.ts'
import { defaultConfig } from '../src/engine/config.ts'
import { datasetOf } from '../src/engine/dataset.ts'
import { ExactLane } from '../src/engine/exact/lane.ts'
import { matricesOf } from '../src/engine/parameters.ts'
import { planFor } from '../src/engine/plan.ts'
import { Trainer } from '../src/engine/trainer.ts'

const dataset = datasetOf('shipped names', names, defaultConfig.seed)
const { vocab_size } = dataset.tokenizer
const trainer = new Trainer(defaultConfig, dataset, new ExactLane(planFor(defaultConfig, vocab_size)))
await trainer.start()
const losses = await trainer.advance(defaultConfig.num_steps)
const step = defaultConfig.num_steps - 1
const { parameters } = await trainer.stateAt(step)
const metadata = { step: String(step), seed: String(defaultConfig.seed), data: 'src/data/names.txt' }
writeFileSync(
  'src/data/checkpoint.safetensors',
  writeCheckpoint(matricesOf(defaultConfig, vocab_size), parameters, metadata),
)
const tail = losses.slice(-100)
console.log(
  `wrote the parameters after ${step} steps; mean of the last 100 losses ${(tail.reduce((a, b) => a + b) / 100).toFixed(4)}`,
)
console.log(`last names: ${[995, 996, 997, 998, 999].map(s => trainer.documentAt(s)).join(' ')}`)
