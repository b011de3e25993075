/** Documents laid out as rows: one row a position, one document after the other. */

export interface Rows {
  /** Positions in all documents together. */
  readonly rows: number
  /** The first row to compute forward; those before it stand already, which is what a key-value cache is. */
  readonly first: number
  readonly documents: number
  /** The token read at each row. */
  readonly tokens: Uint32Array
  /** The token to be guessed at each row. */
  readonly targets: Uint32Array
  /** pos_id of each row within its document. */
  readonly positions: Uint32Array
  /** 1 / (positions of its document × documents): the share of each row in the loss. */
  readonly weights: Float64Array
}

/**
 * Wraps each document in BOS on both sides and cuts it to the block, as the training loop does.
 * @param documents ids of the letters, without BOS
 */
export function rowsOf(documents: readonly (readonly number[])[], BOS: number, block_size: number): Rows {
  const lengths = documents.map(document => Math.min(block_size, document.length + 1))
  const rows = lengths.reduce((sum, length) => sum + length, 0)
  const tokens = new Uint32Array(rows)
  const targets = new Uint32Array(rows)
  const positions = new Uint32Array(rows)
  const weights = new Float64Array(rows)
  let row = 0
  documents.forEach((document, index) => {
    const length = lengths[index]!
    const wrapped = [BOS, ...document, BOS]
    for (let position = 0; position < length; position++, row++) {
      tokens[row] = wrapped[position]!
      targets[row] = wrapped[position + 1]!
      positions[row] = position
      weights[row] = 1 / (length * documents.length)
    }
  })
  return { rows, first: 0, documents: documents.length, tokens, targets, positions, weights }
}
