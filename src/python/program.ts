import type { SyntaxNode } from '@lezer/common'
import { type OpId, opIds } from '../engine/operations.ts'
import { fillingLoop } from './filling-loop.ts'
import {
  childrenOf,
  isString,
  lineAt,
  type Lines,
  linesOfNode,
  parsePython,
  type PythonSource,
} from './python-source.ts'
import { find, selectorOf } from './selector.ts'
import type { SourceMap } from './source-map.ts'
import { isBareText } from './statements.ts'

export interface Unresolved {
  readonly op: OpId
  readonly selector: string
  /** Which step of the selector found nothing, and where it looked. */
  readonly reason: string
}

/** A version of microgpt.py with its operations found in it. */
export class Program {
  readonly source: PythonSource
  /** Selectors that found nothing, save those that a version may lack. */
  readonly unresolved: readonly Unresolved[]
  readonly #lines = new Map<OpId, readonly Lines[]>()
  readonly #ops = new Map<number, OpId[]>()
  readonly #executable: readonly number[]

  constructor(
    text: string,
    private readonly map: SourceMap,
  ) {
    this.source = parsePython(text)
    this.#executable = executableLinesOf(this.source)
    const unresolved: Unresolved[] = []
    const nodes = new Map<OpId, { node: SyntaxNode; lines: Lines }[]>()
    const entered = new Set<number>()
    for (const op of opIds) {
      const found: { node: SyntaxNode; lines: Lines }[] = []
      for (const { select } of map[op]?.python ?? []) {
        const result = find(this.source, select)
        if ('lines' in result) {
          found.push(result)
          for (const { from } of result.around) entered.add(from)
        } else if (!selectorOf(select).optional) unresolved.push({ op, selector: select, reason: result.reason })
      }
      nodes.set(op, found)
    }
    for (const [op, found] of nodes)
      this.#lines.set(op, distinct(found.map(({ node, lines }) => this.#withLoop(node, lines, entered))))
    this.unresolved = unresolved
    this.#indexLines()
  }

  /** Another version of the program, read by the same map. */
  another(text: string): Program {
    return new Program(text, this.map)
  }

  /** The lines of a list that a loop fills, with that loop: one statement in our version is two in others. */
  #withLoop(node: SyntaxNode, lines: Lines, entered: ReadonlySet<number>): Lines {
    const loop = fillingLoop(this.source, node)
    return loop && !entered.has(loop.from) ? [lines[0], linesOfNode(this.source, loop)[1]] : lines
  }

  /** Where the operation stands, in the order of the map; empty when it is not in this program. */
  linesOf(op: OpId): readonly Lines[] {
    return this.#lines.get(op) ?? []
  }

  /** The operations of a line, the most specific first: the statement itself before the definition around it. */
  opsOn(line: number): readonly OpId[] {
    return this.#ops.get(line) ?? []
  }

  /** The names that an operation binds in our version, with their shapes in words of the config. */
  bindsOf(op: OpId): Readonly<Record<string, readonly string[]>> {
    return this.map[op]?.binds ?? {}
  }

  /** Lines that hold code: not blank, not a comment, not a docstring. */
  executableLines(): readonly number[] {
    return this.#executable
  }

  /** Lines of code that belong to no operation: what the lens cannot map. */
  unmappedLines(): readonly number[] {
    return this.#executable.filter(line => this.opsOn(line).length === 0)
  }

  #indexLines(): void {
    const spans = opIds.flatMap(op => this.linesOf(op).map(lines => ({ op, lines })))
    // Array sort is stable, so equal lengths keep the program's order.
    spans.sort((a, b) => a.lines[1] - a.lines[0] - (b.lines[1] - b.lines[0]))
    for (const { op, lines } of spans)
      for (let line = lines[0]; line <= lines[1]; line++) {
        const ops = this.#ops.get(line) ?? []
        if (!ops.includes(op)) this.#ops.set(line, [...ops, op])
      }
  }
}

/** Ranges in order of first appearance; in `m, v = …` two selectors name one line. */
const distinct = (ranges: readonly Lines[]): Lines[] =>
  ranges.filter((range, at) => ranges.findIndex(other => other[0] === range[0] && other[1] === range[1]) === at)

function executableLinesOf(source: PythonSource): number[] {
  const lines = new Set<number>()
  const walk = (node: SyntaxNode): void => {
    if (node.name === 'Comment' || isBareText(node)) return
    const children = childrenOf(node)
    if (children.length > 0 && !isString(node)) return children.forEach(walk)
    if (node.to === node.from || node.name === 'Script') return
    for (let line = lineAt(source, node.from); line <= lineAt(source, node.to - 1); line++) lines.add(line)
  }
  walk(source.tree.topNode)
  return [...lines].sort((a, b) => a - b)
}
