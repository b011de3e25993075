/** A file that was opened, pasted or dropped, before anything of it is believed. */
import type { Program } from './program.ts'

/** Bytes of a program. Ours has 9 thousand. */
export const mostBytes = 200_000

/** The text cannot be shown as a program; the message is a sentence for the person who chose it. */
export class ProgramError extends Error {
  override readonly name = 'ProgramError'
}

const tooLarge = (name: string, bytes: number): ProgramError =>
  new ProgramError(
    `${name} has ${Math.ceil(bytes / 1000).toLocaleString('en')} kB; a program of at most ${mostBytes / 1000} kB can be read here.`,
  )

/**
 * @param size of the whole file, of which a part is enough to refuse it
 * @returns its text. Throws a ProgramError where it is too large or is no text.
 */
export function programBytes(name: string, bytes: Uint8Array, size = bytes.byteLength): string {
  if (size > mostBytes) throw tooLarge(name, size)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new ProgramError(`${name} is not text: a microgpt.py was expected.`)
  }
}

/** @returns the text as the lens reads it, lines ended by \n alone. Throws a ProgramError where it can be no program. */
export function programText(name: string, text: string): string {
  if (text.length > mostBytes) throw tooLarge(name, text.length)
  if (text.includes('\0')) throw new ProgramError(`${name} is not text: a microgpt.py was expected.`)
  if (text.trim() === '') throw new ProgramError(`${name} is empty: a microgpt.py was expected.`)
  return withUnixLines(text)
}

const withUnixLines = (text: string): string => text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n')

/** Throws a ProgramError where nothing of a program is recognised, so that the lens would lie over it without touching. */
export function checkProgram(name: string, program: Program): void {
  const lines = program.executableLines()
  const isAnythingMapped = program.unmappedLines().length < lines.length
  if (isAnythingMapped) return
  throw new ProgramError(
    `${name} is not a microgpt.py: ${lines.length === 0 ? 'it has no line of code' : `none of its ${lines.length} lines of code is recognised`}. What was open stays.`,
  )
}
