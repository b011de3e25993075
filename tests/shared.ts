/** Things that the tests share: the original list and CPython's log, which are not part of the project. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const folder = path.join(process.cwd(), '../shared/data')

/** The text of a file of the shared data, or null where it is absent: the test then says that it was skipped. */
export function sharedData(file: 'names.txt' | 'cpython-run.txt'): string | null {
  const place = path.join(folder, file)
  return existsSync(place) ? readFileSync(place, 'utf8') : null
}

export const whyAbsent = 'the original list of names is not beside this checkout'
