/** A run that left the numbers: what its last good step did, and what may be tried. */
import type { Config } from '../engine/config.ts'
import { ratesAt } from '../engine/trainer.ts'
import type { View } from './session.ts'

export interface Divergence {
  /** The last step with a finite loss, counted from 1. */
  readonly step: number
  readonly rate: number
  /** Root of the mean square of what that step added to a parameter, and of the parameters before it. */
  readonly update: number
  readonly parameters: number
  /** What to change, and why. */
  readonly change: Partial<Config>
  readonly advice: string
}

const rms = (sum: number, count: number): number => Math.sqrt(sum / count)

/** A rate with two digits. */
const rounded = (value: number): number => Number(value.toPrecision(1))

function adviceFor(config: Config, update: number, parameters: number): Pick<Divergence, 'change' | 'advice'> {
  const { learning_rate, std } = config
  const lower = { learning_rate: Math.max(1e-4, rounded(learning_rate / 10)) }
  if (std > 0.3 && update < parameters / 10)
    return {
      change: { std: 0.08 },
      advice: `The updates are small beside the parameters: it began too wide. Try std 0.08 in place of ${std}.`,
    }
  if (config.optimizer !== 'adam' && learning_rate <= 0.01)
    return {
      change: { optimizer: 'adam' },
      advice: `Without Adam's division the update is as large as the gradient. Try Adam, or a learning rate of ${lower.learning_rate}.`,
    }
  return {
    change: lower,
    advice: `Each step was too long. Try a learning rate of ${lower.learning_rate} in place of ${learning_rate}.`,
  }
}

/** @param view the last step with a finite loss; null where its trace does not know what Adam did */
export function divergenceOf(config: Config, { step, reader, provisional }: View): Divergence | null {
  if (provisional) return null
  const [before, after] = [reader.before.parameters, reader.updatedParameters]
  let [moved, held] = [0, 0]
  for (let i = 0; i < after.length; i++) {
    moved += (after[i]! - before[i]!) ** 2
    held += before[i]! ** 2
  }
  const [update, parameters] = [rms(moved, after.length), rms(held, after.length)]
  return {
    step: step + 1,
    rate: ratesAt(config, step).rate,
    update,
    parameters,
    ...adviceFor(config, update, parameters),
  }
}
