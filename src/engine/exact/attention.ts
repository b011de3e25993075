/**
 * Attention over the positions so far. A tensor of weights has, in each row, n_head stretches of block_size numbers: the
 * number at [row, head, j] speaks of position j of the same document, j from 0 to the row's own position. Later ones
 * don't exist, which is why no mask is needed; their places are never written or read.
 */
export interface Heads {
  readonly n_head: number
  readonly head_dim: number
  readonly block_size: number
  /** Scores are divided by the root of this. */
  readonly root: number
  /** A bit for each head that is on. */
  readonly kept: number
}

/** attn_logits: q · k / √head_dim for every head and every position so far. */
export function attentionScores(
  q: Float64Array,
  k: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size, root }: Heads,
): void {
  const columns = n_head * head_dim
  const inverse = 1 / Math.sqrt(root)
  for (let row = first; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let j = 0; start + j <= row; j++) {
        const at = row * columns + h * head_dim
        const key = (start + j) * columns + h * head_dim
        let sum = 0
        for (let d = 0; d < head_dim; d++) sum += q[at + d]! * k[key + d]!
        out[(row * n_head + h) * block_size + j] = sum * inverse
      }
  }
}

/** dq[row] = Σ_j ds[row, j] · k[j] / √head_dim */
export function attentionScoresGradientQuery(
  gradient: Float64Array,
  k: Float64Array,
  out: Float64Array,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size, root }: Heads,
  accumulate: boolean,
): void {
  const columns = n_head * head_dim
  const inverse = 1 / Math.sqrt(root)
  if (!accumulate) out.fill(0, 0, rows * columns)
  for (let row = 0; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let j = 0; start + j <= row; j++) {
        const ds = gradient[(row * n_head + h) * block_size + j]! * inverse
        const at = row * columns + h * head_dim
        const key = (start + j) * columns + h * head_dim
        for (let d = 0; d < head_dim; d++) out[at + d] = out[at + d]! + ds * k[key + d]!
      }
  }
}

/** dk[j] = Σ_row ds[row, j] · q[row] / √head_dim: a key hears from every later position that looked at it. */
export function attentionScoresGradientKey(
  gradient: Float64Array,
  q: Float64Array,
  out: Float64Array,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size, root }: Heads,
  accumulate: boolean,
): void {
  const columns = n_head * head_dim
  const inverse = 1 / Math.sqrt(root)
  if (!accumulate) out.fill(0, 0, rows * columns)
  for (let row = 0; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let j = 0; start + j <= row; j++) {
        const ds = gradient[(row * n_head + h) * block_size + j]! * inverse
        const at = row * columns + h * head_dim
        const key = (start + j) * columns + h * head_dim
        for (let d = 0; d < head_dim; d++) out[key + d] = out[key + d]! + ds * q[at + d]!
      }
  }
}

/** attn_weights: exp(score − largest) over the sum of those, for each head and row. */
export function attentionSoftmax(
  scores: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  positions: Uint32Array,
  { n_head, block_size }: Heads,
): void {
  for (let row = first; row < rows; row++)
    for (let h = 0; h < n_head; h++) {
      const from = (row * n_head + h) * block_size
      const to = from + positions[row]! + 1
      let most = -Infinity
      for (let i = from; i < to; i++) most = Math.max(most, scores[i]!)
      let total = 0
      for (let i = from; i < to; i++) total += out[i] = Math.exp(scores[i]! - most)
      const inverse = 1 / total
      for (let i = from; i < to; i++) out[i] = out[i]! * inverse
    }
}

/** ds = w · (dw − Σ dw · w): what one weight gains, the others lose. */
export function attentionSoftmaxGradient(
  gradient: Float64Array,
  weights: Float64Array,
  out: Float64Array,
  rows: number,
  positions: Uint32Array,
  { n_head, block_size }: Heads,
  accumulate: boolean,
): void {
  for (let row = 0; row < rows; row++)
    for (let h = 0; h < n_head; h++) {
      const from = (row * n_head + h) * block_size
      const to = from + positions[row]! + 1
      let dot = 0
      for (let i = from; i < to; i++) dot += gradient[i]! * weights[i]!
      for (let i = from; i < to; i++) {
        const ds = weights[i]! * (gradient[i]! - dot)
        out[i] = accumulate ? out[i]! + ds : ds
      }
    }
}

/** head_out, all heads side by side: Σ_j w[j] · v[j]. */
export function attentionMix(
  weights: Float64Array,
  v: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size }: Heads,
): void {
  const columns = n_head * head_dim
  for (let row = first; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let d = 0; d < head_dim; d++) {
        let sum = 0
        for (let j = 0; start + j <= row; j++)
          sum += weights[(row * n_head + h) * block_size + j]! * v[(start + j) * columns + h * head_dim + d]!
        out[row * columns + h * head_dim + d] = sum
      }
  }
}

/** dw[row, j] = dy[row] · v[j] */
export function attentionMixGradientWeights(
  gradient: Float64Array,
  v: Float64Array,
  out: Float64Array,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size }: Heads,
  accumulate: boolean,
): void {
  const columns = n_head * head_dim
  for (let row = 0; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let j = 0; start + j <= row; j++) {
        let sum = 0
        for (let d = 0; d < head_dim; d++)
          sum += gradient[row * columns + h * head_dim + d]! * v[(start + j) * columns + h * head_dim + d]!
        const to = (row * n_head + h) * block_size + j
        out[to] = accumulate ? out[to]! + sum : sum
      }
  }
}

/** dv[j] = Σ_row w[row, j] · dy[row] */
export function attentionMixGradientValues(
  gradient: Float64Array,
  weights: Float64Array,
  out: Float64Array,
  rows: number,
  positions: Uint32Array,
  { n_head, head_dim, block_size }: Heads,
  accumulate: boolean,
): void {
  const columns = n_head * head_dim
  if (!accumulate) out.fill(0, 0, rows * columns)
  for (let row = 0; row < rows; row++) {
    const start = row - positions[row]!
    for (let h = 0; h < n_head; h++)
      for (let j = 0; start + j <= row; j++) {
        const weight = weights[(row * n_head + h) * block_size + j]!
        const from = row * columns + h * head_dim
        const to = (start + j) * columns + h * head_dim
        for (let d = 0; d < head_dim; d++) out[to + d] = out[to + d]! + weight * gradient[from + d]!
      }
  }
}

/** The numbers of the heads that are on, and 0 for those that are switched off: its own gradient too. */
export function keepHeads(
  a: Float64Array,
  out: Float64Array,
  first: number,
  rows: number,
  { n_head, head_dim, kept }: Heads,
  accumulate: boolean,
): void {
  for (let row = first; row < rows; row++)
    for (let h = 0; h < n_head; h++)
      for (let d = 0; d < head_dim; d++) {
        const i = (row * n_head + h) * head_dim + d
        const number = (kept >> h) & 1 ? a[i]! : 0
        out[i] = accumulate ? out[i]! + number : number
      }
}
