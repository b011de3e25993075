/** The first name that the program makes up when training stops with the step in view, with every number on the way. */
import { datasetOf } from '../engine/dataset.ts'
import { initialParameters } from '../engine/parameters.ts'
import type { Random } from '../engine/random.ts'
import { Sampler, type Draw } from '../engine/sampler.ts'
import type { RunState, View } from './cursor.ts'
import type { Plan } from '../engine/plan.ts'
import type { TraceReader } from './reading.ts'

export interface DrawnName {
  /** The trace that it comes after. */
  readonly reader: TraceReader
  readonly temperature: number
  /** A token each; the last may be BOS. */
  readonly draws: readonly Draw[]
  /** Which of the names it is, from 0; the first where nothing is said. */
  readonly name?: number
  /** The draw at hand; where nothing is said, the first. */
  readonly turn?: number
}

const generators = new WeakMap<Plan, Random>()

/** Python's generator where sampling finds it: after the shuffle and the draws of the parameters. */
function generatorOf({ plan, config, dataset }: RunState): Random {
  const known = generators.get(plan)
  if (known) return known.copy()
  const { random, tokenizer } = datasetOf(dataset.name, dataset.text, config.seed)
  initialParameters(config, tokenizer.vocab_size, random)
  generators.set(plan, random)
  return random.copy()
}

/** Null where the step is not known whole, so that the parameters after it are not either. */
export function drawName(run: RunState, { reader, provisional }: View): DrawnName | null {
  if (provisional) return null
  const parameters = new Float64Array(run.plan.parameters)
  for (const { name, start } of reader.matrices) parameters.set(reader.matrix(name, 'updated').values, start)
  const none = new Float64Array(0)
  const sampler = new Sampler(run.plan)
  sampler.load({ step: 0, parameters, m: none, v: none })
  const draws: Draw[] = []
  const { temperature } = run.config
  sampler.sample(generatorOf(run), { temperature }, draw => draws.push(draw))
  return { reader, temperature, draws }
}
