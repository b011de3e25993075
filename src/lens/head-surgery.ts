/** What may be done to one head of a trained model, and which numbers of the model each of these holds. */
import { noIntervention, type HeldActivation, type Intervention } from '../engine/intervention.ts'
import { matricesOf } from '../engine/parameters.ts'
import type { Plan } from '../engine/plan.ts'
import { Random } from '../engine/random.ts'
import type { TraceReader } from './reading.ts'

export interface HeadPlace {
  readonly layer: number
  readonly head: number
}

/** The rows of wq, wk and wv that belong to one head. */
export const drawable = ['q', 'k', 'v'] as const
export type Drawable = (typeof drawable)[number]

/** What changes places in a swap: what decides the weights, with what is fetched, with what is done with it. */
export const swaps = ['qk', 'qkv', 'qkvo'] as const
export type Swap = (typeof swaps)[number]

export type Operation = HeadPlace &
  (
    | { readonly kind: 'draw'; readonly matrices: readonly Drawable[]; readonly seed: number }
    | { readonly kind: 'first'; readonly matrices: readonly Drawable[] }
    | { readonly kind: 'zero' }
    | { readonly kind: 'swap'; readonly other: number; readonly swap: Swap }
    | { readonly kind: 'freeze'; readonly at: 'now' | 'even' }
  )

/** Parameters with what was done to them so far, and the activations that are held. */
export interface Patient {
  readonly parameters: Float64Array
  readonly activations: ReadonlyMap<string, HeldActivation>
}

/** What an operation may read. */
export interface Theatre {
  readonly plan: Plan
  /** Parameters before the first step of the run. */
  readonly first: Float64Array
  /** The trace of the model as the operations before left it. */
  readonly now: TraceReader
}

/** Where the numbers of a head are in `params`: rows of wq, wk and wv, columns of wo. */
export function headIndices(plan: Plan, { layer, head }: HeadPlace, matrix: Drawable | 'o'): number[] {
  const { name, start, columns } = {
    name: `layer${layer}.attn_w${matrix}`,
    ...matricesOf(plan.config, plan.vocab_size).find(({ name }) => name === `layer${layer}.attn_w${matrix}`),
  }
  if (start === undefined || columns === undefined) throw new RangeError(`The model has no ${name}.`)
  const { head_dim } = plan
  const indices: number[] = []
  for (let i = 0; i < columns; i++)
    for (let d = head * head_dim; d < (head + 1) * head_dim; d++)
      indices.push(start + (matrix === 'o' ? i * columns + d : d * columns + i))
  // Rows in the order in which the program would draw them.
  return indices.sort((one, other) => one - other)
}

const keyOf = ({ op, layer, position, column }: HeldActivation): string => `${op} ${layer} ${position} ${column}`

/** The patient after one more operation. */
export function operate(patient: Patient, operation: Operation, { plan, first, now }: Theatre): Patient {
  const { layer, head } = operation
  const parameters = patient.parameters.slice()
  const activations = new Map(patient.activations)
  const hold = (held: HeldActivation): unknown => activations.set(keyOf(held), held)
  switch (operation.kind) {
    case 'draw': {
      const random = new Random(operation.seed)
      for (const matrix of operation.matrices)
        for (const index of headIndices(plan, operation, matrix)) parameters[index] = random.gauss(0, plan.config.std)
      break
    }
    case 'first':
      for (const matrix of operation.matrices)
        for (const index of headIndices(plan, operation, matrix)) parameters[index] = first[index]!
      break
    case 'zero':
      for (let position = 0; position < now.positions; position++)
        for (let d = 0; d < plan.head_dim; d++)
          hold({ op: 'attention.mix', layer, position, column: head * plan.head_dim + d, value: 0 })
      break
    case 'swap':
      for (const matrix of operation.swap) {
        const mine = headIndices(plan, operation, matrix as Drawable | 'o')
        const theirs = headIndices(plan, { layer, head: operation.other }, matrix as Drawable | 'o')
        mine.forEach((index, i) => {
          parameters[index] = patient.parameters[theirs[i]!]!
          parameters[theirs[i]!] = patient.parameters[index]!
        })
      }
      break
    case 'freeze':
      for (let position = 0; position < now.positions; position++) {
        const { values } = now.output('attention.softmax', position, layer, head)!
        values.forEach((weight, key) =>
          hold({
            op: 'attention.softmax',
            layer,
            position,
            column: head * plan.config.block_size + key,
            value: operation.at === 'even' ? 1 / (position + 1) : weight,
          }),
        )
      }
  }
  return { parameters, activations }
}

/** What has to be held so that a model with these parameters becomes the patient. */
export function interventionOf(trained: Float64Array, { parameters, activations }: Patient): Intervention {
  const changed: (readonly [number, number])[] = []
  parameters.forEach((value, index) => {
    if (value !== trained[index]) changed.push([index, value])
  })
  return { parameters: changed, activations: [...activations.values()] }
}

/** A model under what is held of it already. */
export function patientOf(trained: Float64Array, { parameters, activations }: Intervention): Patient {
  const held = trained.slice()
  for (const [index, value] of parameters) if (index in held) held[index] = value
  return { parameters: held, activations: new Map(activations.map(each => [keyOf(each), each])) }
}

/** What of an intervention is not part of another. */
export function without(intervention: Intervention, part: Intervention): Intervention {
  const parameters = new Map(part.parameters)
  const activations = new Map(part.activations.map(each => [keyOf(each), each.value]))
  const left = {
    parameters: intervention.parameters.filter(([index, value]) => parameters.get(index) !== value),
    activations: intervention.activations.filter(each => activations.get(keyOf(each)) !== each.value),
  }
  return left.parameters.length + left.activations.length === 0 ? noIntervention : left
}

const matrixWords = (matrices: readonly Drawable[]): string => matrices.map(matrix => `w${matrix}`).join(', ')

/** What was done, as a line of the list of operations. */
export function operationWords(operation: Operation, isDeep: boolean): string {
  const { layer, head } = operation
  const name = `${isDeep ? `layer ${layer}, ` : ''}head ${head}`
  switch (operation.kind) {
    case 'draw':
      return `${name}: rows of ${matrixWords(operation.matrices)} drawn anew, seed ${operation.seed}`
    case 'first':
      return `${name}: rows of ${matrixWords(operation.matrices)} as first drawn`
    case 'zero':
      return `${name}: output held at zero`
    case 'swap':
      return `${name} and head ${operation.other}: ${{ qk: 'wq and wk', qkv: 'wq, wk and wv', qkvo: 'wq, wk, wv and their columns of wo' }[operation.swap]} swapped`
    case 'freeze':
      return operation.at === 'even'
        ? `${name}: weights held at the plain average`
        : `${name}: weights frozen as they were then`
  }
}

/** The heads that an operation touches. */
export const headsOf = (operation: Operation): number[] =>
  operation.kind === 'swap' ? [operation.head, operation.other] : [operation.head]
