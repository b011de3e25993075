/** A whole state as JSON, to be read by people and other programs: config, vocabulary, and the matrices row by row. */
import { checked, stepOf, type SavedState } from './checkpoint-state.ts'
import { CheckpointError } from './checkpoint.ts'
import type { State } from './lane.ts'
import type { Matrix } from './parameters.ts'
import { brief } from './safetensors.ts'

type Rows = readonly (readonly number[])[]

interface Parsed {
  readonly step?: unknown
  readonly matrices?: unknown
  readonly m?: unknown
  readonly v?: unknown
  readonly [word: string]: unknown
}

/** @param words what goes with the numbers: config, vocabulary, data */
export function writeJson(
  matrices: readonly Matrix[],
  { step, parameters, m, v }: State,
  words: Readonly<Record<string, unknown>>,
): string {
  const named = (flat: Float64Array): Record<string, Rows> =>
    Object.fromEntries(
      matrices.map(({ name, rows, columns, start }) => [
        name,
        Array.from({ length: rows }, (_, row) => {
          const first = start + row * columns
          return [...flat.subarray(first, first + columns)]
        }),
      ]),
    )
  const lines = Object.entries({ ...words, step, matrices: named(parameters), m: named(m), v: named(v) })
  return `{\n${lines.map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`).join(',\n')}\n}\n`
}

/** The object that a text holds. Throws a CheckpointError. */
export function parseJson(text: string): Parsed {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new CheckpointError('That file is not JSON: it cannot be read to its end.')
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed) || !('matrices' in parsed))
    throw new CheckpointError('That JSON is no checkpoint: an object with “matrices” was expected.')
  return parsed
}

/** Reads the numbers for a model with these matrices; without moments they are 0. Throws a CheckpointError. */
export function stateIn(matrices: readonly Matrix[], parsed: Parsed): SavedState['state'] {
  const size = matrices.reduce((sum, { rows, columns }) => sum + rows * columns, 0)
  const flat = (found: unknown): Float64Array => {
    const numbers = new Float64Array(size)
    if (found === undefined) return numbers
    const named = new Map(Object.entries(found ?? {}) as [string, unknown][])
    for (const matrix of matrices) {
      fill(numbers, matrix, named.get(matrix.name))
      named.delete(matrix.name)
    }
    for (const name of named.keys())
      throw new CheckpointError(`That file holds ${brief(name)}, which this model does not have.`)
    return numbers
  }
  return checked({
    step: stepOf(parsed.step ?? 0),
    parameters: flat(parsed.matrices),
    m: flat(parsed.m),
    v: flat(parsed.v),
  })
}

function fill(numbers: Float64Array, { name, rows, columns, start }: Matrix, found: unknown): void {
  if (found === undefined) throw new CheckpointError(`That file has no ${name}; this model needs it.`)
  const lists: unknown[] | null = Array.isArray(found) ? found : null
  const widths = new Set(lists?.map(row => (Array.isArray(row) ? row.length : -1)))
  if (lists?.length !== rows || widths.size !== 1 || !widths.has(columns)) {
    const given = lists && widths.size === 1 && !widths.has(-1) ? `${lists.length}×${[...widths][0]}` : 'no matrix'
    throw new CheckpointError(`${name} is ${given} in that file; this model needs ${rows}×${columns}.`)
  }
  lists.flat().forEach((value, i) => {
    if (typeof value !== 'number' || !Number.isFinite(Math.fround(value)))
      throw new CheckpointError(`${name} holds something that is no finite number, or too large for float32.`)
    numbers[start + i] = value
  })
}
