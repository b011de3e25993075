/** The small functions of the program, worked through on numbers that the model has just computed. */
import type { TraceReader } from '../reading.ts'

export interface SoftmaxTerm {
  /** Index into the logits. */
  readonly index: number
  readonly logit: number
  readonly shifted: number
  readonly exp: number
  readonly probability: number
}

export interface Softmax {
  readonly terms: readonly SoftmaxTerm[]
  readonly shift: number
  readonly total: number
}

/**
 * softmax(), in float64 and step by step.
 * @param isShifted whether the maximum is taken off first, as the program does
 */
export function softmaxSteps(logits: ArrayLike<number>, isShifted: boolean): Softmax {
  const numbers = Array.from(logits)
  const shift = isShifted ? numbers.reduce((most, logit) => Math.max(most, logit), -Infinity) : 0
  const shifted = numbers.map(logit => logit - shift)
  const exps = shifted.map(Math.exp)
  const total = exps.reduce((sum, exp) => sum + exp, 0)
  return {
    shift,
    total,
    terms: numbers.map((logit, index) => {
      const exp = exps[index]!
      return { index, logit, shifted: shifted[index]!, exp, probability: exp / total }
    }),
  }
}

export interface Dot {
  readonly row: Float64Array
  readonly x: Float64Array
  readonly products: Float64Array
  readonly sum: number
}

/** One number of q as linear() makes it: a row of wq times x. */
export function dotOf(reader: TraceReader, position: number, layer: number, index: number): Dot | null {
  const x = reader.output('attention.norm', position, layer)
  const w = reader.matrix(`layer${layer}.attn_wq`)
  if (!x || index >= w.rows) return null
  const row = Float64Array.from(w.values.subarray(index * w.columns, (index + 1) * w.columns))
  const products = row.map((weight, i) => weight * x.values[i]!)
  return { row, x: Float64Array.from(x.values), products, sum: products.reduce((sum, product) => sum + product, 0) }
}

export interface Normed {
  readonly before: Float64Array
  /** The mean of the squares, of what is left of x without its mean where that is taken off. */
  readonly ms: number
  readonly scale: number
  readonly after: Float64Array
}

/** rmsnorm() on the sum of the two embeddings. */
export function rmsnormSteps(x: ArrayLike<number>): Normed {
  const before = Float64Array.from(x)
  const ms = before.reduce((sum, xi) => sum + xi * xi, 0) / before.length
  const scale = (ms + 1e-5) ** -0.5
  return { before, ms, scale, after: before.map(xi => xi * scale) }
}

/** layernorm() on the same: first the mean is taken off. */
export function layernormSteps(x: ArrayLike<number>): Normed & { readonly mean: number } {
  const before = Float64Array.from(x)
  const mean = before.reduce((sum, xi) => sum + xi, 0) / before.length
  return { ...rmsnormSteps(before.map(xi => xi - mean)), before, mean }
}

export interface Written {
  readonly words: string
  /** Root of the mean square. */
  readonly rms: number
  /** Of the stream after it has been added. */
  readonly after: number
}

const rms = (x: ArrayLike<number>): number => Math.sqrt(Array.from(x).reduce((sum, xi) => sum + xi * xi, 0) / x.length)

/** What each block wrote into the residual stream at a position, and how large the stream was then. */
export function writesOf(reader: TraceReader, position: number): Written[] {
  const of = (op: Parameters<TraceReader['output']>[0], layer: number | null = null): number => {
    const reading = reader.output(op, position, layer)
    return reading ? rms(reading.values) : 0
  }
  const start = of('embedding.norm')
  const written: Written[] = [{ words: 'embeddings', rms: start, after: start }]
  for (let layer = 0; layer < reader.plan.config.n_layer; layer++) {
    const where = reader.plan.config.n_layer > 1 ? ` ${layer}` : ''
    written.push(
      { words: `attention${where}`, rms: of('attention.output', layer), after: of('attention.add', layer) },
      { words: `MLP${where}`, rms: of('mlp.contract', layer), after: of('mlp.add', layer) },
    )
  }
  return written
}
