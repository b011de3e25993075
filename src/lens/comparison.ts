/** Two models of one run, A and B: what training wrote between them, and what each makes of the same name and draws. */
import { computed, signal } from '@preact/signals-core'
import { operations, opIds, type OpId } from '../engine/operations.ts'
import type { Plan } from '../engine/plan.ts'
import { pinsOf } from './pins.ts'
import type { Numbers, Reading, TraceReader } from './reading.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session, type View } from './session.ts'
import { sentence } from './training.ts'

/** Names that each of the two makes up. */
const nameCount = 8

/** All parameters after a step, counted from 1. */
export interface Model {
  readonly step: number
  readonly parameters: Numbers
}

export interface Difference {
  readonly a: Model
  readonly b: Model
  /** The value that gets the strongest colour, the same for all matrices. */
  readonly scale: number
  /** Mean size of the differences, over all parameters. */
  readonly mean: number
  readonly matrices: ReadonlyMap<string, MatrixDifference>
}

export interface MatrixDifference {
  readonly reading: Reading
  readonly a: Numbers
  readonly b: Numbers
  readonly mean: number
}

/** Round numbers that a scale may end at: it should not change with every step. */
const ladder = [0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4]

/** Every parameter of B less that of A. */
export function differenceOf({ matrices }: TraceReader, a: Model, b: Model): Difference {
  const values = b.parameters.map((value, i) => value - a.parameters[i]!)
  const sizes = Float64Array.from(values, Math.abs)
  // The largest few may go over the end of the ramp, as in all other pictures.
  const high = sizes.toSorted()[Math.floor(0.98 * (sizes.length - 1))] ?? 0
  const scale = ladder.find(step => step >= high) ?? high
  return {
    a,
    b,
    scale,
    mean: mean(sizes),
    matrices: new Map(
      matrices.map(({ name, rows, columns, start }) => {
        const part = (numbers: Numbers): Numbers => numbers.subarray(start, start + rows * columns)
        const reading = {
          name,
          rows,
          columns,
          values: part(values),
          ramp: 'signed',
          scale,
          role: 'grad',
          group: null,
        } as const
        return [name, { reading, a: part(a.parameters), b: part(b.parameters), mean: mean(part(sizes)) }]
      }),
    ),
  }
}

const mean = (values: Numbers): number => {
  let sum = 0
  for (const value of values) sum += value
  return values.length === 0 ? 0 : sum / values.length
}

/** How far apart an operation's outputs are, at the place where they are furthest. */
export interface OpDifference {
  readonly op: OpId
  readonly name: string
  readonly layer: number | null
  readonly head: number | null
  readonly position: number
  readonly row: number
  readonly column: number
  readonly a: number
  readonly b: number
  /** The difference as a share of the largest number of either. */
  readonly share: number
}

/** One for each operation and layer whose output is not only another's name, in the order of the program. */
export function opDifferences(a: TraceReader, b: TraceReader): OpDifference[] {
  const { plan } = a
  const found: OpDifference[] = []
  const seen = new Set<unknown>()
  const layers = Array.from({ length: plan.config.n_layer }, (_, layer) => layer)
  const inOrder = opIds.filter(op => operations[op].phase === 'forward')
  const places = [
    ...inOrder.filter(op => op.startsWith('embedding')).map(op => ({ op, layer: null as number | null })),
    ...layers.flatMap(layer => inOrder.filter(op => /^(attention|mlp)/.test(op)).map(op => ({ op, layer }))),
    ...inOrder.filter(op => /^(output|loss)/.test(op)).map(op => ({ op, layer: null })),
  ]
  for (const { op, layer } of places) {
    const tensor = plan.output(op, layer)
    if (!tensor || seen.has(tensor)) continue
    seen.add(tensor)
    const furthest = furthestOf(a, b, op, layer, plan)
    if (furthest) found.push(furthest)
  }
  return found
}

const byHead: readonly OpId[] = ['attention.scores', 'attention.softmax']

function furthestOf(a: TraceReader, b: TraceReader, op: OpId, layer: number | null, plan: Plan): OpDifference | null {
  const heads = byHead.includes(op) ? Array.from({ length: plan.config.n_head }, (_, head) => head) : [null]
  let [most, size] = [-1, 0]
  let place: OpDifference | null = null
  for (let position = 0; position < Math.min(a.positions, b.positions); position++)
    for (const head of heads) {
      const [one, other] = [a.output(op, position, layer, head), b.output(op, position, layer, head)]
      if (!one || !other) continue
      for (let i = 0; i < one.values.length; i++) {
        const [x, y] = [one.values[i]!, other.values[i]!]
        size = Math.max(size, Math.abs(x), Math.abs(y))
        if (Math.abs(y - x) <= most) continue
        most = Math.abs(y - x)
        const [row, column] = [Math.floor(i / one.columns), i % one.columns]
        place = { op, name: one.name, layer, head, position, row, column, a: x, b: y, share: 0 }
      }
    }
  return place && { ...place, share: size === 0 ? 0 : most / size }
}

/** One name read by both, each as the step reads it: before its own update. */
export interface Reads {
  readonly document: string
  readonly a: View
  readonly b: View
}

export class Comparison {
  /** A, and B where it is pinned too. */
  private readonly models = signal<ReadonlyMap<number, Model>>(new Map())
  readonly names = signal<ReadonlyMap<number, readonly string[]>>(new Map())
  private readonly bothReads = signal<Reads | null>(null)
  /** The model that the trace on the screen leads to, where that is the run's own: no other document, no larger batch. */
  private readonly seen = computed((): Model | null => {
    const { run, view, document } = this.session
    if (!view.value || view.value.provisional || document.value !== null) return null
    const isOwn = run.value?.config.batch_size === 1
    return isOwn ? { step: view.value.step + 1, parameters: view.value.reader.updatedParameters } : null
  })
  readonly difference = computed((): Difference | null => {
    const sides = pinsOf(this.session).sides.value
    const view = this.session.view.value
    if (!sides || !view) return null
    const seen = this.seen.value
    const model = (step: number): Model | null => (seen?.step === step ? seen : (this.models.value.get(step) ?? null))
    const [a, b] = [model(sides.a), model(sides.b)]
    return a && b && a.parameters.length === b.parameters.length ? differenceOf(view.reader, a, b) : null
  })
  /** Null until both have read what is on the screen. */
  readonly reads = computed((): Reads | null => {
    const [sides, reads, view] = [pinsOf(this.session).sides.value, this.bothReads.value, this.session.view.value]
    const isOfThese = reads && sides && reads.a.step === sides.a - 1 && reads.b.step === sides.b - 1
    return isOfThese && reads.document === view?.document && reads.a.reader.plan === view.reader.plan ? reads : null
  })
  readonly ops = computed((): readonly OpDifference[] => {
    const reads = this.reads.value
    return reads ? opDifferences(reads.a.reader, reads.b.reader).sort((one, other) => other.share - one.share) : []
  })

  constructor(private readonly session: Session) {}

  /** Asks for what is missing, when time rests; the way out is returned. */
  follow(): () => void {
    const { session } = this
    const [pins, scrubber] = [pinsOf(session), scrubberOf(session)]
    let [plan, temperature] = [session.run.peek()?.plan, session.run.peek()?.config.temperature]
    return watch(() => {
      const [run, sides, view] = [session.run.value, pins.sides.value, session.view.value]
      if (run?.plan !== plan) this.models.value = new Map()
      if (run?.plan !== plan || run?.config.temperature !== temperature) this.names.value = new Map()
      ;[plan, temperature] = [run?.plan, run?.config.temperature]
      if (!sides || !view || session.training.running.value || scrubber.moving.value) return
      void this.fetch(sides.a, sides.b, view).catch((error: unknown) => session.say(sentence(error)))
    })
  }

  /** Has the model at the step that is looked at make up names, when time rests; the way out is returned. */
  followNames(): () => void {
    const { session } = this
    const [pins, scrubber] = [pinsOf(session), scrubberOf(session)]
    let [plan, temperature] = [session.run.peek()?.plan, session.run.peek()?.config.temperature]
    return watch(() => {
      const [run, viewed] = [session.run.value, pins.viewed.value]
      if (run?.plan !== plan || run?.config.temperature !== temperature) this.names.value = new Map()
      ;[plan, temperature] = [run?.plan, run?.config.temperature]
      if (viewed === null || session.training.running.value || scrubber.moving.value) return
      void this.nameFor(viewed).catch((error: unknown) => session.say(sentence(error)))
    })
  }

  private async fetch(a: number, b: number, view: View): Promise<void> {
    for (const step of [a, b]) await this.modelFor(step)
    const [one, other] = [await this.read(a, view), await this.read(b, view)]
    if (one && other) this.bothReads.value = { document: view.document, a: one, b: other }
    for (const step of [a, b]) await this.nameFor(step)
  }

  private async modelFor(step: number): Promise<void> {
    if (this.models.peek().has(step)) return
    const parameters = await this.session.questions.parametersAt(step)
    if (parameters) this.models.value = new Map([...[...this.models.peek()].slice(-5), [step, { step, parameters }]])
  }

  /** The trace of a step on the name at hand. */
  private async read(step: number, view: View): Promise<View | null> {
    const known = this.reads.peek()
    const found = [view, known?.a, known?.b].find(each => each?.step === step - 1 && each.document === view.document)
    return found ?? this.session.questions.traceOf(step - 1, view.document)
  }

  private async nameFor(step: number): Promise<void> {
    if (this.names.peek().has(step)) return
    const names = await this.session.questions.namesAt(step, nameCount)
    if (names) this.names.value = new Map([...[...this.names.peek()].slice(-30), [step, names]])
  }
}

const known = new WeakMap<Session, Comparison>()

export function comparisonOf(session: Session): Comparison {
  const found = known.get(session) ?? new Comparison(session)
  known.set(session, found)
  return found
}
