/** A whole state as a safetensors file: the parameters under their names, Adam's two moments under `m.` and `v.`. */
import { CheckpointError, readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import type { State } from './lane.ts'
import type { Matrix } from './parameters.ts'
import { frameOf } from './safetensors.ts'

export interface SavedState {
  readonly state: State
  readonly metadata: Readonly<Record<string, string>>
}

const sizeOf = (matrices: readonly Matrix[]): number =>
  matrices.reduce((sum, { rows, columns }) => sum + rows * columns, 0)

/** The matrices three times over: themselves, then m and v of each. */
const withMoments = (matrices: readonly Matrix[]): Matrix[] =>
  ['', 'm.', 'v.'].flatMap((prefix, i) =>
    matrices.map(matrix => ({ ...matrix, name: prefix + matrix.name, start: matrix.start + i * sizeOf(matrices) })),
  )

export function writeState(
  matrices: readonly Matrix[],
  { step, parameters, m, v }: State,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const all = new Float64Array(3 * parameters.length)
  ;[parameters, m, v].forEach((each, i) => all.set(each, i * parameters.length))
  return writeCheckpoint(withMoments(matrices), all, { ...metadata, step: String(step) })
}

/** Reads a file with moments or without; without, they are 0. Throws a CheckpointError. */
export function readState(matrices: readonly Matrix[], bytes: Uint8Array): SavedState {
  const hasMoments = frameOf(bytes).entries.some(({ name }) => /^[mv]\./.test(name))
  const { parameters: all, metadata } = readCheckpoint(hasMoments ? withMoments(matrices) : matrices, bytes)
  const size = sizeOf(matrices)
  const part = (i: number): Float64Array =>
    hasMoments || i === 0 ? all.slice(i * size, (i + 1) * size) : new Float64Array(size)
  const state = { step: stepOf(metadata['step'] ?? 0), parameters: part(0), m: part(1), v: part(2) }
  return { state: checked(state), metadata }
}

/** The step that a file names. Throws a CheckpointError. */
export function stepOf(found: unknown): number {
  const step = typeof found === 'string' && found.trim() !== '' ? Number(found) : found
  if (typeof step !== 'number' || !Number.isSafeInteger(step) || step < 0)
    throw new CheckpointError('The step of that file is no whole number from 0 on.')
  return step
}

/** Where v is negative, Adam would take the root of it. Throws a CheckpointError. */
export function checked(state: State): State {
  if (state.v.some(value => value < 0))
    throw new CheckpointError('That file has a negative v: a mean of squares is never below 0.')
  return state
}
