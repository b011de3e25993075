/** The toy of the walkthrough as a run: its config, its data, its parameters, and the cache that its figures start from. */
import { toyCache, toyMatrices, toyWords } from '../data/toy.ts'
import { defaultConfig, type Config } from '../engine/config.ts'
import type { HeldActivation, Intervention } from '../engine/intervention.ts'
import { freshState } from '../engine/lane.ts'
import { matricesOf } from '../engine/parameters.ts'
import type { DatasetChoice, RunStart, RunState } from './cursor.ts'

/** Its parameters by the entry of state_dict that they are in. */
export const toyNumbers = toyMatrices

export const toyConfig: Config = { ...defaultConfig, n_embd: 2, n_head: 1, block_size: 4 }

export const toyDataset: DatasetChoice = { name: 'words of a, b and c', text: toyWords.join('\n'), shared: null }

/** What the walkthrough reads, and where: b, after BOS and a. */
export const toyDocument = 'ab'
export const toyPosition = 2

const vocab_size = 4

/** Its parameters as the beginning of a run; null where the config is of another shape. */
export function toyStart(config: Config = toyConfig): RunStart | null {
  const parts = matricesOf(config, vocab_size).map(({ name, rows, columns }) => {
    const numbers = toyMatrices[name]
    return numbers?.length === rows && numbers[0]!.length === columns ? numbers.flat() : null
  })
  if (parts.length !== Object.keys(toyMatrices).length || parts.includes(null)) return null
  return { name: 'the walkthrough', state: freshState(Float64Array.from(parts.flatMap(part => part!))), shared: 'toy' }
}

export const isToy = (run: RunState | null): boolean => run?.start?.shared === 'toy'

/** The walkthrough's cache in the place of the model's own: k and v of the positions before the last. */
const toyCacheHeld: readonly HeldActivation[] = (['keys', 'values'] as const).flatMap(cache =>
  toyCache[cache].flatMap((row, position) =>
    row.map((value, column): HeldActivation => ({
      op: cache === 'keys' ? 'attention.key' : 'attention.value',
      layer: 0,
      position,
      column,
      value,
    })),
  ),
)

const isOfCache = ({ op, position }: HeldActivation): boolean =>
  (op === 'attention.key' || op === 'attention.value') && position < toyPosition

/** Whether all of the walkthrough's cache is held. */
export const hasToyCache = ({ activations }: Intervention): boolean =>
  toyCacheHeld.every(wanted =>
    activations.some(
      ({ op, position, column, value }) =>
        op === wanted.op && position === wanted.position && column === wanted.column && value === wanted.value,
    ),
  )

/** The same with the walkthrough's cache, or with the one that the model makes. */
export const withToyCache = (intervention: Intervention, isHeld: boolean): Intervention => ({
  ...intervention,
  activations: [...intervention.activations.filter(held => !isOfCache(held)), ...(isHeld ? toyCacheHeld : [])],
})
