/** A text file becomes documents, one a line; and what would go wrong is said before anything is lost. */
import { Random } from './random.ts'
import { tokenizerOf, type Tokenizer } from './tokenizer.ts'

export interface Dataset {
  readonly name: string
  /** In the order in which training takes them. */
  readonly docs: readonly string[]
  readonly tokenizer: Tokenizer
  /** Python's generator, as it stands after the shuffle: the parameters are drawn from it next. */
  readonly random: Random
}

export const limits = { bytes: 20_000_000, lineCharacters: 100_000, characters: 255 } as const

/** The text cannot be a dataset; the message is a sentence for the person who chose it. */
export class DatasetError extends Error {
  override readonly name = 'DatasetError'
}

/** The lines of a text, stripped, without the empty ones, in the order of the file. A byte order mark is no letter. */
export function documentsOf(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .map(strip)
    .filter(line => line.length > 0)
}

/** What Python's str.strip() takes for space: some that JavaScript's trim() leaves, and not the byte order mark. */
const space = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/

function strip(line: string): string {
  let [from, to] = [0, line.length]
  while (from < to && space.test(line[from]!)) from++
  while (to > from && space.test(line[to - 1]!)) to--
  return line.slice(from, to)
}

/**
 * @param bytes a file's contents
 * @returns its text. Throws a DatasetError where the file is too large or is no text.
 */
export function textOf(bytes: Uint8Array): string {
  if (bytes.byteLength > limits.bytes)
    throw new DatasetError(
      `That file is ${megabytes(bytes.byteLength)}; at most ${megabytes(limits.bytes)} can be read here.`,
    )
  if (bytes.includes(0)) throw new DatasetError('That file is not text: it holds zero bytes.')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new DatasetError('That file is not text: it is not valid UTF-8.')
  }
}

/**
 * Reads documents, seeds the generator and shuffles, as the first lines of microgpt.py do.
 * Throws a DatasetError where no model could be trained on the text.
 */
export function datasetOf(name: string, text: string, seed: number): Dataset {
  if (text.includes('\0')) throw new DatasetError('That text holds zero characters: it looks like a binary file.')
  if (/\p{Surrogate}/u.test(text))
    throw new DatasetError('That text holds half a character (a lone surrogate); a letter must be whole.')
  const docs = documentsOf(text)
  if (docs.length === 0) throw new DatasetError('There is no document in that text: every line is empty.')
  const longest = docs.reduce((most, doc) => Math.max(most, doc.length), 0)
  if (longest > limits.lineCharacters)
    throw new DatasetError(
      `One line there has ${longest.toLocaleString('en')} characters; a document is one line, at most ${limits.lineCharacters.toLocaleString('en')}.`,
    )
  const characters = new Set<string>()
  for (const doc of docs) for (const letter of doc) characters.add(letter)
  if (characters.size > limits.characters)
    throw new DatasetError(
      `That text uses ${characters.size} distinct characters; the model takes at most ${limits.characters}.`,
    )
  const random = new Random(seed)
  random.shuffle(docs)
  return { name, docs, tokenizer: tokenizerOf([...characters]), random }
}

/** A sentence about documents that are cut to fit the block, or null when all fit. */
export function noteOn(docs: readonly string[], block_size: number): string | null {
  const cut = docs.filter(doc => [...doc].length >= block_size + 1).length
  if (cut === 0) return null
  return `${cut.toLocaleString('en')} of ${docs.length.toLocaleString('en')} documents are longer than the block of ${block_size}: training sees their first ${block_size} letters.`
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`
