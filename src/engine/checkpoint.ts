/**
 * Parameters as a safetensors file: an 8-byte length, a JSON header, then float32 numbers, little-endian.
 * Source: the format's own description, https://github.com/huggingface/safetensors
 */
import type { Matrix } from './parameters.ts'

/** The file is not what it says, or not for this model; the message is a sentence for the person who chose it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
}

export interface Checkpoint {
  readonly parameters: Float64Array
  readonly metadata: Readonly<Record<string, string>>
}

const mostHeaderBytes = 1_000_000

/** @param parameters all matrices, flat, in their order */
export function writeCheckpoint(
  matrices: readonly Matrix[],
  parameters: Float64Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = matrices.map(({ name, rows, columns, start }) => [
    name,
    { dtype: 'F32', shape: [rows, columns], data_offsets: [4 * start, 4 * (start + rows * columns)] },
  ])
  const json = JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) })
  const header = new TextEncoder().encode(json.padEnd(Math.ceil(json.length / 8) * 8))
  const bytes = new Uint8Array(8 + header.length + 4 * parameters.length)
  const view = new DataView(bytes.buffer)
  view.setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, 8)
  parameters.forEach((value, i) => view.setFloat32(8 + header.length + 4 * i, value, true))
  return bytes
}

/** Reads a file for a model with these matrices. Throws a CheckpointError that says what was expected and what came. */
export function readCheckpoint(matrices: readonly Matrix[], bytes: Uint8Array): Checkpoint {
  const { header, start } = headerOf(bytes)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const last = matrices.at(-1)!
  const parameters = new Float64Array(last.start + last.rows * last.columns)
  let read = 0
  for (const { name, rows, columns, start: first } of matrices) {
    const { shape, from, to } = entryOf(header, name)
    if (shape.join('×') !== `${rows}×${columns}`)
      throw new CheckpointError(`${name} is ${shape.join('×')} in that file; this model needs ${rows}×${columns}.`)
    if (to - from !== 4 * rows * columns || start + to > bytes.length)
      throw new CheckpointError(`The numbers of ${name} are not where that file says they are.`)
    for (let i = 0; i < rows * columns; i++) {
      const value = view.getFloat32(start + from + 4 * i, true)
      if (!Number.isFinite(value)) throw new CheckpointError(`${name} holds a number that is not finite.`)
      parameters[first + i] = value
    }
    read += to - from
  }
  if (start + read !== bytes.length) throw new CheckpointError('That file holds more than this model has.')
  return { parameters, metadata: metadataOf(header) }
}

function headerOf(bytes: Uint8Array): { header: ReadonlyMap<string, unknown>; start: number } {
  if (bytes.length < 10) throw new CheckpointError('That file is too short to be a safetensors file.')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > Math.min(mostHeaderBytes, bytes.length - 8) || bytes[8] !== 0x7b)
    throw new CheckpointError('That is not a safetensors file: its header is missing or too long.')
  try {
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, 8 + length)))
    return { header: new Map(Object.entries(json as object)), start: 8 + length }
  } catch {
    throw new CheckpointError('That is not a safetensors file: its header cannot be read.')
  }
}

function entryOf(
  header: ReadonlyMap<string, unknown>,
  name: string,
): { shape: readonly number[]; from: number; to: number } {
  const entry = header.get(name) as { dtype?: unknown; shape?: unknown; data_offsets?: unknown } | null | undefined
  if (typeof entry !== 'object' || entry === null) throw new CheckpointError(`That file has no ${name}.`)
  if (entry.dtype !== 'F32')
    throw new CheckpointError(`${name} is ${String(entry.dtype)} in that file; F32 is what can be read.`)
  const { shape, data_offsets } = entry
  const areCounts = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every(number => Number.isSafeInteger(number) && (number as number) >= 0)
  if (!areCounts(shape) || !areCounts(data_offsets) || data_offsets.length !== 2 || data_offsets[0]! > data_offsets[1]!)
    throw new CheckpointError(`The entry of ${name} in that file cannot be read.`)
  return { shape, from: data_offsets[0]!, to: data_offsets[1]! }
}

function metadataOf(header: ReadonlyMap<string, unknown>): Record<string, string> {
  const metadata = header.get('__metadata__')
  if (typeof metadata !== 'object' || metadata === null) return {}
  return Object.fromEntries(Object.entries(metadata).filter(([, value]) => typeof value === 'string'))
}
