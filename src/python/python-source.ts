import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/python'

/** First and last line, both counted from 1, both included. */
export type Lines = readonly [first: number, last: number]

/** Python text with its tree. The tree is tolerant: text that is being typed still has one. */
export interface PythonSource {
  readonly text: string
  readonly tree: Tree
  /** Offset at which each line starts. */
  readonly lineStarts: readonly number[]
}

/** The texts that were read last: when a number in the code changes, every pane asks for the same new one. */
const recent = new Map<string, PythonSource>()
const mostRecent = 4

/** Reads Python text. Never throws: what is no Python becomes error nodes, in which nothing is found. */
export function parsePython(text: string): PythonSource {
  const source = recent.get(text) ?? parse(text)
  // Setting it anew puts it last in line.
  recent.delete(text)
  recent.set(text, source)
  if (recent.size > mostRecent) recent.delete(recent.keys().next().value!)
  return source
}

function parse(text: string): PythonSource {
  const lineStarts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1)
  return { text, tree: parser.parse(text), lineStarts }
}

/** The line, from 1, on which an offset stands. */
export function lineAt(source: PythonSource, offset: number): number {
  let low = 0
  let high = source.lineStarts.length
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((source.lineStarts[middle] ?? 0) <= offset) low = middle
    else high = middle
  }
  return low + 1
}

/** The column, from 0, at which an offset stands in its line. */
export const columnAt = (source: PythonSource, offset: number): number =>
  offset - (source.lineStarts[lineAt(source, offset) - 1] ?? 0)

/** Children in order. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) children.push(child)
  return children
}

/** Nodes of one kind inside a node, outermost first. */
export function descendantsOf(node: SyntaxNode, kind: string): SyntaxNode[] {
  return childrenOf(node).flatMap(child => [...(child.name === kind ? [child] : []), ...descendantsOf(child, kind)])
}

export const textOf = (source: PythonSource, node: SyntaxNode): string => source.text.slice(node.from, node.to)

/** A node's code without comments, so that words are looked for in code only. */
export function codeOf(source: PythonSource, node: SyntaxNode): string {
  let code = ''
  let from = node.from
  for (const comment of descendantsOf(node, 'Comment')) {
    code += source.text.slice(from, comment.from)
    from = comment.to
  }
  return code + source.text.slice(from, node.to)
}

/** A node's code without spaces, to compare what is written and not how. */
export const tightCodeOf = (source: PythonSource, node: SyntaxNode): string => codeOf(source, node).replace(/\s+/g, '')

const lastCode = (node: SyntaxNode): SyntaxNode | null => {
  if (node.name === 'Comment') return null
  const children = childrenOf(node)
  if (children.length === 0) return node.to > node.from ? node : null
  for (const child of children.reverse()) {
    const last = lastCode(child)
    if (last) return last
  }
  return null
}

/** The lines of a statement's code. A block's node runs on over the comments below it; its lines do not. */
export function linesOfNode(source: PythonSource, node: SyntaxNode): Lines {
  const end = isString(node) ? node.to : Math.max(lastCode(node)?.to ?? node.to, node.from + 1)
  return [lineAt(source, node.from), lineAt(source, end - 1)]
}

export const isString = (node: SyntaxNode): boolean =>
  node.name === 'String' || node.name === 'FormatString' || node.name === 'ContinuedString'
