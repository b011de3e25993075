// What is made of the samples.

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** How many times faster b is than a: the median over the rounds in which both were measured, side by side. */
export function speedup(a, b) {
  const ratios = a.map((ms, round) => ms / b[round]).filter(Number.isFinite)
  return ratios.length > 0 ? median(ratios) : null
}

/** The largest difference between two runs, over the steps that both have. */
export function drift(losses, reference) {
  let most = 0
  // A loss that is no number differs by more than any.
  losses.forEach((loss, i) => (most = Math.max(most, Number.isFinite(loss) ? Math.abs(loss - reference[i]) : Infinity)))
  return most
}

/**
 * The first step by which the mean loss of the latest so many steps is down at a goal.
 * @returns the number of steps, or null where the run does not get there
 */
export function stepsTo(goal, losses, window) {
  let sum = 0
  for (let i = 0; i < losses.length; i++) {
    sum += losses[i] - (losses[i - window] ?? 0)
    if (i + 1 >= window && sum / window <= goal) return i + 1
  }
  return null
}
