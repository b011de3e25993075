/**
 * Joins calls for training, where nobody looks at what lies between them. Every number that a step leaves in parameters,
 * moments and loss is the same, bit for bit: only stores and loads are saved.
 */
import type { Tensor } from '../engine/graph.ts'
import { isUpdate, type KernelName } from '../engine/ops.ts'
import type { Plan } from '../engine/plan.ts'
import { programOf, type Instruction, type Program } from './program.ts'

export function fusedProgramOf(plan: Plan): Program {
  const joined = joinUpdates(addAtOnce(programOf(plan).instructions))
  const sharing = sharedCopies(joined)
  const isMade = ({ kernel, outputs: [out], addend }: Instruction): boolean =>
    kernel !== 'copy' || addend !== null || !sharing.has(out!)
  return { instructions: joined.filter(isMade), sharing }
}

/** The kernels before a sum that can add something to what they put out. */
const adds = new Set<KernelName>(['embed', 'linear'])

/** A sum of which one part is what the call just before it put out, and used nowhere else, is made by that call. */
function addAtOnce(instructions: readonly Instruction[]): Instruction[] {
  const joined: Instruction[] = []
  for (const instruction of instructions) {
    const { kernel, inputs, outputs } = instruction
    const before = joined.at(-1)
    const part = before?.outputs[0]
    const others = inputs.filter(tensor => tensor !== part)
    const joins = kernel === 'add' && before && adds.has(before.kernel) && !before.addend && others.length === 1
    if (joins && instructions.filter(({ inputs }) => inputs.includes(part!)).length === 1)
      joined[joined.length - 1] = { ...before, outputs, addend: others[0]! }
    else joined.push(instruction)
  }
  return joined
}

/** Updates of matrices that lie one behind the other, as they do in every plan, are one update. */
function joinUpdates(instructions: readonly Instruction[]): Instruction[] {
  const [updates, others] = [true, false].map(is => instructions.filter(({ kernel }) => isUpdate(kernel) === is))
  const [first] = updates!
  return first ? [...others!, { ...first, outputs: updates!.flatMap(({ outputs }) => outputs) }] : [...instructions]
}

/**
 * Copies that need not be made, because neither the copy nor what it is of changes while the other is still read.
 * @returns the copies, and what each may lie upon
 */
function sharedCopies(instructions: readonly Instruction[]): Map<Tensor, Tensor> {
  const sharing = new Map<Tensor, Tensor>()
  instructions.forEach(({ kernel, inputs: [from], outputs: [to], addend }, i) => {
    if (kernel !== 'copy' || addend || !from!.perPosition || !to!.perPosition) return
    const source = sharing.get(from!) ?? from!
    const family = [source, ...[...sharing].filter(([, of]) => of === source).map(([copy]) => copy), to!]
    const later = instructions.slice(i + 1)
    const safe = family.every(tensor => {
      const changed = later.findIndex(({ outputs }) => outputs.includes(tensor))
      const reads = changed < 0 ? [] : later.slice(changed).flatMap(({ inputs, addend }) => [...inputs, addend])
      return !family.some(other => other !== tensor && reads.includes(other))
    })
    if (safe) sharing.set(to!, source)
  })
  return sharing
}
