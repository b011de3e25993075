/** A whole training step as a flat list of kernel calls over one memory: what every lane runs. */
import { headDim, type Config } from './config.ts'
import { checkGraph } from './graph-check.ts'
import { tensorName, type Call, type Graph, type Section, type Tensor } from './graph.ts'
import { microgpt } from './microgpt.ts'
import type { OpId } from './operations.ts'
import { keptHeads, switchedOff } from './switches.ts'

const order: readonly Section[] = ['parameters', 'm', 'v', 'parameter gradients', 'activations', 'gradients']

export interface Plan {
  readonly config: Config
  readonly vocab_size: number
  readonly head_dim: number
  /** Scores are divided by the root of this: head_dim, or 1 where the scaling is switched off. */
  readonly root: number
  /** A bit for each head that is on. */
  readonly kept: number
  /** The most positions that one step can take. */
  readonly positions: number
  /** Forward, then backward, then update. */
  readonly calls: readonly Call[]
  readonly tensors: readonly Tensor[]
  /** How many parameters there are; m, v and the gradients are as long, each in the same order. */
  readonly parameters: number
  /** Numbers in the memory of a lane: all parameters, m, v, gradients of parameters, activations, their gradients. */
  readonly size: number
  /** Where a tensor starts in that memory. */
  offset(tensor: Tensor): number
  /** What an operation puts out: also for operations that only give a tensor another name. */
  output(op: OpId, layer?: number | null): Tensor | null
  /** The gradient of what an operation puts out; null where none is kept. */
  gradient(op: OpId, layer?: number | null): Tensor | null
  parameter(name: string): Tensor
  gradientOfParameter(name: string): Tensor
}

export function planFor(config: Config, vocab_size: number): Plan {
  return layOut(microgpt(config, vocab_size), config, vocab_size)
}

/** The plan of any graph. Throws a GraphError where no lane could compute it. */
export function compile(graph: Graph, config: Config, vocab_size: number): Plan {
  checkGraph(graph, config, vocab_size)
  return layOut(graph, config, vocab_size)
}

/** Lays the tensors of a graph out in memory; nothing is reused, so that a step leaves its whole trace behind. */
function layOut(graph: Graph, config: Config, vocab_size: number): Plan {
  const offsets = new Map<Tensor, number>()
  let size = 0
  for (const section of order) {
    // m, v and the gradients follow the order of the parameters, so that one index finds all four.
    const parameterOrder = section === 'parameter gradients' ? graph.parameters.map(p => graph.gradients.get(p)!) : null
    for (const tensor of parameterOrder ?? graph.tensors.filter(tensor => tensor.section === section)) {
      offsets.set(tensor, size)
      size += tensor.rows * tensor.columns
    }
  }
  const byName = new Map([...graph.views, ...graph.tensors.map(tensor => [tensor.name, tensor] as const)])
  const named = (name: string): Tensor => {
    const tensor = byName.get(name)
    if (!tensor) throw new RangeError(`The model has no tensor called ${name}.`)
    return tensor
  }
  const output = (op: OpId, layer: number | null = null): Tensor | null => byName.get(tensorName(op, layer)) ?? null
  return {
    config,
    vocab_size,
    head_dim: headDim(config),
    root: switchedOff(config).has('attention.scale') ? 1 : headDim(config),
    kept: keptHeads(config),
    positions: config.block_size * config.batch_size,
    calls: graph.calls,
    tensors: graph.tensors,
    parameters: graph.parameters.reduce((sum, { rows, columns }) => sum + rows * columns, 0),
    size,
    offset: tensor => offsets.get(tensor)!,
    output,
    gradient: (op, layer = null) => {
      const tensor = output(op, layer)
      return (tensor && graph.gradients.get(tensor)) ?? null
    },
    parameter: named,
    gradientOfParameter: name => graph.gradients.get(named(name))!,
  }
}
