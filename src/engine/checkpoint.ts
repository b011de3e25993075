/** Parameters as a safetensors file of float32 numbers. */
import { crc32 } from './crc32.ts'
import type { Matrix } from './parameters.ts'
import { brief, CheckpointError, frameOf } from './safetensors.ts'

export { CheckpointError }

export interface Checkpoint {
  readonly parameters: Float64Array
  readonly metadata: Readonly<Record<string, string>>
}

/** Over all that the shapes of a model cannot check: the words that go with the numbers, and the numbers. */
const checksum = (metadata: Readonly<Record<string, string>>, numbers: Uint8Array): string =>
  crc32(new TextEncoder().encode(JSON.stringify(metadata)), numbers)

/**
 * Writes the file, with a checksum under `crc32` in its metadata. Throws a CheckpointError where a number is beyond
 * float32.
 * @param parameters all matrices, flat, in their order
 */
export function writeCheckpoint(
  matrices: readonly Matrix[],
  parameters: Float64Array,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const numbers = new Uint8Array(4 * parameters.length)
  const view = new DataView(numbers.buffer)
  parameters.forEach((value, i) => view.setFloat32(4 * i, value, true))
  for (const { name, rows, columns, start } of matrices) requireFinite(name, view, start, rows * columns)
  const entries = matrices.map(({ name, rows, columns, start }) => [
    name,
    { dtype: 'F32', shape: [rows, columns], data_offsets: [4 * start, 4 * (start + rows * columns)] },
  ])
  const __metadata__ = { ...metadata, crc32: checksum(metadata, numbers) }
  const json = JSON.stringify({ __metadata__, ...Object.fromEntries(entries) })
  const length = new TextEncoder().encode(json).length
  const header = new TextEncoder().encode(json + ' '.repeat((8 - (length % 8)) % 8))
  const bytes = new Uint8Array(8 + header.length + numbers.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true)
  bytes.set(header, 8)
  bytes.set(numbers, 8 + header.length)
  return bytes
}

/**
 * Reads a file for a model with these matrices: all of its numbers as they were written, or a CheckpointError that says
 * what was expected and what came. Files of other programs carry no checksum; theirs are taken as they are.
 */
export function readCheckpoint(matrices: readonly Matrix[], bytes: Uint8Array): Checkpoint {
  const { entries, metadata, numbers } = frameOf(bytes)
  const view = new DataView(numbers.buffer, numbers.byteOffset, numbers.byteLength)
  const unknown = entries.find(({ name }) => !matrices.some(matrix => matrix.name === name))
  if (unknown) throw new CheckpointError(`That file holds ${brief(unknown.name)}, which this model does not have.`)
  const parameters = new Float64Array(matrices.reduce((sum, { rows, columns }) => sum + rows * columns, 0))
  for (const { name, rows, columns, start } of matrices) {
    const entry = entries.find(entry => entry.name === name)
    if (!entry) throw new CheckpointError(`That file has no ${name}; this model needs it.`)
    const { shape } = entry
    if (shape.length !== 2 || shape[0] !== rows || shape[1] !== columns) {
      const given = shape.length > 4 ? `of ${shape.length} dimensions` : shape.join('×')
      throw new CheckpointError(`${name} is ${given} in that file; this model needs ${rows}×${columns}.`)
    }
    requireFinite(name, view, entry.from / 4, rows * columns)
    for (let i = 0; i < rows * columns; i++) parameters[start + i] = view.getFloat32(entry.from + 4 * i, true)
  }
  const { crc32: expected, ...words } = metadata
  if (expected !== undefined && expected !== checksum(words, numbers))
    throw new CheckpointError('That file was changed or damaged: its checksum is not that of its contents.')
  return { parameters, metadata: words }
}

function requireFinite(name: string, view: DataView, start: number, count: number): void {
  for (let i = start; i < start + count; i++)
    if (!Number.isFinite(view.getFloat32(4 * i, true)))
      throw new CheckpointError(`${name} holds a number that is not finite, or too large for float32.`)
}
