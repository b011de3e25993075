/** What operations are called in a model, which may compute others than the program says as it stands. */
import type { Config } from '../engine/config.ts'
import { operations, type OpId } from '../engine/operations.ts'

const activations: Readonly<Record<Config['activation'], string>> = { relu: 'relu', relu2: 'relu²', gelu: 'GELU' }
const optimizers: Readonly<Record<Config['optimizer'], string>> = { adam: 'Adam', momentum: 'momentum', sgd: 'SGD' }

export const optimizerIn = ({ optimizer }: Pick<Config, 'optimizer'>): string => optimizers[optimizer]

/** In a few words, such as `layernorm`, for the transport bar and the screen reader. */
export function titleIn(config: Config, op: OpId): string {
  const { title } = operations[op]
  if (op === 'mlp.relu') return activations[config.activation]
  if (op === 'adam') return `${optimizerIn(config)} update`
  return title === 'rmsnorm' ? config.norm : title
}
