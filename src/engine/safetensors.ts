/**
 * The frame of a safetensors file: an 8-byte length, a JSON header, then the numbers of all tensors, without a gap.
 * Source: the format's own description, https://github.com/huggingface/safetensors
 */

/** The file is not what it says, or not for this model; the message is a sentence for the person who chose it. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'
}

export interface TensorEntry {
  readonly name: string
  readonly shape: readonly number[]
  /** Bytes, from the end of the header on. */
  readonly from: number
  readonly to: number
}

export interface Frame {
  /** In the order in which their numbers lie. All are F32, and together they are the rest of the file. */
  readonly entries: readonly TensorEntry[]
  readonly metadata: Readonly<Record<string, string>>
  readonly numbers: Uint8Array
}

const mostHeaderBytes = 1_000_000

/** Words from a file, fit to be said: in one line, and short. */
export function brief(words: string): string {
  const plain = words.replace(/\p{C}/gu, ' ')
  return `“${plain.length > 40 ? `${plain.slice(0, 40)}…` : plain}”`
}

/** Reads the frame, and believes nothing of it. Throws a CheckpointError. */
export function frameOf(bytes: Uint8Array): Frame {
  if (bytes.length < 10) throw new CheckpointError('That file is too short to be a safetensors file.')
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true))
  if (length > Math.min(mostHeaderBytes, bytes.length - 8) || bytes[8] !== 0x7b)
    throw new CheckpointError('That is not a safetensors file: its header is missing or too long.')
  const { __metadata__: metadata, ...tensors } = headerOf(bytes.subarray(8, 8 + length))
  const numbers = bytes.subarray(8 + length)
  const entries = Object.entries(tensors).map(([name, entry]) => entryOf(name, entry))
  entries.sort((a, b) => a.from - b.from || a.to - b.to)
  let end = 0
  for (const { name, from, to } of entries) {
    if (from !== end)
      throw new CheckpointError(`The numbers of ${brief(name)} overlap others in that file, or a gap is before them.`)
    end = to
  }
  if (end !== numbers.length)
    throw new CheckpointError(`That file should hold ${end} bytes of numbers; it holds ${numbers.length}.`)
  return { entries, metadata: metadataOf(metadata), numbers }
}

function headerOf(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown
  let repeated: string | null
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    header = JSON.parse(text)
    repeated = repeatedKey(text)
  } catch {
    throw new CheckpointError('That is not a safetensors file: its header cannot be read.')
  }
  if (repeated !== null) throw new CheckpointError(`The header of that file says ${brief(repeated)} twice.`)
  return header as Record<string, unknown>
}

/** A key that stands twice in one object of a JSON text: JSON.parse would take the last one, other readers the first. */
function repeatedKey(json: string): string | null {
  const open: Set<string>[] = []
  for (const [found, isKey] of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}]/g)) {
    if (found === '{') open.push(new Set())
    else if (found === '}') open.pop()
    else if (isKey !== undefined) {
      const key = JSON.parse(found.slice(0, -isKey.length)) as string
      if (open.at(-1)!.has(key)) return key
      open.at(-1)!.add(key)
    }
  }
  return null
}

const areCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every(number => Number.isSafeInteger(number) && (number as number) >= 0)

function entryOf(name: string, entry: unknown): TensorEntry {
  const { dtype, shape, data_offsets } = (entry ?? {}) as Record<string, unknown>
  if (dtype !== 'F32') {
    const given = typeof dtype === 'string' ? brief(dtype) : 'of no type'
    throw new CheckpointError(`${brief(name)} is ${given} in that file; F32 is what can be read.`)
  }
  const unreadable = new CheckpointError(`The entry of ${brief(name)} in that file cannot be read.`)
  if (!areCounts(shape) || !areCounts(data_offsets) || data_offsets.length !== 2) throw unreadable
  const [from, to] = data_offsets as [number, number]
  if (to - from !== 4 * shape.reduce((size, side) => size * side, 1)) throw unreadable
  return { name, shape, from, to }
}

function metadataOf(metadata: unknown): Readonly<Record<string, string>> {
  const isText = ([, value]: [string, unknown]): boolean => typeof value === 'string'
  if (metadata === undefined) return {}
  if (
    typeof metadata !== 'object' ||
    metadata === null ||
    Array.isArray(metadata) ||
    !Object.entries(metadata).every(isText)
  )
    throw new CheckpointError('The metadata of that file cannot be read; they should be words under names.')
  return metadata as Readonly<Record<string, string>>
}
