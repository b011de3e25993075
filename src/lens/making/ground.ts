/** The trace that a number was made in, number by number: by the coordinates of the engine's tensors. */
import { heldPlaces, isNone, noIntervention, type Intervention } from '../../engine/intervention.ts'
import type { Call, Tensor } from '../../engine/graph.ts'
import { operations, type OpId } from '../../engine/operations.ts'
import { numberName, stacks, type NumberPlace, type ParameterTime, kindOf } from '../number-place.ts'
import { roleOfParameter, type TraceReader } from '../reading.ts'
import { given, type Operand } from './terms.ts'

const isWeights = (op: OpId): boolean => op === 'attention.scores' || op === 'attention.softmax'

/** Where a number stands in the tensor of an operation. */
export interface Cell {
  readonly op: OpId
  readonly layer: number | null
  /** A position. */
  readonly row: number
  /** One of the tensor's own columns: attention weights have block_size a head. */
  readonly column: number
}

export class Ground {
  private readonly held = new Map<number, number>()
  /** Gradients that go no further, by the operation whose output is held. */
  private readonly stopped = new Map<string, Set<number>>()

  /** @param at the position that looks at the caches */
  constructor(
    readonly reader: TraceReader,
    readonly intervention: Intervention = noIntervention,
    readonly at = reader.positions - 1,
  ) {
    if (isNone(intervention)) return
    for (const [index, places] of heldPlaces(this.plan, intervention, reader.positions)) {
      const stopped = new Set<number>()
      for (const { at, gradientAt, value } of places) {
        this.held.set(at, value)
        if (gradientAt !== null) stopped.add(gradientAt)
      }
      this.stopped.set(keyOf(this.plan.calls[index]!), stopped)
    }
  }

  get plan() {
    return this.reader.plan
  }

  get config() {
    return this.plan.config
  }

  /** The call that computes what an operation puts out; null where it gives another's numbers a name. */
  maker(op: OpId, layer: number | null): Call | null {
    return this.plan.calls.find(call => call.phase === 'forward' && call.op === op && call.layer === layer) ?? null
  }

  private number(tensor: Tensor, row: number, column: number): number {
    return this.reader.trace.memory[this.plan.offset(tensor) + row * tensor.columns + column]!
  }

  /** A number that an operation puts out, under the name that the operation gives it. */
  output(cell: Cell): Operand {
    const place = this.placeOf(cell, 'activation')
    return {
      text: numberName(place),
      value: this.number(this.plan.output(cell.op, cell.layer)!, cell.row, cell.column),
      place,
      role: operations[cell.op].role,
      ...this.noteOn(cell, this.isHeld(cell)),
    }
  }

  gradient(cell: Cell): Operand {
    const tensor = this.plan.gradient(cell.op, cell.layer)
    if (!tensor) return given(`${cell.op} without a gradient`, 0)
    const place = this.placeOf(cell, 'gradient')
    return {
      text: numberName(place),
      value: this.number(tensor, cell.row, cell.column),
      place,
      role: 'grad',
      ...this.noteOn(cell, false),
    }
  }

  /** The gradient as it goes on to what the number was made of: none does from a number that is held. */
  passedOn(cell: Cell): Operand {
    const gradient = this.gradient(cell)
    const tensor = this.plan.gradient(cell.op, cell.layer)
    const stopped = this.stopped.get(keyOf(cell))
    if (!tensor || !stopped) return gradient
    const at = this.plan.offset(tensor) + cell.row * tensor.columns + cell.column
    return stopped.has(at) ? { ...gradient, value: 0, note: 'held by hand, so none goes on' } : gradient
  }

  parameter(name: string, row: number, column: number, when: ParameterTime = 'before'): Operand {
    const place: NumberPlace = { kind: 'parameter', name, row, column, ...(when !== 'before' && { when }) }
    const reading = this.reader.matrix(name, kindOf(place))
    const isHeld = when === 'before' && this.isParameterHeld(name, row, column)
    return {
      text: numberName(place),
      value: reading.values[row * reading.columns + column]!,
      place,
      role: when === 'before' || when === 'updated' ? roleOfParameter(name) : 'grad',
      ...(isHeld && { note: 'held by hand' }),
    }
  }

  isParameterHeld(name: string, row: number, column: number): boolean {
    const matrix = this.reader.matrices.find(matrix => matrix.name === name)
    const index = matrix ? matrix.start + row * matrix.columns + column : -1
    return this.intervention.parameters.some(([held]) => held === index)
  }

  /** Whether the number stands where it is put by hand, whatever the operation would give. */
  isHeld({ op, layer, row, column }: Cell): boolean {
    const tensor = this.plan.output(op, layer)
    return tensor !== null && this.held.has(this.plan.offset(tensor) + row * tensor.columns + column)
  }

  private noteOn({ op, row }: Cell, isHeld: boolean): { note?: string } {
    const words = [
      isHeld && 'held by hand',
      op !== 'loss.mean' && row !== this.at && !stacks.includes(op) && `at position ${row}`,
    ]
    const note = words.filter(Boolean).join(', ')
    return note ? { note } : {}
  }

  /** The place of a tensor's number, by row and column of the operation's `Reading`. */
  placeOf({ op, layer, row, column }: Cell, kind: 'activation' | 'gradient'): NumberPlace {
    const { block_size, n_embd, n_head } = this.config
    const size = isWeights(op) ? block_size : n_embd / n_head
    const isByHead = operations[op].repeats === 'head'
    const head = isByHead ? Math.floor(column / size) : null
    const within = isByHead && op !== 'attention.concat' ? column % size : column
    const isStack = stacks.includes(op)
    const position = op === 'loss.mean' ? this.at : isStack ? Math.max(this.at, row) : row
    return { kind, op, layer, head, position, row: isStack ? row : 0, column: within }
  }

  /** Where a place stands in its tensor. */
  cellOf(place: Exclude<NumberPlace, { kind: 'parameter' }>): Cell {
    const { op, layer, head, position, row, column } = place
    const { block_size, n_embd, n_head } = this.config
    const isByHead = operations[op].repeats === 'head' && op !== 'attention.concat'
    const start = isByHead ? (head ?? 0) * (isWeights(op) ? block_size : n_embd / n_head) : 0
    return { op, layer, row: op === 'loss.mean' ? 0 : stacks.includes(op) ? row : position, column: start + column }
  }
}

const keyOf = ({ op, layer }: Pick<Cell, 'op' | 'layer'>): string => `${layer} ${op}`
