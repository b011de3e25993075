/** Where one looks in the graph of single numbers of the step in view: a line, one number of it, a parameter. */
import { batch, computed, signal } from '@preact/signals-core'
import type { OpId } from '../engine/operations.ts'
import { valueGraphProblem } from '../engine/value-graph.ts'
import type { View } from './cursor.ts'
import { LatestAnswer } from './latest-answer.ts'
import type { GraphLine, GraphOverview } from './model-graph-overview.ts'
import type { RowPlace } from './model-graph-row.ts'
import { matrixOf, readerOf } from './operands.ts'
import type { TraceReader } from './reading.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session } from './session.ts'
import type { GraphPart } from './worker/model-graph.ts'

/** A graph with what it is of. */
export interface BuiltGraph {
  readonly id: number
  readonly view: View
  readonly overview: GraphOverview
  /** The most by which a gradient differs from that of the trace on the screen. */
  readonly apart: number
}

/** What is asked for next may be on its way. */
interface PartShown extends GraphPart {
  readonly id: number
  readonly wanted: RowPlace | null
  readonly parameter: number | null
}

/** Goes up with every graph that is built. */
let builds = 0

export class ModelGraph {
  readonly graph = signal<BuiltGraph | null>(null)
  /** Why there is no graph of what is on the screen. */
  readonly problem = signal<string | null>(null)
  readonly part = signal<PartShown | null>(null)
  private readonly op = signal<OpId>('mlp.expand')
  private readonly layer = signal(0)
  /** The number that was chosen of the line; null is the one that the loss feels most. */
  private readonly column = signal<number | null>(null)
  /** The parameter that was asked for; null is the heaviest of what is open. */
  private readonly asked = signal<number | null>(null)
  private readonly building = new LatestAnswer<BuiltGraph>(
    built => {
      if (built.view === this.session.view.peek()) this.graph.value = built
    },
    words => this.session.say(words),
  )
  private readonly opening = new LatestAnswer<PartShown>(part => (this.part.value = part))

  readonly line = computed((): GraphLine | null => {
    const lines = this.graph.value?.overview.lines ?? []
    const [op, layer] = [this.op.value, this.layer.value]
    const ofOp = lines.filter(line => line.op === op)
    return ofOp.find(line => line.layer === layer) ?? ofOp[0] ?? lines[0] ?? null
  })
  /** The number that is open. */
  readonly place = computed((): RowPlace | null => {
    const line = this.line.value
    if (!line) return null
    const position = Math.min(this.session.position.value, line.byPosition.length - 1)
    const asked = this.column.value
    const isThere = (index: number): boolean => index >= 0 && !Number.isNaN(gradientAt(line, position, index))
    const index = asked === null ? -1 : line.columns.indexOf(asked)
    const column = line.columns[isThere(index) ? index : heaviestIndex(line, position)]!
    return { op: line.op, layer: line.layer, position, column }
  })
  /** Index into `params`: the one whose gradient is followed. */
  readonly parameter = computed((): number | null => {
    const [graph, place, asked] = [this.graph.value, this.place.value, this.asked.value]
    if (!graph || !place) return null
    if (asked !== null && asked < graph.overview.gradients.length) return asked
    const own = this.weightsOf(graph, place)
    return strongest(graph.overview.gradients, own ?? [0, graph.overview.gradients.length])
  })

  constructor(private readonly session: Session) {}

  /** Builds the graph of what is on the screen, while nothing moves; the way out is returned. */
  follow(): () => void {
    const { session } = this
    let [moment, parameter] = [session.moment.peek(), session.parameterIndex.peek()]
    if (parameter !== null) this.followParameter(parameter)
    else if (moment && moment.op !== 'loss.mean') this.open(moment.op, moment.layer)
    const stops = [
      watch(() => {
        const view = session.view.value
        if (!view || session.training.running.value || scrubberOf(session).moving.value) return
        if (this.graph.peek()?.view === view && this.problem.peek() === null) return
        this.build(view)
      }),
      watch(() => {
        const next = session.moment.value
        // With another name on the screen it is another moment of the same line.
        if (next && (next.op !== moment?.op || next.layer !== moment.layer)) this.open(next.op, next.layer)
        moment = next
      }),
      watch(() => {
        const next = session.parameterIndex.value
        if (next !== null && next !== parameter) this.followParameter(next)
        parameter = next
      }),
      watch(() => this.ask()),
    ]
    return () => stops.forEach(stop => stop())
  }

  /** Opens a line, where it makes nodes; what was open stays where it does not. */
  open(op: OpId, layer: number | null): void {
    const lines = this.graph.peek()?.overview.lines
    if (lines ? !lines.some(line => line.op === op) : !makesNodes(op)) return
    batch(() => {
      if (op !== this.op.peek() || (layer ?? 0) !== this.layer.peek()) this.column.value = this.asked.value = null
      this.op.value = op
      this.layer.value = layer ?? 0
    })
  }

  /** Opens one number that the line at hand puts out; the parameter that is followed is one of its own. */
  openColumn(column: number): void {
    batch(() => {
      this.column.value = column
      this.asked.value = null
    })
  }

  openLayer(layer: number): void {
    this.layer.value = layer
  }

  /** Follows the gradient of a parameter, and opens a number that it helps to make. */
  followParameter(index: number): void {
    const matrix = this.session.view.peek()?.reader.matrices.findLast(({ start }) => start <= index)
    if (!matrix) return
    const row = Math.floor((index - matrix.start) / matrix.columns)
    const reader = readerOf(matrix.name)
    batch(() => {
      this.asked.value = index
      if (!reader) return
      const isRead = matrix.name === 'wte' || matrix.name === 'wpe'
      this.op.value = isRead ? 'embedding.add' : reader.op
      this.layer.value = reader.layer ?? 0
      this.column.value = isRead ? (index - matrix.start) % matrix.columns : row
    })
  }

  private build(view: View): void {
    const { reader } = view
    const { config, vocab_size } = reader.plan
    const { rows } = reader.trace.input
    this.problem.value =
      reader.intervention.activations.length > 0
        ? 'Numbers inside the model are held. The graph of single numbers is of a model that computes them itself.'
        : valueGraphProblem(config, vocab_size, rows)
    if (this.problem.peek() !== null) return
    this.building.ask(async () => {
      const id = ++builds
      const { parameters } = reader.before
      const overview = await this.session.questions.buildGraph({ id, config, vocab_size, parameters, rows })
      return overview && { id, view, overview, apart: apartFrom(reader, overview.gradients) }
    })
  }

  private ask(): void {
    const [graph, row, parameter] = [this.graph.value, this.place.value, this.parameter.value]
    if (!graph) return
    const { id } = graph
    const shown = this.part.peek()
    if (shown && JSON.stringify([shown.id, shown.wanted, shown.parameter]) === JSON.stringify([id, row, parameter]))
      return
    this.opening.ask(async () => {
      const part = await this.session.questions.graphPart({ id, row, parameter })
      // Another worker has none of this: it is built again.
      if (!part && this.graph.peek()?.id === id && builds === id) this.graph.value = null
      return part && { ...part, id, wanted: row, parameter }
    })
  }

  /** The parameters that one number is made with, as a stretch of `params`; null for a line without any. */
  private weightsOf({ view }: BuiltGraph, { op, layer, column, position }: RowPlace): readonly [number, number] | null {
    const { matrices, tokens, plan } = view.reader
    const isRead = op === 'embedding.add'
    const name = isRead ? 'wte' : matrixOf({ op, layer }, plan.config)
    const matrix = matrices.find(matrix => matrix.name === name)
    if (!matrix) return null
    const from = matrix.start + (isRead ? tokens[position]! * matrix.columns + column : column * matrix.columns)
    return [from, from + (isRead ? 1 : matrix.columns)]
  }
}

function apartFrom(reader: TraceReader, gradients: Float64Array): number {
  let most = 0
  for (const { name, start, rows, columns } of reader.matrices) {
    const { values } = reader.matrix(name, 'gradients')
    for (let i = 0; i < rows * columns; i++) most = Math.max(most, Math.abs(values[i]! - gradients[start + i]!))
  }
  return most
}

/** NaN where the line puts out nothing there. */
export const gradientAt = ({ gradients, columns }: GraphLine, position: number, index: number): number =>
  gradients[position * columns.length + index]!

function heaviestIndex(line: GraphLine, position: number): number {
  let best = -1
  for (let index = 0; index < line.columns.length; index++) {
    const size = Math.abs(gradientAt(line, position, index))
    if (size > (best < 0 ? -1 : Math.abs(gradientAt(line, position, best)))) best = index
  }
  return Math.max(0, best)
}

function strongest(gradients: Float64Array, [from, to]: readonly [number, number]): number {
  let best = from
  for (let index = from; index < to; index++) if (Math.abs(gradients[index]!) > Math.abs(gradients[best]!)) best = index
  return best
}

/** Before the graph is there, every operation that computes is taken for one that makes nodes. */
const makesNodes = (op: OpId): boolean =>
  /^(embedding\.(add|norm)|attention\.(norm|query|key|value|scores|softmax|mix|output|add)|mlp\.\w+|output|loss)/.test(
    op,
  ) && op !== 'mlp.residual'

const known = new WeakMap<Session, ModelGraph>()

/** The graph of a session: it stays where it is while other tabs are shown. */
export function modelGraphOf(session: Session): ModelGraph {
  const found = known.get(session) ?? new ModelGraph(session)
  known.set(session, found)
  return found
}
