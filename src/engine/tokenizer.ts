/** Letters to ids and back: each distinct character, sorted, is its index; BOS is the one after the last. */
export interface Tokenizer {
  readonly uchars: readonly string[]
  readonly BOS: number
  readonly vocab_size: number
  /** Ids of the characters alone, without BOS. Throws a sentence that names a character which is not in the data. */
  encode(document: string): number[]
  /** Whether every character has an id. */
  knows(document: string): boolean
  /** The character of an id; "BOS" for BOS. */
  letter(id: number): string
}

/** @param docs the documents whose characters make the vocabulary */
export function tokenizerOf(docs: readonly string[]): Tokenizer {
  // Python sorts strings by code point, and so does the default sort for what lies in one plane; compare code points.
  const letters = new Set<string>()
  for (const doc of docs) for (const letter of doc) letters.add(letter)
  const uchars = [...letters].sort((a, b) => a.codePointAt(0)! - b.codePointAt(0)!)
  return tokenizerFrom(uchars)
}

/** @param uchars the sorted distinct characters */
export function tokenizerFrom(uchars: readonly string[]): Tokenizer {
  const ids = new Map(uchars.map((letter, id) => [letter, id]))
  const BOS = uchars.length
  return {
    uchars,
    BOS,
    vocab_size: uchars.length + 1,
    encode(document) {
      return [...document].map(letter => {
        const id = ids.get(letter)
        if (id === undefined) throw new RangeError(`The model has never seen “${letter}”. It knows ${known(uchars)}.`)
        return id
      })
    },
    knows: document => [...document].every(letter => ids.has(letter)),
    letter: id => (id === BOS ? 'BOS' : (uchars[id] ?? '?')),
  }
}

function known(uchars: readonly string[]): string {
  const isAlphabet =
    uchars.length > 2 && uchars.every((letter, i) => letter.codePointAt(0) === uchars[0]!.codePointAt(0)! + i)
  if (isAlphabet) return `${uchars[0]} to ${uchars.at(-1)}`
  return uchars.length <= 40 ? uchars.join(' ') : `${uchars.length} characters: ${uchars.slice(0, 30).join(' ')} …`
}
