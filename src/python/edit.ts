/** Puts a text in place of what stands from one offset to another. */
export interface TextEdit {
  readonly from: number
  readonly to: number
  readonly text: string
}

/** The text with all edits; they must not overlap. */
export const edited = (text: string, edits: readonly TextEdit[]): string =>
  // From the end on, so that the places before stay where they are.
  edits
    .toSorted((a, b) => b.from - a.from)
    .reduce((edited, { from, to, text }) => edited.slice(0, from) + text + edited.slice(to), text)
