/** The same work for everybody: one model's first numbers, and the documents of each step in their order. */
import { defaultConfig, type Config } from '../src/engine/config.ts'
import { datasetOf, documentsOf } from '../src/engine/dataset.ts'
import { rowsOf } from '../src/engine/document.ts'
import type { StepInput } from '../src/engine/lane.ts'
import { initialParameters, matricesOf, type Matrix } from '../src/engine/parameters.ts'
import { ratesAt } from '../src/engine/trainer.ts'

export interface Work {
  readonly config: Config
  readonly vocab_size: number
  readonly matrices: readonly Matrix[]
  /** All matrices, flat, as seed 42 draws them. */
  readonly parameters: Float64Array
  /** What each step trains on, and Adam's numbers for it; rates decay over 1,000 steps however few are run. */
  readonly inputs: readonly StepInput[]
}

/**
 * @param text the names, one a line
 * @param full one document is a whole block of letters, names run together; else it is a name
 * @param steps how many steps to lay out, at most 1,000
 */
export function workFor(changes: Partial<Config>, text: string, full: boolean, steps: number): Work {
  const config = { ...defaultConfig, ...changes }
  const dataset = datasetOf('bench', full ? filled(text, config.block_size) : text, config.seed)
  const { docs, tokenizer, random } = dataset
  const { vocab_size, BOS } = tokenizer
  const inputs = Array.from({ length: steps }, (_, step) => {
    const documents = Array.from({ length: config.batch_size }, (_, b) =>
      tokenizer.encode(docs[(step * config.batch_size + b) % docs.length]!),
    )
    return { rows: rowsOf(documents, BOS, config.block_size), rates: ratesAt(config, step) }
  })
  const parameters = initialParameters(config, vocab_size, random)
  return { config, vocab_size, matrices: matricesOf(config, vocab_size), parameters, inputs }
}

/** Lines as long as the block, so that no position is padding. */
function filled(text: string, block_size: number): string {
  const letters = documentsOf(text).join('')
  const count = Math.floor(letters.length / block_size)
  return Array.from({ length: count }, (_, i) => letters.slice(i * block_size, (i + 1) * block_size)).join('\n')
}
