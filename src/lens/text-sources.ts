/** Where a data set can come from: a file of one's own, or the list that microgpt.py was made for. */
import { DatasetError, limits, textOf } from '../engine/dataset.ts'
import { originalKey } from './place.ts'
import type { DatasetChoice } from './session.ts'
import { keepText, keptText } from './storage.ts'

/** As in microgpt.py. */
const originalAddress = 'https://raw.githubusercontent.com/karpathy/makemore/988aa59/names.txt'

const original = (text: string): DatasetChoice => ({ name: 'original names', text, shared: 'original' })

/** A file as a data set. Its size is looked at before it is read. Throws a DatasetError. */
export async function fromFile(file: File): Promise<DatasetChoice> {
  if (file.size > limits.bytes)
    throw new DatasetError(
      `${file.name} is ${(file.size / 1e6).toFixed(1)} MB; at most ${(limits.bytes / 1e6).toFixed(0)} MB can be read here.`,
    )
  return { name: file.name, text: textOf(new Uint8Array(await file.arrayBuffer())), shared: null }
}

/** The original names: kept from an earlier visit, else fetched and kept. Throws an error that says what went wrong. */
export async function originalNames(): Promise<DatasetChoice> {
  const kept = await keptText(originalKey)
  if (kept !== null) return original(kept)
  const text = await fetched()
  await keepText(originalKey, text)
  return original(text)
}

async function fetched(): Promise<string> {
  const went = 'The original names could not be fetched'
  const stays = 'The data at hand stays.'
  let response: Response
  try {
    response = await fetch(originalAddress, { credentials: 'omit', referrerPolicy: 'no-referrer' })
  } catch {
    throw new DatasetError(`${went}: ${new URL(originalAddress).host} could not be reached. ${stays}`)
  }
  if (!response.ok) throw new DatasetError(`${went}: the server answered ${response.status}. ${stays}`)
  return textOf(new Uint8Array(await response.arrayBuffer()))
}
