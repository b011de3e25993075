/** Numbers as Python writes them: a literal whose float is the same to the last bit, and whose repr is the literal. */

/** As `repr` of a Python float; where there is no literal, the call that makes it. */
export function pythonFloat(value: number): string {
  if (Number.isNaN(value)) return "float('nan')"
  if (!Number.isFinite(value)) return value > 0 ? "float('inf')" : "-float('inf')"
  const sign = value < 0 || Object.is(value, -0) ? '-' : ''
  // Both languages print the fewest digits that lead back to the number; they place the point by other rules.
  const [mantissa = '0', power = '0'] = Math.abs(value).toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const exponent = Number(power)
  if (exponent < -4 || exponent >= 16) return `${sign}${mantissa}e${exponent < 0 ? '-' : '+'}${pair(exponent)}`
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

const pair = (exponent: number): string => String(Math.abs(exponent)).padStart(2, '0')

/** A list of numbers as Python prints it. */
export const pythonList = (values: Iterable<number>): string => `[${Array.from(values, pythonFloat).join(', ')}]`

/** A matrix as a list of lists; one row as the list that it is, and one number alone as a number. */
export function pythonLiteral(values: ArrayLike<number>, rows: number, columns: number, isNested = rows > 1): string {
  const row = (at: number): string => pythonList(Array.from({ length: columns }, (_, i) => values[at * columns + i]!))
  return isNested ? `[${Array.from({ length: rows }, (_, at) => row(at)).join(', ')}]` : row(0)
}

/** A string as Python's repr has it, for letters that need no more than quotes. */
export const pythonString = (words: string): string => {
  const quote = words.includes("'") && !words.includes('"') ? '"' : "'"
  const escaped = words.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`)
  return `${quote}${escaped}${quote}`
}
