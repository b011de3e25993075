/** What stands beside the lines that make names up: the first draw of the first name after the step in view. */
import type { Draw } from '../engine/sampler.ts'
import { dim, text, type LedgerEntry } from './ledger-entry.ts'
import { idOf } from './ledger-training.ts'
import { remembered, type At, type Rule } from './ledger-line.ts'
import type { Reading } from './reading.ts'
import type { OpId } from '../engine/operations.ts'

/** Null until the name has been made up; afterwards the turn of the loop that the cursor shows. */
function drawAt({ session, reader, run, moment }: At): { draw: Draw; turn: number; draws: readonly Draw[] } | null {
  const drawn = session.drawn.value
  if (drawn?.reader !== reader || drawn.temperature !== run.config.temperature) return null
  const { draws } = drawn
  const turn = moment.op === 'sample.print' ? draws.length - 1 : 0
  return draws[turn] ? { draw: draws[turn], turn, draws } : null
}

function numbers(at: At, op: OpId, name: string, values: Float64Array, turn: number): LedgerEntry {
  const isProbability = name === 'probs'
  const look: Partial<Reading> = isProbability ? { ramp: 'probability', scale: 0.5, role: 'attn' } : {}
  return remembered(at, `drawn ${name} ${at.run.config.temperature} ${turn}`, () => {
    const reading = { ramp: 'signed', scale: 4, role: 'logit', group: null, ...look } as const
    return {
      kind: 'reading',
      reading: { ...reading, name, rows: 1, columns: values.length, values },
      place: { op, layer: null, head: null },
      position: turn,
      slots: values.length,
    }
  })
}

export const sampleRule: Rule = line => {
  const { at, name, op, code } = line
  const { tokenizer } = at.run
  if (name === 'for sample_idx') return text('sample_idx = 0')
  if (op === 'sample.start' && (name === 'keys' || name === 'values')) return text(dim('empty'))
  if (op === 'sample.start' && name === 'token_id') return idOf('token_id', () => tokenizer.BOS)(line)
  if (op === 'sample.start' && name === 'sample') return text('[]')
  const now = drawAt(at)
  if (!now) return null
  const { draw, turn, draws } = now
  const letters = draws.slice(0, turn + 1).filter(({ index }) => index !== tokenizer.BOS)
  if (name === 'for pos_id') return text(`pos_id = ${turn}`)
  if (name === 'logits') return numbers(at, op, 'logits', draw.logits, turn)
  if (name === 'probs') return numbers(at, op, 'probs', draw.probs, turn)
  if (name === 'token_id') return idOf('token_id', () => draw.index)(line)
  if (name === 'sample.append' || name === 'sample')
    return text(`[${letters.map(({ index }) => `'${tokenizer.letter(index)}'`).join(', ')}]`)
  if (op !== 'sample.print' || !/\bprint\(/.test(code)) return null
  return text(dim(`sample  1: ${letters.map(({ index }) => tokenizer.letter(index)).join('')}`))
}
