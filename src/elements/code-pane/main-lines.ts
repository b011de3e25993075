/** Of all lines that belong to an operation, the one that does what it is for. */
import { opIds, operations, type OpId } from '../../engine/operations.ts'
import { boundOn } from '../../lens/ledger.ts'
import type { Program } from '../../python/program.ts'

const known = new WeakMap<Program, ReadonlyMap<OpId, number>>()

export function mainLineOf(program: Program, op: OpId): number | null {
  let lines = known.get(program)
  if (!lines) {
    const code = program.source.text.split('\n')
    lines = new Map(opIds.flatMap(op => findMain(program, op, code) ?? []))
    known.set(program, lines)
  }
  return lines.get(op) ?? null
}

function findMain(program: Program, op: OpId, code: readonly string[]): [[OpId, number]] | null {
  const ranges = program.linesOf(op)
  const [first] = ranges
  if (!first) return null
  const found = (line: number): [[OpId, number]] => [[op, line]]
  if (op === 'adam')
    return found(linesOf(program, op).find(line => boundOn(code[line - 1] ?? '').includes('p.data')) ?? first[0])
  // A helper does its work in its last line.
  if (operations[op].phase === 'setup') return found(ranges.reduce((a, b) => (b[1] - b[0] > a[1] - a[0] ? b : a))[1])
  // A step of the program does it in the innermost: x_attn.extend(…) rather than x_attn = [].
  const indent = (line: number): number => /^ */.exec(code[line - 1] ?? '')![0].length
  return found(ranges.map(([line]) => line).reduce((main, line) => (indent(line) > indent(main) ? line : main)))
}

export const linesOf = (program: Program, op: OpId): number[] =>
  program.linesOf(op).flatMap(([first, last]) => lineRange(first, last))

export const lineRange = (first: number, last: number): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)
