/** Files that are named at the terminal. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { textOf } from '../engine/dataset.ts'
import { UsageError } from './usage-error.ts'

/** Throws a sentence where there is no such file, or where it is no text. */
export function readText(file: string): string {
  if (!existsSync(file)) throw new UsageError(`There is no file ${file}.`)
  if (!statSync(file).isFile()) throw new UsageError(`${file} is not a file.`)
  return textOf(readFileSync(file))
}
