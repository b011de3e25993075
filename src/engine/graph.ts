/**
 * A model as a graph of tensor operations over positions, and its gradient as further operations of the same graph.
 *
 * It knows shapes and order, and no numbers: a lane computes. Tensors of positions have one row a position.
 */
import type { OpId } from './operations.ts'
import { gradientRules, type KernelName, type UpdateKernel } from './ops.ts'

/** Where a tensor lives in the memory of a lane. */
export type Section = 'parameters' | 'm' | 'v' | 'parameter gradients' | 'activations' | 'gradients'

export interface Tensor {
  readonly name: string
  readonly section: Section
  /** Rows of a matrix; for a tensor of positions, the most there can be. */
  readonly rows: number
  readonly columns: number
  /** Whether the rows are positions, so that only those of the documents at hand hold numbers. */
  readonly perPosition: boolean
}

/** Which number of a row chooses the row of an embedding. */
export type Index = 'tokens' | 'positions'

export interface Call {
  readonly kernel: KernelName
  readonly op: OpId
  readonly layer: number | null
  readonly phase: 'forward' | 'backward' | 'update'
  readonly inputs: readonly Tensor[]
  readonly output: Tensor
  /** Add to what the output holds, instead of replacing it. */
  readonly accumulate: boolean
  readonly index?: Index
}

export interface Place {
  readonly op: OpId
  readonly layer?: number
  readonly index?: Index
}

/** The name of what an operation puts out: its id, behind its layer where it has one. */
export const tensorName = (op: OpId, layer: number | null = null): string =>
  layer === null ? op : `layer${layer}.${op}`

export class Graph {
  readonly calls: Call[] = []
  /** Gradients by the tensor that they belong to. */
  readonly gradients = new Map<Tensor, Tensor>()
  /** Other names under which the program holds a tensor: x_residual is x, keys are k. */
  readonly views = new Map<string, Tensor>()
  readonly parameters: Tensor[] = []
  readonly tensors: Tensor[] = []

  /** @param positions the most rows that the documents of one step can have */
  constructor(private readonly positions: number) {}

  parameter(name: string, rows: number, columns: number): Tensor {
    const tensor = this.make({ name, section: 'parameters', rows, columns, perPosition: false })
    this.parameters.push(tensor)
    return tensor
  }

  /** Adds a forward operation; its result has `columns` numbers a position. */
  apply(kernel: KernelName, place: Place, inputs: readonly Tensor[], columns: number): Tensor {
    const { op, layer = null, index } = place
    const output = this.make({
      name: tensorName(op, layer),
      section: 'activations',
      rows: this.positions,
      columns,
      perPosition: true,
    })
    this.calls.push({ kernel, op, layer, phase: 'forward', inputs, output, accumulate: false, ...(index && { index }) })
    return output
  }

  /** Gives a tensor the name that another operation has for it; nothing is computed or copied. */
  view(op: OpId, layer: number | null, tensor: Tensor): Tensor {
    this.views.set(tensorName(op, layer), tensor)
    return tensor
  }

  /**
   * Appends the gradient of every forward operation, in reverse: what `loss.backward()` does. An operation that the loss
   * does not depend on has none, as in Python, where the walk never comes to it.
   */
  backward(): void {
    for (const call of this.calls.filter(call => call.phase === 'forward').reverse()) {
      if (call.kernel !== 'cross_entropy' && !this.gradients.has(call.output)) continue
      gradientRules[call.kernel]?.(
        call,
        (kernel, inputs, of) => {
          const known = this.gradients.get(of)
          const output = known ?? this.gradientOf(of)
          const { op, layer, index } = call
          this.calls.push({
            kernel,
            op,
            layer,
            phase: 'backward',
            inputs,
            output,
            accumulate: known !== undefined,
            ...(index && { index }),
          })
        },
        tensor => this.gradients.get(tensor)!,
      )
    }
  }

  /** Appends one update a matrix. */
  update(kernel: UpdateKernel): void {
    for (const parameter of this.parameters) {
      const { name, rows, columns } = parameter
      const moment = (section: 'm' | 'v'): Tensor =>
        this.make({ name: `${section} ${name}`, section, rows, columns, perPosition: false })
      const gradient = this.gradients.get(parameter) ?? this.gradientOf(parameter)
      this.calls.push({
        kernel,
        op: 'adam',
        layer: null,
        phase: 'update',
        inputs: [gradient, moment('m'), moment('v')],
        output: parameter,
        accumulate: false,
      })
    }
  }

  private gradientOf(tensor: Tensor): Tensor {
    const gradient = this.make({
      ...tensor,
      name: `gradient ${tensor.name}`,
      section: tensor.section === 'parameters' ? 'parameter gradients' : 'gradients',
    })
    this.gradients.set(tensor, gradient)
    return gradient
  }

  private make(tensor: Tensor): Tensor {
    this.tensors.push(tensor)
    return tensor
  }
}
