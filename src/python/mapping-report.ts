/** What of a program the lens did not find its way in, line by line: nothing is guessed, so it has to be said. */
import { operations, type OpId } from '../engine/operations.ts'
import { readHyperparameters } from './hyperparameters.ts'
import { literal } from './literals.ts'
import type { Program } from './program.ts'
import { descendantsOf, lineAt } from './python-source.ts'

export interface Remark {
  /** From 1; null where nothing stands in the program. */
  readonly line: number | null
  /** A sentence. */
  readonly says: string
}

export interface MappingReport {
  /** Lines of code, and how many of them belong to an operation. */
  readonly lines: number
  readonly recognised: number
  /** In the order of the lines; those without a line come last. */
  readonly remarks: readonly Remark[]
}

const known = new WeakMap<Program, MappingReport>()

/** What is recognised of a program, and a remark for each thing that is not. */
export function mappingReport(program: Program): MappingReport {
  const report = known.get(program) ?? reportOn(program)
  known.set(program, report)
  return report
}

function reportOn(program: Program): MappingReport {
  const lines = program.executableLines()
  const broken = brokenLines(program)
  const unmapped = program.unmappedLines().filter(line => !broken.includes(line))
  const code = program.source.text.split('\n')
  const remarks: Remark[] = [
    ...broken.map(line => ({ line, says: `This cannot be read as Python: ${shown(code[line - 1])}` })),
    ...unmapped.map(line => ({
      line,
      says: `This belongs to no operation of the model, and nothing of it runs here: ${shown(code[line - 1])}`,
    })),
    ...unresolvedRemarks(program),
    ...readHyperparameters(program.source).unreadable.map(({ name, reason, line }) => ({
      line,
      says: `${reason} ${name} stays as it was.`,
    })),
    ...strangeNumbers(program),
  ]
  remarks.sort((a, b) => (a.line ?? Infinity) - (b.line ?? Infinity))
  return { lines: lines.length, recognised: lines.length - unmapped.length - broken.length, remarks }
}

const shown = (code = ''): string => (code.trim().length > 60 ? `${code.trim().slice(0, 59)}…` : code.trim())

function brokenLines({ source }: Program): number[] {
  const lines = new Set<number>()
  source.tree.iterate({
    enter: ({ type, from }) => {
      if (type.isError) lines.add(lineAt(source, from))
    },
  })
  return [...lines]
}

/** One remark for an operation, however many of its statements are missing. */
function unresolvedRemarks(program: Program): Remark[] {
  const reasons = new Map<OpId, string[]>()
  for (const { op, reason } of program.unresolved) reasons.set(op, [...(reasons.get(op) ?? []), reason])
  return [...reasons].map(([op, reasons]) => {
    const { title, phase } = operations[op]
    const runs = phase === 'forward' || phase === 'loss' || phase === 'backward' || phase === 'update'
    return {
      line: program.linesOf(op)[0]?.[0] ?? null,
      says: `${op} (${title}) is not found: there is ${[...new Set(reasons)].map(inWords).join(', ')}.${runs ? ' The model here computes it all the same.' : ''}`,
    }
  })
}

/** A selector's `~word` is any code with that word. */
const inWords = (reason: string): string => reason.replace(/ ?~(\S+?)(?=["\s])/g, ' … $1')

/** The numbers that stand in these operations however they are written. */
const numbersOf: Partial<Record<OpId, readonly number[]>> = {
  linear: [0],
  softmax: [0, 1],
  rmsnorm: [0, 0.5, 1, 1e-5, 2],
  'attention.scores': [0, 0.5],
  'attention.mix': [0],
  'attention.add': [],
  'mlp.add': [],
  'embedding.add': [],
  'output.logits': [],
  'loss.mean': [0, 1],
  'training.document': [0, 1],
  adam: [0, 0.5, 1, 2],
}

/** Another number in a line that is recognised by its place: the model here computes what it always does. */
function strangeNumbers(program: Program): Remark[] {
  const { source } = program
  const numbers = descendantsOf(source.tree.topNode, 'Number')
  return (Object.keys(numbersOf) as OpId[]).flatMap(op => {
    const spans = program.linesOf(op)
    return numbers.flatMap(node => {
      const line = lineAt(source, node.from)
      if (!spans.some(([first, last]) => first <= line && line <= last)) return []
      const value = literal(source, node)
      if (value === null || numbersOf[op]!.includes(value)) return []
      return [
        { line, says: `${source.text.slice(node.from, node.to)} is another number than the model here has in ${op}.` },
      ]
    })
  })
}
