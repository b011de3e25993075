/** The calls of a plan as both schedules run them: offsets resolved, items counted, neighbours joined where they can be. */
import type { Call, Tensor } from '../engine/graph.ts'
import { isUpdate, type KernelName } from '../engine/ops.ts'
import type { Plan } from '../engine/plan.ts'
import type { MatrixKernel } from './tiles.ts'

/** What the number of items grows with: an index into `Step.counts` of prelude.wgsl. */
export const per = { call: 0, row: 1, block: 2, pair: 3, sixteen: 4 } as const
type Per = (typeof per)[keyof typeof per]

/** A stretch of the memory. */
export interface Span {
  readonly start: number
  readonly end: number
}

export interface Stage {
  readonly kernel: KernelName
  readonly label: string
  /** The calls of the plan that it does; more than one for an update. */
  readonly calls: readonly Call[]
  /** The numbers of `struct Call` in prelude.wgsl, in its order. */
  readonly fields: readonly number[]
  /** Numbers a row of a, b, c and out, where their rows are positions; else 0. */
  readonly widths: readonly number[]
  /** Items: `items · counts[per]`. */
  readonly items: number
  readonly per: Per
  /** About how many reads of memory an item makes: what submits are measured by. */
  readonly work: number
  readonly reads: readonly Span[]
  readonly writes: readonly Span[]
  /** How many dispatches it is cut into, so that none takes long; this is one of them. */
  readonly parts: number
  /** A matrix product in a form of its own, in place of the item function of its kernel. */
  readonly wide?: { readonly form: 'block' | 'tile'; readonly kernel: MatrixKernel }
}

/** Bytes from one `Call` to the next in a uniform buffer: what the offset of a binding must be a multiple of. */
export const callStride = 256

export function stagesOf(plan: Plan): Stage[] {
  const stages: Stage[] = []
  for (const call of plan.calls) {
    const stage = stageOf(plan, call)
    const last = stages.at(-1)
    const joined = last && joinUpdates(last, stage)
    if (joined) stages[stages.length - 1] = joined
    else stages.push(stage)
  }
  return stages
}

/** All calls as one buffer, `callStride` apart. */
export function packCalls(stages: readonly Stage[]): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array((stages.length * callStride) / 4)
  stages.forEach((stage, i) => words.set(stage.fields, (i * callStride) / 4))
  return words
}

function stageOf(plan: Plan, call: Call): Stage {
  const { kernel, inputs, output, layer, op, accumulate, index, phase } = call
  const span = (tensor: Tensor): Span => {
    const start = plan.offset(tensor)
    return { start, end: start + tensor.rows * tensor.columns }
  }
  const reads = inputs.map(span)
  const writes = [span(output)]
  if (isUpdate(kernel)) writes.push(reads[1]!, reads[2]!)
  if (accumulate) reads.push(writes[0]!)
  const { items, per, work } = size(plan, call)
  const { config, head_dim } = plan
  const fields = [
    ...[0, 1, 2].map(i => (inputs[i] ? plan.offset(inputs[i]) : 0)),
    plan.offset(output),
    output.columns,
    output.rows,
    inputs[0]!.columns,
    config.n_head,
    head_dim,
    config.block_size,
    accumulate ? 1 : 0,
    index === 'positions' ? 1 : 0,
    items,
    per,
    0,
    1,
    plan.root,
    plan.kept,
  ]
  const widths = [0, 1, 2].map(i => widthOf(inputs[i])).concat(widthOf(output))
  const label = `${phase} ${layer === null ? '' : `layer${layer}.`}${op} ${kernel}`
  return { kernel, label, calls: [call], fields, widths, items, per, work, reads, writes, parts: 1 }
}

const widthOf = (tensor: Tensor | undefined): number => (tensor?.perPosition ? tensor.columns : 0)

export interface Size {
  readonly items: number
  readonly per: Per
  readonly work: number
}

/** Must agree with what each .wgsl file says of its items. */
function size(plan: Plan, { kernel, inputs, output }: Call): Size {
  const { n_head, block_size } = plan.config
  const { positions, head_dim } = plan
  const { columns, rows } = output
  const inner = inputs[0]!.columns
  const tiles = Math.ceil(columns / 4)
  switch (kernel) {
    case 'linear':
    case 'linear_gradient_input':
      return { items: tiles, per: per.block, work: 8 * inner }
    case 'linear_gradient_weight':
      return { items: Math.ceil(rows / 4) * tiles, per: per.call, work: 8 * positions }
    case 'embed_gradient':
      return { items: rows * Math.ceil(columns / 16), per: per.call, work: 3 * positions }
    case 'adam':
    case 'momentum':
    case 'sgd':
      return { items: rows * columns, per: per.call, work: 8 }
    case 'mean':
      return { items: 1, per: per.call, work: positions }
    case 'rmsnorm':
    case 'rmsnorm_gradient':
    case 'layernorm':
    case 'layernorm_gradient':
    case 'softmax':
    case 'cross_entropy':
      return { items: 1, per: per.row, work: 4 * inner }
    case 'attention_softmax':
    case 'attention_softmax_gradient':
      return { items: n_head, per: per.row, work: 4 * block_size }
    case 'attention_scores':
    case 'attention_mix_gradient_weights':
      return { items: n_head, per: per.pair, work: 8 * head_dim }
    case 'attention_scores_gradient_query':
    case 'attention_scores_gradient_key':
    case 'attention_mix':
    case 'attention_mix_gradient_values':
      return { items: n_head * Math.ceil(head_dim / 4), per: per.block, work: 8 * block_size }
    case 'embed':
    case 'add':
    case 'copy':
    case 'keep_heads':
    case 'relu':
    case 'relu_gradient':
    case 'relu_squared':
    case 'relu_squared_gradient':
    case 'gelu':
    case 'gelu_gradient':
    case 'cross_entropy_gradient':
      return { items: columns, per: per.row, work: 3 }
  }
}

/** A stage whose items are others. */
export const withItems = (stage: Stage, { items, per, work }: Size): Stage => ({
  ...stage,
  fields: stage.fields.map((field, i) => (i === itemsField ? items : i === itemsField + 1 ? per : field)),
  items,
  per,
  work,
})

/** The same stage in parts, each of `most` work at most where the step has so many of each count. */
export function inParts(stage: Stage, counts: readonly number[], most: number): Stage[] {
  const parts = Math.max(1, Math.ceil((stage.items * counts[stage.per]! * stage.work) / most))
  return Array.from({ length: parts }, (_, part) => ({
    ...stage,
    fields: stage.fields.map((field, i) => (i === partField ? part : i === partField + 1 ? parts : field)),
    parts,
  }))
}

/** The index of a, b, c, out and items among the fields. */
const starts = [0, 1, 2, 3] as const
const itemsField = 12
/** The index of the part, which the number of parts follows. */
const partField = 14

/** Updates of matrices that lie one behind the other, as they do in every plan, are one update. */
function joinUpdates(first: Stage, second: Stage): Stage | null {
  if (!isUpdate(first.kernel) || second.kernel !== first.kernel) return null
  if (starts.some(i => first.fields[i]! + first.items !== second.fields[i])) return null
  const items = first.items + second.items
  return {
    ...withItems(first, { ...first, items }),
    label: `update ${first.kernel}`,
    calls: [...first.calls, ...second.calls],
    reads: [...first.reads, ...second.reads],
    writes: [...first.writes, ...second.writes],
  }
}

const overlap = (some: readonly Span[], others: readonly Span[]): boolean =>
  some.some(a => others.some(b => a.start < b.end && b.start < a.end))

/** Runs of stages that may all be computed at once, because none touches what another of the run writes. */
export function independentRuns(stages: readonly Stage[]): Stage[][] {
  const runs: Stage[][] = []
  let reads: Span[] = []
  let writes: Span[] = []
  for (const stage of stages) {
    const waits = overlap(stage.reads, writes) || overlap(stage.writes, writes) || overlap(stage.writes, reads)
    if (waits || runs.length === 0) {
      runs.push([])
      reads = []
      writes = []
    }
    runs.at(-1)!.push(stage)
    reads.push(...stage.reads)
    writes.push(...stage.writes)
  }
  return runs
}
