/** A statement of microgpt.py, and the lines where it stands in ours. */
export interface PythonPart {
  readonly select: string
  /** First and last line (JSON knows no pairs); empty for a statement that only other versions have. */
  readonly lines: readonly number[]
}

/** What computes it: `path#symbol`. Setup runs on the host only and has no kernel. */
export interface Computation {
  readonly kernel?: string
  readonly typescript: string
  readonly wgsl?: string
  readonly simd?: string
}

export interface SourceMapEntry {
  /** What the operation does, in one sentence. */
  readonly says: string
  readonly python: readonly PythonPart[]
  /** Names that these lines bind, with their shapes in words of the config; a scalar's shape is empty. */
  readonly binds: Readonly<Record<string, readonly string[]>>
  readonly forward: readonly Computation[]
  readonly backward: readonly Computation[]
}

/** source-map.json: operation id → where it stands. Keys are checked against operations.ts by map-check.ts. */
export type SourceMap = Readonly<Record<string, SourceMapEntry>>
