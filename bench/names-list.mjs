// The names that everybody trains on.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './browser.mjs'

/** The original list where it lies beside the project, else the one that ships. */
export function namesList() {
  const original = path.join(root, '../shared/data/names.txt')
  if (existsSync(original)) return { text: readFileSync(original, 'utf8'), data: 'the 32,033 names of the original' }
  const shipped = path.join(root, 'src/data/names.txt')
  return { text: readFileSync(shipped, 'utf8'), data: 'the names that ship here: the original list was not there' }
}
