import type { Rates } from '../lane.ts'

/** One Adam update of a matrix, in place: the moments move, then the parameters. */
export function adam(
  gradient: Float64Array,
  m: Float64Array,
  v: Float64Array,
  parameters: Float64Array,
  { rate, beta1, beta2, eps, correction1, correction2 }: Rates,
): void {
  // After some hundred steps beta1 ** step is nothing beside 1, and a third of the divisions would change nothing.
  const isCorrected = correction1 === 1
  for (let i = 0; i < parameters.length; i++) {
    const grad = gradient[i]!
    const mi = (m[i] = beta1 * m[i]! + (1 - beta1) * grad)
    const vi = (v[i] = beta2 * v[i]! + (1 - beta2) * grad * grad)
    const m_hat = isCorrected ? mi : mi / correction1
    const v_hat = vi / correction2
    parameters[i] = parameters[i]! - (rate * m_hat) / (Math.sqrt(v_hat) + eps)
  }
}

/** Heavy ball: the gradients add up in m, each step a little less of the old ones. */
export function momentum(
  gradient: Float64Array,
  m: Float64Array,
  parameters: Float64Array,
  { rate, beta1 }: Rates,
): void {
  for (let i = 0; i < parameters.length; i++) {
    const mi = (m[i] = beta1 * m[i]! + gradient[i]!)
    parameters[i] = parameters[i]! - rate * mi
  }
}

/** Plain descent: each parameter against its gradient. */
export function sgd(gradient: Float64Array, parameters: Float64Array, { rate }: Rates): void {
  for (let i = 0; i < parameters.length; i++) parameters[i] = parameters[i]! - rate * gradient[i]!
}
