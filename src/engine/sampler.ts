/** Makes up documents: one token at a time, each drawn from the softmax of the logits at a temperature. */
import { ExactMachine } from './exact/lane.ts'
import { softmax } from './exact/loss.ts'
import type { State, StepInput } from './lane.ts'
import type { Plan } from './plan.ts'
import type { Random } from './random.ts'

/** One token drawn: what was read, what the model made of it, and what came. */
export interface Draw {
  readonly token: number
  /** [vocab_size]: before they are divided by the temperature. */
  readonly logits: Float64Array
  /** [vocab_size] */
  readonly probs: Float64Array
  readonly index: number
}

const noRates = { rate: 0, beta1: 0, beta2: 0, eps: 1, correction1: 1, correction2: 1 }

/**
 * Sampling is a handful of small forward passes that wait for one another, so it runs on the exact lane whatever lane
 * trains: a GPU would spend its time on read-backs.
 */
export class Sampler {
  private readonly machine: ExactMachine

  constructor(private readonly plan: Plan) {
    this.machine = new ExactMachine(plan)
  }

  load(state: State): void {
    this.machine.load(state)
  }

  /**
   * The logits after the last of these tokens. Those before it must have been asked for just before, one longer each
   * time: their keys and values are in the cache.
   */
  private logits(tokens: Uint32Array, position: number): Float64Array {
    const { plan, machine } = this
    const rows: StepInput['rows'] = {
      rows: position + 1,
      first: position,
      documents: 1,
      tokens,
      targets: new Uint32Array(position + 1),
      positions: Uint32Array.from({ length: position + 1 }, (_, i) => i),
      weights: new Float64Array(position + 1),
    }
    machine.forward({ rows, rates: noRates })
    const start = plan.offset(plan.output('output.logits')!) + position * plan.vocab_size
    return machine.memory.slice(start, start + plan.vocab_size)
  }

  /**
   * @param watch hears of every draw, BOS at the end included
   * @returns the ids of one new document, without BOS
   */
  sample(random: Random, temperature: number, watch?: (draw: Draw) => void): number[] {
    const { vocab_size, config } = this.plan
    const BOS = vocab_size - 1
    const tokens = new Uint32Array(config.block_size).fill(BOS)
    const drawn: number[] = []
    const probs = new Float64Array(vocab_size)
    for (let position = 0; position < config.block_size; position++) {
      const raw = this.logits(tokens, position)
      // Python divides by multiplying with T ** −1.
      const logits = raw.map(logit => logit * temperature ** -1)
      softmax(logits, probs, 0, 1, vocab_size)
      const { index } = random.choice(probs)
      watch?.({ token: tokens[position]!, logits: raw, probs: probs.slice(), index })
      if (index === BOS) break
      drawn.push(index)
      if (position + 1 < config.block_size) tokens[position + 1] = index
    }
    return drawn
  }
}

/** The documents that a model makes up, one after the other. */
export function sample(plan: Plan, state: State, random: Random, count: number, temperature: number): number[][] {
  const sampler = new Sampler(plan)
  sampler.load(state)
  return Array.from({ length: count }, () => sampler.sample(random, temperature))
}
