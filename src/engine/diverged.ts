import type { Origin } from './first-bad.ts'

/** The run left the numbers: a loss is not finite. It stops where it was still well. */
export class Diverged extends Error {
  override readonly name = 'Diverged'

  /**
   * @param step index of the step whose loss is not finite: 0 is the first
   * @param lastGood how many steps can be trusted; the run stands behind them
   * @param origin where the first number that is not finite came from; null where the lane could not show it again
   */
  constructor(
    readonly step: number,
    readonly lastGood: number,
    readonly origin: Origin | null,
  ) {
    const began = origin ? ` It began in ${placeOf(origin, step)}: ${reasonOf(origin)}.` : ''
    super(
      `Training diverged at step ${step + 1}: the loss is not a finite number.${began} The last good step is ${lastGood}.`,
    )
  }
}

function placeOf({ step, op, layer, phase, tensor }: Origin, diverged: number): string {
  const when = step === diverged ? '' : ` at step ${step + 1}`
  if (phase === 'update') return `the update of ${tensor}${when}`
  return `${op}${layer === null ? '' : ` of layer ${layer}`} (${phase})${when}`
}

function reasonOf({ op, phase, largest }: Origin): string {
  if (op === 'loss.cross_entropy' && phase === 'forward') return 'the probability of the right token came to 0'
  const size = largest < 1e6 ? String(Number(largest.toPrecision(2))) : largest.toExponential(1).replace('+', '')
  return `numbers up to ${size} went in`
}
