/** How numbers are printed, everywhere: a true minus, fixed decimals, no zero before a probability's point. */

export function decimal(value: number, digits = 2): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value < 0 ? '−inf' : 'inf'
  const size = Math.abs(value)
  const text = size < 1e9 ? size.toFixed(digits) : size.toExponential(digits).replace('+', '')
  return value < 0 && Number(text) !== 0 ? `−${text}` : text
}

/** `.31`, and `1` where it is certain. */
export function probability(value: number, digits = 2): string {
  const text = value.toFixed(digits)
  return Number(text) >= 1 ? '1' : text.replace(/^0/, '')
}

/** All digits that the number has, for the place where somebody asks for one number. */
export const exact = (value: number): string => String(value).replace('-', '−')

export const thousands = (value: number): string => value.toLocaleString('en')
