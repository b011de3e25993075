/** Our microgpt.py, and ways to make another version of it. */
import { readFileSync } from 'node:fs'

export const ours = readFileSync('microgpt.py', 'utf8')

export type Change = readonly [was: string, becomes: string]

/** Our text with changes. Throws when a change no longer applies, so that no version is silently ours. */
export function changed(...changes: readonly Change[]): string {
  return changes.reduce((text, [was, becomes]) => {
    if (!text.includes(was)) throw new Error(`microgpt.py no longer has: ${was}`)
    return text.replace(was, () => becomes)
  }, ours)
}

/** Replaces everything from one text up to another. */
export const replaced = (text: string, from: string, to: string, becomes: string): string => {
  const start = text.indexOf(from)
  const end = text.indexOf(to, start)
  if (start === -1 || end === -1) throw new Error(`microgpt.py no longer has: ${from} … ${to}`)
  return text.slice(0, start) + becomes + text.slice(end)
}
