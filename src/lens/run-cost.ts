/** What a choice of numbers costs, before it is made: parameters, multiply-adds, and about how long a step takes here. */
import { problemsWith, type Config } from '../engine/config.ts'
import { documentsOf } from '../engine/dataset.ts'
import { planFor } from '../engine/plan.ts'
import type { DatasetChoice, RunState } from './cursor.ts'
import { multiplyAddsOf } from './multiply-adds.ts'
import type { LaneInfo } from './worker/messages.ts'

export interface RunCost {
  readonly parameters: number
  /** Of one step, on documents as long as those of the data are in the mean. */
  readonly multiplyAdds: number
}

export interface Costs {
  readonly now: RunCost
  readonly next: RunCost
  /** Milliseconds a step of the run at hand, as measured here; null where nothing was. */
  readonly measured: number | null
  /** The same for the choice, if time grows as the multiply-adds do. */
  readonly estimated: number | null
}

/** So much of a long text says how long its documents are. */
const enough = 40_000
const letters = new WeakMap<DatasetChoice, readonly number[]>()

function lettersOf(dataset: DatasetChoice): readonly number[] {
  const known = letters.get(dataset) ?? documentsOf(dataset.text.slice(0, enough)).map(document => [...document].length)
  letters.set(dataset, known)
  return known
}

export function costOf(config: Config, { tokenizer, dataset }: Pick<RunState, 'tokenizer' | 'dataset'>): RunCost {
  const plan = planFor(config, tokenizer.vocab_size)
  const known = lettersOf(dataset)
  const lengths = known.map(count => Math.min(config.block_size, count + 1))
  const multiplyAdds = (config.batch_size * multiplyAddsOf(plan, lengths)) / known.length
  return { parameters: plan.parameters, multiplyAdds }
}

/** @returns a sentence where there can be no such model */
export function costsOf(run: RunState, next: Config, { lane, figures }: LaneInfo): Costs | string {
  const [problem] = problemsWith(next)
  if (problem) return problem
  const [before, after] = [costOf(run.config, run), costOf(next, run)]
  const measured = figures.find(figure => figure.lane === lane)?.milliseconds ?? null
  const estimated = measured === null ? null : (measured * after.multiplyAdds) / before.multiplyAdds
  return { now: before, next: after, measured, estimated }
}
