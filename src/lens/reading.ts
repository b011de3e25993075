/** What a variable of the program holds in a trace: the one way from an operation to its numbers, for every pane. */
import { operations, type OpId, type Role } from '../engine/operations.ts'
import type { Tensor } from '../engine/graph.ts'
import { noIntervention, type Intervention } from '../engine/intervention.ts'
import type { State, Trace } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { matricesOf, type Matrix } from '../engine/parameters.ts'

export type Numbers = Float64Array | Float32Array

/** Numbers with all that is needed to draw and to name them. */
export interface Reading {
  /** The variable's name in microgpt.py. */
  readonly name: string
  readonly rows: number
  readonly columns: number
  /** rows × columns numbers, row after row. */
  readonly values: Numbers
  readonly ramp: 'signed' | 'probability'
  /** The value that gets the strongest colour; fixed for a family of tensors, so that colours can be compared. */
  readonly scale: number
  readonly role: Role
  /** Numbers of one head, where the columns are heads side by side. */
  readonly group: number | null
  /** Which of the values are held by hand, by index. */
  readonly held?: readonly number[]
}

interface Family {
  readonly name: string
  readonly scale: number
  readonly ramp?: 'probability'
  readonly role?: Role
}

/** What each operation binds, and the scale of its family. */
const families: Partial<Record<OpId, Family>> = {
  'embedding.token': { name: 'tok_emb', scale: 0.3 },
  'embedding.position': { name: 'pos_emb', scale: 0.3 },
  'embedding.add': { name: 'x', scale: 0.3 },
  'embedding.norm': { name: 'x', scale: 2 },
  'attention.residual': { name: 'x_residual', scale: 2 },
  'attention.norm': { name: 'x', scale: 2.4 },
  'attention.query': { name: 'q', scale: 1 },
  'attention.key': { name: 'k', scale: 1 },
  'attention.value': { name: 'v', scale: 1 },
  'attention.keys': { name: 'keys[li]', scale: 1 },
  'attention.values': { name: 'values[li]', scale: 1 },
  'attention.query_head': { name: 'q_h', scale: 1 },
  'attention.key_head': { name: 'k_h', scale: 1 },
  'attention.value_head': { name: 'v_h', scale: 1 },
  'attention.scores': { name: 'attn_logits', scale: 1 },
  'attention.softmax': { name: 'attn_weights', scale: 0.6, ramp: 'probability' },
  'attention.mix': { name: 'head_out', scale: 1 },
  'attention.concat': { name: 'x_attn', scale: 1 },
  'attention.output': { name: 'x', scale: 1 },
  'attention.add': { name: 'x', scale: 2.6 },
  'mlp.residual': { name: 'x_residual', scale: 2.6 },
  'mlp.norm': { name: 'x', scale: 2.4 },
  'mlp.expand': { name: 'x', scale: 2 },
  'mlp.relu': { name: 'x', scale: 2 },
  'mlp.contract': { name: 'x', scale: 2 },
  'mlp.add': { name: 'x', scale: 2.6 },
  'output.logits': { name: 'logits', scale: 4 },
  'loss.softmax': { name: 'probs', scale: 0.5, ramp: 'probability' },
  'loss.cross_entropy': { name: 'loss_t', scale: 4 },
  'loss.mean': { name: 'loss', scale: 4 },
}

/** The name that an operation gives to what it puts out. */
export const nameOf = (op: OpId): string | undefined => families[op]?.name

const weightScale = 0.45
export const gradientScale = 0.1

/** The operations whose output is rows of heads, so that one head is a stretch of head_dim columns. */
const byHead = new Set<OpId>([
  'attention.query',
  'attention.key',
  'attention.value',
  'attention.keys',
  'attention.values',
  'attention.concat',
])
/** The operations that hold a row for every position so far. */
const cached = new Set<OpId>(['attention.keys', 'attention.values', 'attention.key_head', 'attention.value_head'])

export type MatrixKind = 'values' | 'gradients' | 'm' | 'v' | 'updated'

export class TraceReader {
  readonly matrices: readonly Matrix[]

  constructor(
    readonly plan: Plan,
    readonly trace: Trace,
    /** What was held while it was computed. */
    readonly intervention: Intervention = noIntervention,
  ) {
    this.matrices = matricesOf(plan.config, plan.vocab_size)
  }

  get positions(): number {
    return this.trace.input.rows.rows
  }

  get tokens(): Uint32Array {
    return this.trace.input.rows.tokens
  }

  get targets(): Uint32Array {
    return this.trace.input.rows.targets
  }

  get loss(): number {
    return this.numbers(this.plan.output('loss.mean')!)[0]!
  }

  /** What the operation binds at a position, as Python would hold it there. */
  output(op: OpId, position: number, layer: number | null = null, head: number | null = null): Reading | null {
    return this.read(op, this.plan.output(op, layer), position, head, {})
  }

  /** How the loss changes with what the operation binds; the gradient of a cache is that of its rows. */
  gradient(op: OpId, position: number, layer: number | null = null, head: number | null = null): Reading | null {
    const name = families[op]?.name
    return this.read(op, this.plan.gradient(op, layer), position, head, {
      name: `${name}.grad`,
      scale: gradientScale,
      ramp: 'signed',
      role: 'grad',
    })
  }

  private read(
    op: OpId,
    tensor: Tensor | null,
    position: number,
    head: number | null,
    change: Partial<Reading>,
  ): Reading | null {
    const family = families[op]
    if (!family || !tensor) return null
    const { head_dim } = this.plan
    const all = this.numbers(tensor)
    const shape = {
      name: family.name,
      ramp: family.ramp ?? 'signed',
      scale: family.scale,
      role: operations[op].role,
      group: byHead.has(op) ? head_dim : null,
      ...change,
    } as const
    if (op === 'loss.mean') return { ...shape, rows: 1, columns: 1, values: all.slice(0, 1) }
    const start = firstColumn(this.plan, op, head)
    const columns = isWeights(op) ? position + 1 : columnsOf(op, head, head_dim, tensor.columns)
    const firstRow = isCache(op) ? 0 : position
    const rows = position - firstRow + 1
    const values = new (all.constructor as Float64ArrayConstructor)(rows * columns)
    for (let row = 0; row < rows; row++) {
      const from = (firstRow + row) * tensor.columns + start
      values.set(all.subarray(from, from + columns), row * columns)
    }
    const held = this.intervention.activations.flatMap(held => {
      const [row, column] = [held.position - firstRow, held.column - start]
      const isIn = row >= 0 && row < rows && column >= 0 && column < columns
      return isIn && this.plan.output(held.op, held.layer) === tensor ? [row * columns + column] : []
    })
    return { ...shape, rows, columns, values, ...(held.length > 0 && { held }) }
  }

  /** A whole parameter matrix: its values before the step, its gradient, Adam's moments after, its values after. */
  matrix(name: string, kind: MatrixKind = 'values'): Reading {
    const matrix = this.matrices.find(matrix => matrix.name === name)
    if (!matrix) throw new RangeError(`The model has no parameter called ${name}.`)
    const { rows, columns, start } = matrix
    const size = rows * columns
    const values =
      kind === 'values'
        ? this.trace.before.parameters.subarray(start, start + size)
        : this.trace.memory.subarray(this.part(kind) + start, this.part(kind) + start + size)
    const scale = {
      values: weightScale,
      updated: weightScale,
      gradients: gradientScale,
      m: gradientScale,
      v: gradientScale ** 2,
    }[kind]
    const label = { values: '', updated: '', gradients: '.grad', m: ' m', v: ' v' }[kind]
    const role = kind === 'values' || kind === 'updated' ? roleOfParameter(name) : 'grad'
    const isHeld = kind === 'values' ? this.intervention.parameters : []
    const held = isHeld.flatMap(([index]) => (index >= start && index < start + size ? [index - start] : []))
    const shape = {
      name: shortName(name) + label,
      rows,
      columns,
      values,
      ramp: 'signed',
      scale,
      role,
      group: null,
    } as const
    return { ...shape, ...(held.length > 0 && { held }) }
  }

  get before(): State {
    return this.trace.before
  }

  /** All of them after the step, in the order of `params`. */
  get updatedParameters(): Numbers {
    return this.trace.memory.subarray(0, this.plan.parameters)
  }

  /** Where a part of the parameters begins in the memory: they come first, then m, v and the gradients, each as long. */
  private part(kind: Exclude<MatrixKind, 'values'>): number {
    return { updated: 0, m: 1, v: 2, gradients: 3 }[kind] * this.plan.parameters
  }

  private numbers(tensor: Tensor): Numbers {
    const start = this.plan.offset(tensor)
    return this.trace.memory.subarray(start, start + tensor.rows * tensor.columns)
  }
}

const isWeights = (op: OpId): boolean => op === 'attention.scores' || op === 'attention.softmax'

/** Whether a reading of the operation has a row for every position so far. */
export const isCache = (op: OpId): boolean => cached.has(op)

/** Where in the tensor's own columns a reading begins. */
export function firstColumn({ config, head_dim }: Plan, op: OpId, head: number | null): number {
  if (isWeights(op)) return (head ?? 0) * config.block_size
  return operations[op].repeats === 'head' && op !== 'attention.concat' ? (head ?? 0) * head_dim : 0
}

/** x_attn grows by one head at a time; the slices hold one head; everything else is whole. */
function columnsOf(op: OpId, head: number | null, head_dim: number, all: number): number {
  if (operations[op].repeats !== 'head') return all
  if (op === 'attention.concat') return head === null ? all : (head + 1) * head_dim
  return head_dim
}

/** `layer0.attn_wq` as the diagram calls it: `wq`. */
export const shortName = (parameter: string): string => parameter.replace(/^layer\d+\./, '').replace(/^(attn|mlp)_/, '')

export function roleOfParameter(name: string): Role {
  if (/wte|wpe/.test(name)) return 'emb'
  if (/wq/.test(name)) return 'query'
  if (/wk/.test(name)) return 'key'
  if (/wv/.test(name)) return 'value'
  if (/wo/.test(name)) return 'resid'
  return /lm_head/.test(name) ? 'logit' : 'mlp'
}
