/** What schedules of straight-line code have in common: all offsets are literals, and all arrays have a known size. */
import { prelude } from './kernels.ts'
import type { Sizes } from './machine.ts'
import type { Stage } from './stages.ts'

/** The prelude for one machine: code for arrays of known size checks bounds a quarter faster. */
export const sizedPrelude = ({ memory, rows }: Sizes, steps: number): string =>
  prelude
    .replace('memory: array<f32>', `memory: array<f32, ${memory}>`)
    .replace('rows: array<Row>', `rows: array<Row, ${rows}>`)
    .replace('steps: array<Step>', `steps: array<Step, ${steps}>`)

/** A loop in which the invocations of one workgroup share the items of a stage. `call` writes its `Call`. */
export const loopOf = (stage: Stage, group: number, call = literalCall): string => `    // ${stage.label}
    for (var item = thread; item < ${stage.items}u * step.counts[${stage.per}]; item += ${group}u) {
      ${stage.kernel}(item, ${call(stage)});
    }
`

/** A call whose rows begin at `first`, an expression, in place of the first row of the step. */
export const literalCall = ({ fields, widths }: Stage, first?: string): string => {
  const field = (value: number, i: number): string =>
    first && widths[i] ? `${value}u + ${first} * ${widths[i]}u` : `${value}u`
  // The output is the fourth of both lists.
  return `Call(${fields.map(field).join(', ')})`
}

export const kernelsOf = (stages: readonly Stage[]) => [...new Set(stages.map(stage => stage.kernel))]
