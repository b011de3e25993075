/** How the numbers of a making are printed: short where they are many, to four places where they are the point. */
import { decimal } from '../marks/numbers.ts'

const power = (value: number, digits: number): string => {
  const [mantissa = '', exponent = ''] = Math.abs(value).toExponential(digits).split('e')
  return `${value < 0 ? '−' : ''}${mantissa}e${exponent.replace('-', '−').replace('+', '')}`
}

const isSmall = (value: number, least: number): boolean =>
  value !== 0 && Number.isFinite(value) && Math.abs(value) < least

export function shortFigure(value: number): string {
  if (Number.isInteger(value)) return decimal(value, 0)
  return isSmall(value, 0.01) ? power(value, 0) : decimal(value, 2)
}

export const sumFigure = (value: number): string => (isSmall(value, 0.001) ? power(value, 3) : decimal(value, 4))
