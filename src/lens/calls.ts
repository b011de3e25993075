/** Which helpers of the program a line calls, and where they stand: what a debugger steps into. */
import type { SyntaxNode } from '@lezer/common'
import type { Moment } from './timeline.ts'
import type { Program } from '../python/program.ts'
import { childrenOf, lineAt, linesOfNode, type Lines } from '../python/python-source.ts'
import { definedNameOf, isBareText, isStatement } from '../python/statements.ts'

export interface Helper {
  readonly name: string
  /** Its `def`. */
  readonly line: number
  /** The lines on which its statements begin; of a definition in one line that line. */
  readonly body: readonly number[]
}

/** The helpers of a program by name, and the lines of each statement by the line on which it begins. */
export interface Outline {
  readonly helpers: ReadonlyMap<string, Helper>
  readonly statements: ReadonlyMap<number, Lines>
}

const known = new WeakMap<Program, Outline>()

export function outlineOf(program: Program): Outline {
  const outline = known.get(program) ?? readOutline(program)
  known.set(program, outline)
  return outline
}

/** The first and last line of the statement that begins on a line. */
export const statementAt = (program: Program, line: number): Lines =>
  outlineOf(program).statements.get(line) ?? [line, line]

function readOutline({ source }: Program): Outline {
  const helpers = new Map<string, Helper>()
  const statements = new Map<number, Lines>()
  const walk = (node: SyntaxNode): void => {
    if (isStatement(node) && !isBareText(node) && node.name !== 'StatementGroup') addStatement(node)
    if ((node.name === 'elif' || node.name === 'else') && node.parent?.name.endsWith('Statement'))
      addLine(lineAt(source, node.from))
    childrenOf(node).forEach(walk)
    if (node.name === 'FunctionDefinition') addHelper(node)
  }
  const addLine = (line: number): void => {
    if (!statements.has(line)) statements.set(line, [line, line])
  }
  const addStatement = (node: SyntaxNode): void => {
    const first = lineAt(source, node.from)
    const [, last] = linesOfNode(source, node)
    const body = node.getChild('Body')
    const bodyLine = body?.firstChild?.nextSibling ? lineAt(source, body.firstChild.nextSibling.from) : null
    // A block begins with its header; its statements are its own.
    if (!statements.has(first)) statements.set(first, [first, body && bodyLine !== first ? first : last])
  }
  const addHelper = (node: SyntaxNode): void => {
    const name = definedNameOf(source, node)
    const [line, last] = linesOfNode(source, node)
    const body = [...statements.keys()].filter(at => at > line && at <= last).sort((a, b) => a - b)
    if (name && !helpers.has(name)) helpers.set(name, { name, line, body: body.length > 0 ? body : [line] })
  }
  walk(source.tree.topNode)
  return { helpers, statements }
}

/** How a call of each helper looks in the code. */
const patterns: Readonly<Record<string, RegExp>> = {
  __init__: /\breturn\b.*\bValue\(/,
  __neg__: /[[(\s]-\w|-other/,
  __sub__: / - /,
  __pow__: /\*\*/,
  __mul__: /(?<!\*)\*(?!\*)/,
  __rmul__: /(?<!\*)\*(?!\*)/,
  __radd__: /\bsum\(/,
  __add__: /\bsum\(| \+ /,
  __truediv__: /\//,
}
const patternOf = (name: string): RegExp => patterns[name] ?? new RegExp(`\\b${name}\\(`)

/** A sum starts at 0, which is no Value: the first addition is turned around. */
const sum = ['__radd__', '__add__']
const dot = ['__mul__', ...sum]
const linear = ['linear']
const norm = ['rmsnorm']
const made = ['__init__']

/**
 * What the lines of an operation or of a helper call, in the order of evaluation, where a Value is at work: the same signs
 * also work on plain numbers. Only what stands on a line is called there.
 */
const calls: Readonly<Record<string, readonly string[]>> = {
  parameters: ['matrix'],
  'embedding.add': ['__add__'],
  'embedding.norm': norm,
  'attention.norm': norm,
  'attention.query': linear,
  'attention.key': linear,
  'attention.value': linear,
  'attention.scores': [...dot, '__truediv__'],
  'attention.softmax': ['softmax'],
  'attention.mix': dot,
  'attention.output': linear,
  'attention.add': ['__add__'],
  'mlp.norm': norm,
  'mlp.expand': linear,
  'mlp.relu': ['relu'],
  'mlp.contract': linear,
  'mlp.add': ['__add__'],
  'output.logits': linear,
  'loss.softmax': ['softmax'],
  'loss.cross_entropy': ['log', '__neg__'],
  'loss.mean': [...sum, '__rmul__'],
  'sample.softmax': ['__truediv__', 'softmax'],
  'matrix()': made,
  'linear()': dot,
  'softmax()': ['__sub__', 'exp', ...sum, '__truediv__'],
  'rmsnorm()': [...dot, '__pow__', '__truediv__'],
  '__add__()': made,
  '__mul__()': made,
  '__pow__()': made,
  'log()': made,
  'exp()': made,
  'relu()': made,
  '__neg__()': ['__mul__'],
  '__radd__()': ['__add__'],
  '__sub__()': ['__neg__', '__add__'],
  '__rsub__()': ['__neg__', '__add__'],
  '__rmul__()': ['__mul__'],
  '__truediv__()': ['__pow__', '__mul__'],
  '__rtruediv__()': ['__pow__', '__mul__'],
}

/** Where a line is read: in an operation itself, or in a helper. */
export type Reader = { readonly moment: Moment } | { readonly helper: string }

/** The helpers that a statement calls, in the order of evaluation, each once. */
export function callsOn(program: Program, line: number, reader: Reader): readonly string[] {
  const { helpers } = outlineOf(program)
  const key = 'helper' in reader ? `${reader.helper}()` : reader.moment.op
  // On the way back every line is one edge of the chain rule, and on the way out all that happens is Value.backward.
  if ('moment' in reader && reader.moment.phase === 'backward') return ['backward'].filter(name => helpers.has(name))
  if ('moment' in reader && reader.moment.phase === 'setup' && key !== 'parameters') return []
  const [first, last] = statementAt(program, line)
  const code = program.source.text
    .split('\n')
    .slice(first - 1, last)
    .map(text => text.replace(/#.*$/, '').replace(/^\s*def [^:]*:/, ''))
    .join(' ')
  return (calls[key] ?? []).filter((name, at, all) => {
    return all.indexOf(name) === at && helpers.has(name) && patternOf(name).test(code)
  })
}
