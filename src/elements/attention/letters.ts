/** What the positions of a name are called: by their letter, and by which of several where a letter comes again. */
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth']

const ordinal = (index: number): string => ordinals[index] ?? `${index + 1}th`

/** A letter that leaves no ink gets a sign, so that it can be seen. */
export const visible = (letter: string): string => (letter.trim() === '' ? '␣' : letter)

/** In a narrow column BOS is its first letter. */
export const brief = (letter: string): string => (letter === 'BOS' ? 'B' : letter)

export interface LetterName {
  /** `the first `, where the letter stands more than once; else nothing. */
  readonly which: string
  readonly letter: string
}

/** @param letters the tokens of all positions */
export function letterName(letters: readonly string[], position: number): LetterName {
  const letter = letters[position] ?? ''
  const places = letters.flatMap((other, at) => (other === letter ? [at] : []))
  return { which: places.length > 1 ? `the ${ordinal(places.indexOf(position))} ` : '', letter }
}

/** The same as one piece of text, for the screen reader. */
export function spokenName(letters: readonly string[], position: number): string {
  const { which, letter } = letterName(letters, position)
  return which + letter
}
