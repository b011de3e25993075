/** The making of a number as a few lines of Python that print it. */
import type { LaneName } from '../../engine/lane.ts'
import { pythonFloat } from '../python-literal.ts'
import type { Step } from './terms.ts'

interface Made {
  readonly name: string
  readonly value: number
  readonly made: number
  readonly steps: readonly Step[]
  readonly lane: LaneName
  readonly isHeld: boolean
}

/** On the exact lane it prints the number to its last digit; else it says how far the lane is from that. */
export function pythonOf({ name, value, made, steps, lane, isHeld }: Made): string {
  const last = steps.at(-1)
  if (!last) return `# ${name}\nprint(${pythonFloat(value)})\n`
  const lines = steps.flatMap(({ python }) => python)
  const imports = [...new Set(lines.filter(line => line.startsWith('import ')))]
  const others = isHeld
    ? [`# held by hand at ${pythonFloat(value)}; this is what its operands give`]
    : Object.is(value, made) || value === made
      ? []
      : [`# ${pythonFloat(value)} on ${lane}, in float32`]
  return [
    `# ${name}`,
    ...imports,
    ...lines.filter(line => !line.startsWith('import ')),
    ...others,
    `print(${last.variable})`,
    '',
  ].join('\n')
}
