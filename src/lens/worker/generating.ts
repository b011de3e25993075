/** What the Generate tab asks of the engine; it comes to the worker with the first such question. */
import { editDistance, lettersOf, type Letters } from '../../engine/edit-distance.ts'
import { withHeldParameters, type Intervention } from '../../engine/intervention.ts'
import type { State } from '../../engine/lane.ts'
import { planFor, type Plan } from '../../engine/plan.ts'
import { Sampler, type Choosing, type Draw } from '../../engine/sampler.ts'
import type { Trainer } from '../../engine/trainer.ts'
import { leastTimes, slices, type Timed } from './timing.ts'

export interface MakeUpRequest extends Pick<Choosing, 'temperature' | 'top_k' | 'greedy'> {
  readonly count: number
  /** Letters that the names begin with, in turn; none for a free start. */
  readonly prefixes: readonly string[]
  /** The prefixes are whole documents: nothing is made up, only said how likely it was. */
  readonly isWhole?: boolean
  /** Draws that have been taken from the generator before, since the parameters were drawn from it. */
  readonly drawsBefore: number
  /** Parts that are switched off. */
  readonly off: string
  /** Parameters that are held; held activations belong to one document, and are left out. */
  readonly intervention: Intervention
}

export interface MadeUpName {
  readonly text: string
  /** A token each, what was given included; the last may be BOS. */
  readonly draws: readonly Draw[]
}

/** The training document that is nearest, and how far it is; 0 where it is the same. */
export interface Nearest {
  readonly document: string
  readonly distance: number
}

export interface CacheTimes {
  /** Milliseconds for the whole name, in the quickest round: others have been disturbed. */
  readonly cached: number
  readonly anew: number
  readonly rounds: number
  /** Between any two logits of both. */
  readonly largestDifference: number
}

let last: { readonly plan: Plan; readonly off: string; readonly sampler: Sampler } | null = null

function samplerFor(plan: Plan, off: string, state: State): Sampler {
  if (last?.plan !== plan || last.off !== off) {
    const altered = off === plan.config.off ? plan : planFor({ ...plan.config, off }, plan.vocab_size)
    last = { plan, off, sampler: new Sampler(altered) }
  }
  last.sampler.load(state)
  return last.sampler
}

/** Documents made up, or read, letter by letter, with every number on the way. */
export async function makeUp(
  { dataset, lane, random }: Trainer,
  state: State,
  wanted: MakeUpRequest,
): Promise<MadeUpName[]> {
  const { count, prefixes, isWhole, drawsBefore, off, intervention, ...choosing } = wanted
  const { tokenizer } = dataset
  const held = withHeldParameters(state, intervention)
  const generator = random.copy()
  for (let i = 0; i < drawsBefore; i++) generator.random()
  const begins = prefixes.map(text => [...tokenizer.encode(text), ...(isWhole ? [tokenizer.BOS] : [])])
  const rest = slices()
  const names: MadeUpName[] = []
  for (let i = 0; i < count; i++) {
    const prefix = begins[i % begins.length] ?? []
    const draws: Draw[] = []
    // Others may have asked while this one rested.
    const sampler = samplerFor(lane.plan, off, held)
    const ids = sampler.sample(generator, { ...choosing, prefix }, draw => draws.push(draw))
    names.push({ text: ids.map(id => tokenizer.letter(id)).join(''), draws })
    await rest()
  }
  return names
}

const known = new WeakMap<
  readonly string[],
  { readonly letters: readonly Letters[]; readonly at: Map<string, number> }
>()

/** The training document nearest to each text; of equally near ones the first that training takes. */
export async function nearestOf({ docs }: Trainer['dataset'], texts: readonly string[]): Promise<Nearest[]> {
  const rest = slices()
  if (!known.has(docs)) known.set(docs, { letters: docs.map(lettersOf), at: new Map(docs.map((doc, i) => [doc, i])) })
  const { letters, at } = known.get(docs)!
  const found: Nearest[] = []
  for (const text of texts) {
    let [best, distance] = [at.get(text) ?? 0, at.has(text) ? 0 : Infinity]
    const wanted = lettersOf(text)
    for (let i = 0; i < docs.length && distance > 0; i++) {
      const away = editDistance(wanted, letters[i]!, distance)
      if (away < distance) [best, distance] = [i, away]
      if (i % 256 === 255) await rest()
    }
    found.push({ document: docs[best]!, distance })
  }
  return found
}

/** One document read with the key-value cache and without, in turns. */
export async function cacheTimesOf(
  { dataset, lane, random }: Trainer,
  state: State,
  text: string,
): Promise<CacheTimes> {
  const prefix = [...dataset.tokenizer.encode(text), dataset.tokenizer.BOS]
  const logits: Record<'cached' | 'anew', Float64Array[]> = { cached: [], anew: [] }
  const read =
    (way: 'cached' | 'anew'): Timed =>
    times => {
      const sampler = samplerFor(lane.plan, lane.plan.config.off, state)
      const from = performance.now()
      for (let i = 0; i < times; i++) {
        const seen: Float64Array[] = []
        sampler.sample(random, { temperature: 1, prefix, cached: way === 'cached' }, draw => seen.push(draw.logits))
        logits[way] = seen
      }
      return performance.now() - from
    }
  const { least, turns } = await leastTimes({ cached: read('cached'), anew: read('anew') }, 3)
  const differences = logits.cached.flatMap((values, i) =>
    Array.from(values, (v, j) => Math.abs(v - logits.anew[i]![j]!)),
  )
  return {
    ...least,
    rounds: turns,
    largestDifference: Math.max(...differences),
  }
}
