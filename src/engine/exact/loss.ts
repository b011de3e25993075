/** probs: exp(logit − largest) over the sum of those, row by row. */
export function softmax(logits: Float64Array, out: Float64Array, first: number, rows: number, columns: number): void {
  for (let row = first; row < rows; row++) {
    const from = row * columns
    const to = from + columns
    let most = -Infinity
    for (let i = from; i < to; i++) most = Math.max(most, logits[i]!)
    let total = 0
    for (let i = from; i < to; i++) total += out[i] = Math.exp(logits[i]! - most)
    const inverse = 1 / total
    for (let i = from; i < to; i++) out[i] = out[i]! * inverse
  }
}

/** losses: −log of the probability that the right token got, one a row. */
export function crossEntropy(
  probs: Float64Array,
  targets: Uint32Array,
  out: Float64Array,
  first: number,
  rows: number,
  columns: number,
): void {
  for (let row = first; row < rows; row++) out[row] = -Math.log(probs[row * columns + targets[row]!]!)
}

/** dlogits = (probs − one_hot(target)) · share of the row: −log, softmax and mean walked back at once. */
export function crossEntropyGradient(
  probs: Float64Array,
  targets: Uint32Array,
  weights: Float64Array,
  out: Float64Array,
  rows: number,
  columns: number,
  accumulate: boolean,
): void {
  for (let row = 0; row < rows; row++)
    for (let c = 0; c < columns; c++) {
      const i = row * columns + c
      const dlogit = (probs[i]! - (c === targets[row]! ? 1 : 0)) * weights[row]!
      out[i] = accumulate ? out[i]! + dlogit : dlogit
    }
}

/** out[0] = the mean loss of each document, averaged over the documents. */
export function mean(
  losses: Float64Array,
  positions: Uint32Array,
  out: Float64Array,
  rows: number,
  documents: number,
): void {
  let total = 0
  let sum = 0
  for (let row = 0; row < rows; row++) {
    sum += losses[row]!
    const isLast = row + 1 === rows || positions[row + 1] === 0
    if (isLast) {
      total += (1 / (positions[row]! + 1)) * sum
      sum = 0
    }
  }
  out[0] = total / documents
}
