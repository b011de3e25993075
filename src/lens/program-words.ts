/** A program in a few words, to tell it from others. */
import { readHyperparameters } from '../python/hyperparameters.ts'
import { mappingReport } from '../python/mapping-report.ts'
import type { Program } from '../python/program.ts'
import { count } from './ledger-entry.ts'

const activations = { relu: 'relu', relu2: 'relu²', gelu: 'gelu' }

/** relu², block 8, 500 steps, cosine; and how much of it is recognised where that is not all. */
export function programWords(program: Program): string {
  const { activation, norm, block_size, num_steps, decay } = readHyperparameters(program.source).values
  const words = [
    norm === 'layernorm' && norm,
    activation && activations[activation],
    block_size !== undefined && `block ${block_size}`,
    num_steps !== undefined && `${count(num_steps)} steps`,
    decay && decay !== 'linear' && decay,
  ]
  const { lines, recognised } = mappingReport(program)
  return [...words, recognised < lines && `${recognised} of ${lines} lines recognised`].filter(Boolean).join(', ')
}
