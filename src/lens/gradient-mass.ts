/** How much gradient a line has let through on the way back: the sum of |gradient| over all that it put out. */
import { opIds, operations, type OpId } from '../engine/operations.ts'
import { remembered, type At } from './ledger-line.ts'
import type { Place } from './timeline.ts'

/** The operations whose row at the last position holds those of all positions before it. */
const isWhole = (op: OpId): boolean => /^attention\.(keys|values|key_head|value_head)$/.test(op)

/** Σ|gradient| of what an operation put out, at all positions; null where the trace keeps none. */
function massOf(at: At, { op, layer, head }: Place): number | null {
  return remembered(at, `mass ${op} ${layer} ${head}`, () => {
    const { reader } = at
    const positions = Array.from({ length: reader.positions }, (_, position) => position)
    const readings = (isWhole(op) ? positions.slice(-1) : positions).map(position =>
      reader.gradient(op, position, layer, head),
    )
    if (readings.some(reading => reading === null)) return null
    return readings.reduce((sum, reading) => sum + massIn(reading!.values), 0)
  })
}

export const massIn = (values: Iterable<number>): number => {
  let sum = 0
  for (const value of values) sum += Math.abs(value)
  return sum
}

const lastHeadOnly = new Set<OpId>(['attention.concat'])

/** By operation, what the walk back has passed so far: in every layer and every head that it has been through. */
export function massesAt(at: At): ReadonlyMap<OpId, number> {
  const masses = new Map<OpId, number>()
  const { timeline, session } = at
  const { from, to } = timeline.first('backward')
  for (let index = from; index <= Math.min(session.cursor.value, to - 1); index++) {
    const { op, layer, head } = timeline.at(index)
    if (operations[op].phase !== 'forward') continue
    // x_attn is one list, which the heads fill.
    if (lastHeadOnly.has(op) && head !== at.run.config.n_head - 1) continue
    const mass = massOf(at, { op, layer, head: lastHeadOnly.has(op) ? null : head })
    if (mass !== null) masses.set(op, (masses.get(op) ?? 0) + mass)
  }
  return masses
}

/** The largest that any operation comes to by the end of the walk: what the others are drawn against. */
export function largestMass(at: At): number {
  return remembered(at, 'largest mass', () => {
    const sums = new Map<OpId, number>()
    const { from, to } = at.timeline.first('backward')
    for (let index = from; index < to; index++) {
      const { op, layer, head } = at.timeline.at(index)
      if (lastHeadOnly.has(op) && head !== at.run.config.n_head - 1) continue
      sums.set(op, (sums.get(op) ?? 0) + (massOf(at, { op, layer, head: lastHeadOnly.has(op) ? null : head }) ?? 0))
    }
    return opIds.reduce((most, op) => Math.max(most, sums.get(op) ?? 0), 0)
  })
}
