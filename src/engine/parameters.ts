/** The state_dict: names and shapes in the order of the program, and the first draw of all numbers. */
import type { Config } from './config.ts'
import type { Random } from './random.ts'

export interface Matrix {
  /** As in state_dict: `wte`, `layer0.attn_wq`, … */
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** Where the matrix starts in the flat list `params`, row after row. */
  readonly start: number
}

/** All matrices of the model, in the order in which microgpt.py makes them. */
export function matricesOf(config: Config, vocab_size: number): Matrix[] {
  const { n_embd, block_size, n_layer } = config
  const wide = config.mlp_factor * n_embd
  const matrices: Matrix[] = []
  let start = 0
  const matrix = (name: string, rows: number, columns: number): void => {
    matrices.push({ name, rows, columns, start })
    start += rows * columns
  }
  matrix('wte', vocab_size, n_embd)
  matrix('wpe', block_size, n_embd)
  if (!config.tied_head) matrix('lm_head', vocab_size, n_embd)
  for (let li = 0; li < n_layer; li++) {
    matrix(`layer${li}.attn_wq`, n_embd, n_embd)
    matrix(`layer${li}.attn_wk`, n_embd, n_embd)
    matrix(`layer${li}.attn_wv`, n_embd, n_embd)
    matrix(`layer${li}.attn_wo`, n_embd, n_embd)
    matrix(`layer${li}.mlp_fc1`, wide, n_embd)
    matrix(`layer${li}.mlp_fc2`, n_embd, wide)
  }
  return matrices
}

/** How many numbers the model has: 4,192 for microgpt on 26 letters. */
export function parameterCount(config: Config, vocab_size: number): number {
  const last = matricesOf(config, vocab_size).at(-1)!
  return last.start + last.rows * last.columns
}

/**
 * Draws every parameter from gauss(0, std), matrix by matrix and row by row.
 * @param random as the shuffle of the documents left it; it is moved on by the draws
 */
export function initialParameters(config: Config, vocab_size: number, random: Random): Float64Array {
  const parameters = new Float64Array(parameterCount(config, vocab_size))
  for (const { name, rows, columns, start } of matricesOf(config, vocab_size)) {
    const std = config.zero_init_outputs && /attn_wo|mlp_fc2/.test(name) ? 0 : config.std
    for (let i = 0; i < rows * columns; i++) parameters[start + i] = random.gauss(0, std)
  }
  return parameters
}
