import type { Program } from './program.ts'
import { find, resolve, selectorOf } from './selector.ts'
import type { Computation, SourceMap, SourceMapEntry } from './source-map.ts'

/** Whether `path#symbol` is there. The caller looks: this folder has no file system. */
export type Exists = (symbol: string) => boolean

/**
 * What is wrong between the map, the operations and our microgpt.py, one sentence each; none when they agree.
 * Drift is caught in all directions: lines that moved, operations without lines, lines without an operation.
 */
export function checkMap(
  map: SourceMap,
  operations: Readonly<Record<string, unknown>>,
  program: Program,
  exists: Exists = () => true,
): string[] {
  const ids = Object.keys(operations)
  const keys = Object.keys(map)
  const missing = ids.filter(id => !Object.hasOwn(map, id))
  const extra = keys.filter(key => !Object.hasOwn(operations, key))
  const problems = [
    ...missing.map(id => `${id}: the map has no entry for this operation.`),
    ...extra.map(key => `${key}: the map has an entry, but there is no such operation.`),
    ...Object.entries(map).flatMap(([id, entry]) => entryProblems(id, entry, program, exists)),
    ...program.unmappedLines().map(line => `line ${line} belongs to no operation: ${lineText(program, line)}`),
  ]
  if (missing.length === 0 && extra.length === 0) {
    const at = keys.findIndex((key, index) => key !== ids[index])
    if (at !== -1) problems.push(`${keys[at]}: out of order; the operations have ${ids[at]} there.`)
  }
  return problems
}

function entryProblems(id: string, entry: SourceMapEntry, program: Program, exists: Exists): string[] {
  const problems = entry.python.flatMap(({ select, lines }) => {
    const found = find(program.source, select)
    if ('reason' in found && lines.length === 0 && selectorOf(select).optional) return []
    if ('reason' in found) return [`${id}: the selector "${select}" finds nothing: ${found.reason}.`]
    if (found.lines[0] === lines[0] && found.lines[1] === lines[1] && lines.length === 2) return []
    return [`${id}: "${select}" is on lines ${found.lines.join('–')}, the map has ${lines.join('–') || 'none'}.`]
  })
  if (entry.python.length === 0) problems.push(`${id}: the map names no line of microgpt.py.`)
  const computations = [...entry.forward, ...entry.backward]
  for (const { kernel, wgsl, simd } of computations) {
    if (kernel && !wgsl) problems.push(`${id}: the map does not say where ${kernel} is written in WGSL.`)
    if (kernel && !simd) problems.push(`${id}: the map does not say where ${kernel} is written for SIMD.`)
  }
  const symbols = computations.flatMap(symbolsOf)
  for (const symbol of new Set(symbols)) if (!exists(symbol)) problems.push(`${id}: ${symbol} is not there.`)
  return problems
}

const symbolsOf = ({ typescript, wgsl, simd }: Computation): string[] =>
  [typescript, wgsl, simd].filter(symbol => symbol !== undefined)

const lineText = (program: Program, line: number): string => (program.source.text.split('\n')[line - 1] ?? '').trim()

/** The map with the lines that its selectors find in a program; a selector that finds nothing keeps none. */
export function withLines(map: SourceMap, program: Program): SourceMap {
  return Object.fromEntries(
    Object.entries(map).map(([id, entry]) => [
      id,
      {
        ...entry,
        python: entry.python.map(({ select }) => ({ select, lines: resolve(program.source, select) ?? [] })),
      },
    ]),
  )
}
