/**
 * What stands beside the lines that make names up: the name and the draw that were chosen, else the first of both after
 * the step in view.
 */
import type { Draw } from '../engine/sampler.ts'
import { dim, text, type LedgerEntry } from './ledger-entry.ts'
import { idOf } from './ledger-training.ts'
import { hasCome, type At, type Rule } from './ledger-line.ts'
import type { Reading } from './reading.ts'
import type { OpId } from '../engine/operations.ts'

interface Drawn {
  readonly draw: Draw
  readonly turn: number
  readonly draws: readonly Draw[]
  readonly name: number
}

/** Null until the name has been made up; afterwards the turn of the loop that the cursor shows. */
function drawAt({ session, reader, run, moment }: At): Drawn | null {
  const drawn = session.drawn.value
  if (drawn?.reader !== reader || drawn.temperature !== run.config.temperature) return null
  const { draws, name = 0 } = drawn
  const turn = moment.op === 'sample.print' ? draws.length - 1 : (drawn.turn ?? 0)
  return draws[turn] ? { draw: draws[turn], turn, draws, name } : null
}

const entries = new WeakMap<Float64Array, LedgerEntry>()

/** What has not changed is the same entry, so that nothing is drawn for it. */
function numbers(op: OpId, name: string, values: Float64Array, turn: number): LedgerEntry {
  const isProbability = name === 'probs'
  const look: Partial<Reading> = isProbability ? { ramp: 'probability', scale: 0.5, role: 'attn' } : {}
  const reading = { ramp: 'signed', scale: 4, role: 'logit', group: null, ...look } as const
  const known = entries.get(values) ?? {
    kind: 'reading',
    reading: { ...reading, name, rows: 1, columns: values.length, values },
    place: { op, layer: null, head: null },
    position: turn,
    slots: values.length,
  }
  entries.set(values, known)
  return known
}

/** What the last layer keeps of the letters read so far. */
function cache(op: OpId, name: 'keys' | 'values', { draws, turn }: Drawn, group: number): LedgerEntry {
  const rows = draws.slice(0, turn + 1).map(({ key, value }) => (name === 'keys' ? key : value))
  const [last, columns] = [rows.at(-1)!, rows[0]!.length]
  if (columns === 0) return text(dim('switched off'))
  const values = Float64Array.from(rows.flatMap(row => [...row]))
  const role = name === 'keys' ? 'key' : 'value'
  const entry = entries.get(last) ?? {
    kind: 'reading',
    reading: { name, rows: rows.length, columns, values, ramp: 'signed', scale: 1, role, group },
    place: { op, layer: null, head: null },
    position: turn,
    slots: columns,
  }
  entries.set(last, entry)
  return entry
}

/** The number that decided the draw, and what it came to. */
function chosen({ index, u, isGiven }: Draw, letter: string): LedgerEntry {
  if (u !== null)
    return text(
      { words: 'u = ', optional: true },
      { value: u, digits: 4, optional: true },
      { words: ' → ', optional: true },
      { value: index, digits: 0, tone: 'bold' },
      dim(` ${letter}`),
    )
  return text(`token_id = ${index} `, dim(isGiven ? `${letter}, typed` : `${letter}, the largest`))
}

export const sampleRule: Rule = line => {
  const { at, name, op, code } = line
  const { tokenizer } = at.run
  if (name === 'for sample_idx') return text(`sample_idx = ${drawAt(at)?.name ?? 0}`)
  if (op === 'sample.start' && (name === 'keys' || name === 'values')) {
    const grown = hasCome(at, 'sample.logits') ? drawAt(at) : null
    return grown ? cache(op, name, grown, at.run.plan.head_dim) : text(dim('empty'))
  }
  if (op === 'sample.start' && name === 'token_id') return idOf('token_id', () => tokenizer.BOS)(line)
  if (op === 'sample.start' && name === 'sample') return text('[]')
  const now = drawAt(at)
  if (!now) return null
  const { draw, turn, draws } = now
  const letters = draws.slice(0, turn + 1).filter(({ index }) => index !== tokenizer.BOS)
  if (name === 'for pos_id') return text(`pos_id = ${turn}`)
  if (name === 'logits') return numbers(op, 'logits', draw.logits, turn)
  if (name === 'probs') return numbers(op, 'probs', draw.probs, turn)
  if (name === 'token_id') return chosen(draw, tokenizer.letter(draw.index))
  if (name === 'sample.append' || name === 'sample')
    return text(`[${letters.map(({ index }) => `'${tokenizer.letter(index)}'`).join(', ')}]`)
  if (op !== 'sample.print' || !/\bprint\(/.test(code)) return null
  const number = String(now.name + 1).padStart(2)
  return text(dim(`sample ${number}: ${letters.map(({ index }) => tokenizer.letter(index)).join('')}`))
}
