/** Models and documents for tests: seeded, odd in shape, and none of them from a file. */
import { choices, defaultConfig, type Config } from '../../src/engine/config.ts'
import { rowsOf } from '../../src/engine/document.ts'
import { ExactLane } from '../../src/engine/exact/lane.ts'
import { freshState, type State, type StepInput } from '../../src/engine/lane.ts'
import { initialParameters } from '../../src/engine/parameters.ts'
import { planFor, type Plan } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { headPart, offWords, switchableParts } from '../../src/engine/switches.ts'
import { ratesAt } from '../../src/engine/trainer.ts'

export interface Model {
  readonly name: string
  readonly plan: Plan
  /** The state that the run starts from. */
  readonly state: State
  /** Documents and rates of a number of steps, from `state` on. */
  inputs(count: number): StepInput[]
}

/** @param seed draws the parameters and the documents, whose lengths go from none to more than fits the block */
export function modelOf(config: Config, vocab_size: number, seed: number): Model {
  const { n_layer, n_embd, n_head, block_size, batch_size, activation, norm, optimizer, tied_head, off } = config
  return {
    name: `L${n_layer} D${n_embd} H${n_head} T${block_size} V${vocab_size} B${batch_size} ${activation} ${norm} ${optimizer}${tied_head ? ' tied' : ''}${off && ` without ${off}`}`,
    plan: planFor(config, vocab_size),
    state: freshState(initialParameters(config, vocab_size, new Random(seed))),
    inputs: count => {
      const random = new Random(seed + 1)
      const letters = (): number[] => {
        const length = random.randbelow(block_size + 2)
        return Array.from({ length }, () => random.randbelow(vocab_size))
      }
      return Array.from({ length: count }, (_, step) => {
        const documents = Array.from({ length: batch_size }, letters)
        return { rows: rowsOf(documents, vocab_size - 1, block_size), rates: ratesAt(config, step) }
      })
    },
  }
}

/** microgpt.py's own size, on 26 letters. */
export const microgptModel = (changes: Partial<Config> = {}, seed = 42): Model =>
  modelOf({ ...defaultConfig, ...changes }, 27, seed)

const shapes = [
  { n_embd: 5, n_head: 1 },
  { n_embd: 12, n_head: 3 },
  { n_embd: 18, n_head: 2 },
  { n_embd: 5, n_head: 5 },
  { n_embd: 16, n_head: 4 },
  { n_embd: 12, n_head: 4 },
  { n_embd: 18, n_head: 3 },
  { n_embd: 7, n_head: 1 },
  { n_embd: 33, n_head: 3 },
  { n_embd: 20, n_head: 10 },
  { n_embd: 48, n_head: 6 },
  { n_embd: 28, n_head: 7 },
] as const

/** Models whose sizes fit no tile: widths that 4 does not divide, heads left over behind groups of four, one document or several, every activation, norm and update. */
export const oddModels = (): Model[] =>
  shapes.map((shape, i) => {
    const random = new Random(100 + i)
    const between = (least: number, most: number): number => least + random.randbelow(most - least + 1)
    const config: Config = {
      ...defaultConfig,
      ...shape,
      n_layer: between(1, 3),
      block_size: between(3, 20),
      batch_size: between(1, 3),
      mlp_factor: [4, 3, 1, 5][i % 4]!,
      activation: choices.activation[i % 3]!,
      norm: choices.norm[i % 2]!,
      optimizer: choices.optimizer[Math.floor(i / 2) % 3]!,
      tied_head: i % 4 === 1,
      off: offWords(
        i % 3 === 2 ? [headPart(i % shape.n_head), ...switchableParts.filter((_, p) => (p + i) % 4 === 0)] : [],
        shape.n_head,
      ),
      std: 0.2,
    }
    return modelOf(config, between(3, 40), 1000 + i)
  })

/** The state after some exact steps, where Adam's moments hold something. */
export async function warmState({ plan, state, inputs }: Model, steps: number): Promise<State> {
  const lane = new ExactLane(plan)
  await lane.load(state)
  await lane.train(inputs(steps))
  return lane.state()
}

export async function exactLosses({ plan, state, inputs }: Model, steps: number): Promise<Float64Array> {
  const lane = new ExactLane(plan)
  await lane.load(state)
  return lane.train(inputs(steps))
}
