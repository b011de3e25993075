// How numbers are written, and what a row of results comes to.
import { median } from './statistics.mjs'

export const table = (head, rows) =>
  [head, head.map((_, i) => (i === 0 ? '---' : '---:')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

export const short = value =>
  value >= 100 ? Math.round(value).toLocaleString('en') : `${Number(value.toPrecision(3))}`

export const duration = ms =>
  ms < 1 ? `${short(1000 * ms)} µs` : ms < 10_000 ? `${short(ms)} ms` : `${short(ms / 1000)} s`

export const times = value => (value === null ? '' : `${short(value)} ×`)

export const megabytes = bytes => (bytes ? (bytes / 1e6).toFixed(1) : '')

/** Milliseconds a step, or null where it was not measured. */
export function msOf(row) {
  const samples = row?.samples.filter(Number.isFinite) ?? []
  return samples.length > 0 ? median(samples) : null
}

/** A row of results by the name of its size and of who was measured. */
export const rowOf = ({ sizes }, size, name) =>
  sizes.find(entry => entry.size === size)?.rows.find(row => row.name === name)

/** Milliseconds of the first 1,000 steps of microgpt, or null where they were not measured. */
export const coldOf = ({ cold }, name) => msOf(cold.find(row => row.name === name))
