/** The graph of single numbers of one training step, built when it is asked for; the last one is kept. */
import type { Config } from '../../engine/config.ts'
import type { Rows } from '../../engine/document.ts'
import { valueGraph, type ValueGraph } from '../../engine/value-graph.ts'
import { overviewOf, type GraphOverview } from '../model-graph-overview.ts'
import { heaviestPaths, pathTo, type Heaviest, type ParameterPath } from '../model-graph-path.ts'
import { rowAt, type GraphRow, type RowPlace } from '../model-graph-row.ts'

/** What a graph is built from: a step as it was traced, for which `valueGraphProblem` knows no problem. */
export interface GraphSource {
  /** By which its parts are asked for. */
  readonly id: number
  readonly config: Config
  readonly vocab_size: number
  readonly parameters: Float64Array
  readonly rows: Rows
}

/** Which part of a graph. */
export interface PartWanted {
  readonly id: number
  readonly row: RowPlace | null
  /** Index into `params`. */
  readonly parameter: number | null
}

export interface GraphPart {
  readonly row: GraphRow | null
  /** Null also where the loss does not depend on the parameter. */
  readonly path: ParameterPath | null
}

let kept: { readonly id: number; readonly graph: ValueGraph; heaviest: Heaviest | null } | null = null

export function buildGraph({ id, config, vocab_size, parameters, rows }: GraphSource): GraphOverview {
  // The one before goes first: two large ones may be too much.
  kept = null
  const graph = valueGraph(config, vocab_size, parameters, rows)
  kept = { id, graph, heaviest: null }
  return overviewOf(graph)
}

/** Null where another graph has been built since, or another worker has come. */
export function graphPart({ id, row, parameter }: PartWanted): GraphPart | null {
  if (kept?.id !== id) return null
  const { graph } = kept
  return {
    row: row && rowAt(graph, row),
    path: parameter === null ? null : pathTo(graph, (kept.heaviest ??= heaviestPaths(graph)), parameter),
  }
}
