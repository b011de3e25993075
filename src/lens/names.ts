/** The names of variables in the code: where each stands, what it is in the program, and whether it is written there. */
import type { SyntaxNode } from '@lezer/common'
import { childrenOf, isString, lineAt, parsePython, textOf, type PythonSource } from '../python/python-source.ts'
import { definedNameOf } from '../python/statements.ts'

export interface Name {
  /** Offsets in the text. */
  readonly from: number
  readonly to: number
  readonly line: number
  /** As it is written: `x`, `m_hat`, or the matrix in `state_dict['wte']`. */
  readonly name: string
  readonly kind: 'variable' | 'matrix' | 'attribute'
  /** What stands left of the point: `self` in `self.data`. */
  readonly of: string | null
  /** The statement assigns to it, or the loop or function gives it its value. */
  readonly isWritten: boolean
  /** The `def`s and classes around it, the innermost first. */
  readonly inside: readonly string[]
  /** The names whose elements it goes through, in a comprehension: `xi` goes through `x`. */
  readonly through: string | null
}

const matrixPattern = /\b(?:layer\{?\w+\}?\.)?(wte|wpe|lm_head|attn_w[qkvo]|mlp_fc\d)\b/

let last: { readonly text: string; readonly names: readonly Name[] } | null = null

/** All names of a text, in order; of the last text they are remembered. */
export function namesIn(text: string): readonly Name[] {
  if (last?.text !== text) last = { text, names: readNames(parsePython(text)) }
  return last.names
}

export const nameAt = (text: string, offset: number): Name | null =>
  namesIn(text).find(({ from, to }) => from <= offset && offset <= to) ?? null

export const namesOn = (text: string, line: number): readonly Name[] => namesIn(text).filter(name => name.line === line)

function readNames(source: PythonSource): Name[] {
  const names: Name[] = []
  const visit = (node: SyntaxNode): void => {
    if (isString(node)) addMatrix(node)
    if (node.name === 'VariableName' && !isFunction(source, node)) add(node, textOf(source, node), 'variable', null)
    if (node.name === 'PropertyName') addAttribute(node)
    // In an f-string the braces hold code.
    childrenOf(node).forEach(visit)
  }
  const add = (node: { from: number; to: number }, name: string, kind: Name['kind'], of: string | null): void => {
    const at = node as SyntaxNode
    names.push({
      from: node.from,
      to: node.to,
      line: lineAt(source, node.from),
      name,
      kind,
      of,
      isWritten: kind !== 'matrix' && isTarget(at),
      inside: definitionsAround(source, at),
      through: kind === 'variable' ? sourceOf(source, at, name) : null,
    })
  }
  const addMatrix = (node: SyntaxNode): void => {
    if (node.parent?.name !== 'MemberExpression' && node.parent?.name !== 'DictionaryExpression') return
    const found = matrixPattern.exec(textOf(source, node))
    if (!found) return
    const from = node.from + found.index + found[0].length - found[1]!.length
    const name = found[0].includes('.') ? found[1]! : found[0]
    names.push({
      from,
      to: from + found[1]!.length,
      line: lineAt(source, from),
      name,
      kind: 'matrix',
      of: null,
      isWritten: false,
      inside: definitionsAround(source, node),
      through: null,
    })
  }
  const addAttribute = (node: SyntaxNode): void => {
    const owner = node.parent?.firstChild
    const isCalled =
      node.parent?.parent?.name === 'CallExpression' && node.parent.parent.firstChild?.from === node.parent.from
    if (owner?.name === 'VariableName' && !isCalled && node.parent?.name === 'MemberExpression')
      add(node, textOf(source, node), 'attribute', textOf(source, owner))
  }
  visit(source.tree.topNode)
  return names.sort((a, b) => a.from - b.from)
}

const isFunction = (source: PythonSource, node: SyntaxNode): boolean => {
  const { parent } = node
  if (!parent) return false
  if (/^(Function|Class)Definition$/.test(parent.name)) return true
  if (/Import/.test(parent.name)) return true
  // The name of an argument, as in open(…, encoding='utf-8').
  if (parent.name === 'ArgList' && node.nextSibling?.name === 'AssignOp') return true
  if (parent.name === 'CallExpression' && parent.firstChild?.from === node.from) return true
  return ['math', 'os', 'random', 'print', 'Value', 'range', 'zip'].includes(textOf(source, node))
}

/** Whether a name stands where a value is put into it. */
function isTarget(node: SyntaxNode): boolean {
  for (let at: SyntaxNode = node; at.parent; at = at.parent) {
    const { parent } = at
    if (parent.name === 'ParamList') return true
    if (parent.name === 'ArgList' || parent.name === 'ArrayExpression') return false
    if (parent.name === 'AssignStatement' || parent.name === 'UpdateStatement') {
      const sign = childrenOf(parent).find(({ name }) => /^(Assign|Update)Op$/.test(name))
      return sign !== undefined && at.to <= sign.from
    }
    if (parent.name === 'ForStatement' || parent.name.includes('Comprehension')) {
      const [start, end] = [
        childrenOf(parent).find(({ name }) => name === 'for'),
        childrenOf(parent).find(({ name }) => name === 'in'),
      ]
      return start !== undefined && end !== undefined && at.from >= start.to && at.to <= end.from
    }
    // In m[i] = … it is m[i] that is written, and i that is read.
    if (parent.name === 'MemberExpression' && parent.firstChild?.from !== at.from) return false
    if (/Statement$|Definition$/.test(parent.name)) return false
  }
  return false
}

function definitionsAround(source: PythonSource, node: SyntaxNode): string[] {
  const names: string[] = []
  for (let at = node.parent; at; at = at.parent) {
    const name = /Definition$/.test(at.name) ? definedNameOf(source, at) : null
    if (name) names.push(name)
  }
  return names
}

/** The name that the comprehension around goes through when it gives this one its values. */
function sourceOf(source: PythonSource, node: SyntaxNode, name: string): string | null {
  for (let at: SyntaxNode | null = node; at; at = at.parent) {
    if (!at.name.includes('Comprehension') && at.name !== 'ArgList') continue
    const found = iteratedBy(source, at, name)
    if (found !== null) return found
  }
  return null
}

/** `for a, b in zip(q_h, k_t)`: a goes through q_h. */
function iteratedBy(source: PythonSource, comprehension: SyntaxNode, name: string): string | null {
  const children = childrenOf(comprehension)
  for (let i = 0; i < children.length; i++) {
    if (children[i]!.name !== 'for') continue
    const end = children.findIndex((child, at) => at > i && child.name === 'in')
    if (end < 0) return null
    const targets = children.slice(i + 1, end).filter(child => child.name === 'VariableName')
    const which = targets.findIndex(target => textOf(source, target) === name)
    const over = children[end + 1]
    if (which < 0 || !over) continue
    return iterable(source, over, which, targets.length)
  }
  return null
}

function iterable(source: PythonSource, over: SyntaxNode, which: number, targets: number): string | null {
  if (over.name === 'VariableName') return textOf(source, over)
  if (over.name === 'MemberExpression') return textOf(source, over.firstChild ?? over)
  if (over.name !== 'CallExpression') return null
  const callee = textOf(source, over.firstChild!)
  const args = childrenOf(over.getChild('ArgList') ?? over).filter(({ name }) => !['(', ')', ','].includes(name))
  if (callee === 'zip' && targets > 1) return args[which] ? textOf(source, args[which]) : null
  return callee === 'enumerate' && which === 1 && args[0] ? textOf(source, args[0]) : null
}
