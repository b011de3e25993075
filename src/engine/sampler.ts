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
  /** [vocab_size]: at the temperature. */
  readonly probs: Float64Array
  /** [vocab_size]: what is drawn from: probs, or 0 where top_k leaves a token out. */
  readonly weights: Float64Array
  /** [n_embd]: what this token adds to the key-value cache of the last layer. */
  readonly key: Float64Array
  readonly value: Float64Array
  readonly index: number
  /** `random.random()` that decided it; null where nothing was drawn: it was given, or is the likeliest. */
  readonly u: number | null
  /** It stood in the prefix. */
  readonly isGiven: boolean
}

/** How tokens are chosen; microgpt.py has a temperature, and draws. */
export interface Choosing {
  readonly temperature: number
  /** Ids that the document begins with; none is drawn for them. */
  readonly prefix?: readonly number[]
  /** Only so many of the likeliest can come. */
  readonly top_k?: number | null
  /** Takes the likeliest, and draws nothing. */
  readonly greedy?: boolean
  /** Without the key-value cache every position is computed anew for each token; the numbers are the same. */
  readonly cached?: boolean
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
  private logits(tokens: Uint32Array, position: number, cached: boolean): Float64Array {
    const { plan, machine } = this
    const rows: StepInput['rows'] = {
      rows: position + 1,
      first: cached ? position : 0,
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

  private cached(op: 'attention.keys' | 'attention.values', position: number): Float64Array {
    const { plan, machine } = this
    const tensor = plan.output(op, plan.config.n_layer - 1)
    if (!tensor) return new Float64Array(0)
    const start = plan.offset(tensor) + position * tensor.columns
    return machine.memory.slice(start, start + tensor.columns)
  }

  /**
   * @param watch hears of every draw, BOS at the end included
   * @returns the ids of one new document, without BOS
   */
  sample(random: Random, choosing: Choosing, watch?: (draw: Draw) => void): number[] {
    const { temperature, prefix = [], top_k = null, greedy = false, cached = true } = choosing
    const { vocab_size, config } = this.plan
    const BOS = vocab_size - 1
    const tokens = new Uint32Array(config.block_size).fill(BOS)
    const drawn: number[] = []
    const probs = new Float64Array(vocab_size)
    for (let position = 0; position < config.block_size; position++) {
      const raw = this.logits(tokens, position, cached)
      // Python divides by multiplying with T ** −1.
      const logits = raw.map(logit => logit * temperature ** -1)
      softmax(logits, probs, 0, 1, vocab_size)
      const weights = top_k === null ? probs : onlyLargest(probs, top_k)
      const given = prefix[position]
      const choice = given === undefined && !greedy ? random.choice(weights) : null
      const index = given ?? choice?.index ?? largest(probs)
      const u = choice && choice.needle / choice.total
      watch?.({
        token: tokens[position]!,
        logits: raw,
        probs: probs.slice(),
        weights: weights.slice(),
        key: this.cached('attention.keys', position),
        value: this.cached('attention.values', position),
        index,
        u,
        isGiven: given !== undefined,
      })
      if (index === BOS) break
      drawn.push(index)
      if (position + 1 < config.block_size) tokens[position + 1] = index
    }
    return drawn
  }
}

const largest = (values: Float64Array): number => values.indexOf(Math.max(...values))

/** Of equals the first ones stay. */
function onlyLargest(values: Float64Array, count: number): Float64Array {
  const order = Array.from(values.keys()).sort((a, b) => values[b]! - values[a]! || a - b)
  const kept = new Float64Array(values.length)
  for (const index of order.slice(0, Math.max(1, count))) kept[index] = values[index]!
  return kept
}

/** The documents that a model makes up, one after the other. */
export function sample(plan: Plan, state: State, random: Random, count: number, temperature: number): number[][] {
  const sampler = new Sampler(plan)
  sampler.load(state)
  return Array.from({ length: count }, () => sampler.sample(random, { temperature }))
}
