/** What each rule is called, and what goes wrong with it, in numbers. */
import type { Rule, Weighing } from '../../../lens/softmax-alternatives.ts'
import { decimal, thousands } from '../../marks/numbers.ts'

export const ruleWords: Readonly<Record<Rule, string>> = {
  softmax: 'softmax',
  sum: '÷ sum',
  max: 'largest only',
  none: 'as they are',
}

/** Three decimals; whole where it is huge. */
export const slopeWords = (slope: number): string => (slope >= 1000 ? thousands(Math.round(slope)) : decimal(slope, 3))

const negatives = (count: number): string => `${count} of them ${count === 1 ? 'is' : 'are'} negative`

/** One or two sentences about the weights at hand. */
export function verdict(rule: Rule, { weights, sum, negative, divisor, slope }: Weighing): string {
  const learns = `a mean slope of ${slopeWords(slope)}`
  const largest = decimal(Math.max(...Array.from(weights, Math.abs)))
  switch (rule) {
    case 'softmax':
      return `All positive, a sum of ${decimal(sum)}, ${learns}: adding the same to every score changes nothing, stretching sharpens.`
    case 'sum': {
      const isOff = divisor === null || Math.abs(divisor) < 1e-9
      if (isOff) return 'The scores add up to 0: there is nothing to divide by.'
      const wrong = negative > 0 ? `${negatives(negative)}, the largest is ${largest} in size` : 'all positive for once'
      return `Divided by a sum of ${decimal(divisor, 3)}: ${wrong}; the same scores, all moved a little, give other weights (${learns}).`
    }
    case 'max':
      return 'One weight is 1, all others 0, and the slope is 0 everywhere: no score would ever learn anything.'
    case 'none':
      return `They add up to ${decimal(sum)} instead of 1${negative > 0 ? `, and ${negatives(negative)}` : ''}: the output grows with every position read.`
  }
}
