/** How much gradient passes each block of the model on the way back, at one step and over training. */
import { signal } from '@preact/signals-core'
import { operations, type OpId } from '../engine/operations.ts'
import { filmSize, filmSteps } from './head-film.ts'
import type { RunState } from './cursor.ts'
import type { TraceReader } from './reading.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session } from './session.ts'
import { sentence } from './training.ts'

export interface Flow {
  /** Root mean square of the gradients. */
  readonly rms: number
  readonly numbers: number
  /** Of these, exactly 0. */
  readonly zeros: number
}

export interface BlockFlow extends Flow {
  readonly op: OpId
  readonly layer: number | null
}

export interface MatrixFlow extends Flow {
  readonly name: string
}

export interface StepFlow {
  /** Counted from 0. */
  readonly step: number
  /** In the order of the program. */
  readonly blocks: readonly BlockFlow[]
  readonly matrices: readonly MatrixFlow[]
}

/** What each block puts out, from the embedding to the logits; names that only repeat another are left out. */
const before: readonly OpId[] = ['embedding.add', 'embedding.norm']
const inLayer: readonly OpId[] = [
  'attention.norm',
  'attention.query',
  'attention.key',
  'attention.value',
  'attention.scores',
  'attention.softmax',
  'attention.mix',
  'attention.output',
  'attention.add',
  'mlp.norm',
  'mlp.expand',
  'mlp.relu',
  'mlp.contract',
  'mlp.add',
]
const after: readonly OpId[] = ['output.logits']

export function flowOf(reader: TraceReader, step: number): StepFlow {
  const { n_layer } = reader.plan.config
  const of = (op: OpId, layer: number | null): BlockFlow[] => {
    const flow = blockFlow(reader, op, layer)
    return flow ? [{ op, layer, ...flow }] : []
  }
  return {
    step,
    blocks: [
      ...before.flatMap(op => of(op, null)),
      ...Array.from({ length: n_layer }, (_, layer) => inLayer.flatMap(op => of(op, layer))).flat(),
      ...after.flatMap(op => of(op, null)),
    ],
    matrices: reader.matrices.map(({ name }) => ({ name, ...summed([reader.matrix(name, 'gradients').values]) })),
  }
}

/** Null where no gradient is kept. */
function blockFlow(reader: TraceReader, op: OpId, layer: number | null): Flow | null {
  const heads = operations[op].repeats === 'head' ? reader.plan.config.n_head : 1
  const lists: ArrayLike<number>[] = []
  for (let position = 0; position < reader.positions; position++)
    for (let head = 0; head < heads; head++) {
      const reading = reader.gradient(op, position, layer, heads === 1 ? null : head)
      if (!reading) return null
      lists.push(reading.values)
    }
  return summed(lists)
}

function summed(lists: readonly ArrayLike<number>[]): Flow {
  let [sum, numbers, zeros] = [0, 0, 0]
  for (const list of lists)
    for (let i = 0; i < list.length; i++) {
      sum += list[i]! ** 2
      zeros += Number(list[i] === 0)
      numbers++
    }
  return { rms: Math.sqrt(sum / Math.max(1, numbers)), numbers, zeros }
}

/** One document at steps of training. */
export interface FlowFilm {
  readonly document: string
  /** So many steps there will be. */
  readonly wanted: number
  readonly steps: readonly StepFlow[]
}

export class GradientFlow {
  /** Grows step by step. */
  readonly film = signal<FlowFilm | null>(null)
  private turn = 0
  private filmed = ''
  private plan: unknown = null

  constructor(private readonly session: Session) {}

  /** Fetches what is missing, while training rests; the way out is returned. */
  follow(): () => void {
    const { session } = this
    const stop = watch(() => {
      const [run, view] = [session.run.value, session.view.value]
      const done = session.training.losses.value.length
      if (!run || !view || done === 0 || session.training.running.value || scrubberOf(session).moving.value) return
      if (run.plan !== this.plan) [this.plan, this.filmed, this.film.value] = [run.plan, '', null]
      void this.shoot(run, done, view.document).catch((error: unknown) => session.say(sentence(error)))
    })
    return () => {
      this.turn++
      stop()
    }
  }

  private async shoot(run: RunState, done: number, document: string): Promise<void> {
    const first = run.start?.state.step ?? 0
    const last = Math.min(done, run.config.num_steps) - 1
    const film = `${first} ${last} ${document}`
    if (this.filmed === film) return
    const turn = ++this.turn
    const steps: StepFlow[] = []
    const wanted = filmSteps(first, last, filmSize(run.plan.parameters).steps)
    for (const step of wanted) {
      const view = await this.session.questions.traceOf(step, document)
      if (!view || turn !== this.turn) return
      steps.push(flowOf(view.reader, step))
      this.film.value = { document, wanted: wanted.length, steps: [...steps] }
    }
    this.filmed = film
  }
}

const known = new WeakMap<Session, GradientFlow>()

export function gradientFlowOf(session: Session): GradientFlow {
  const found = known.get(session) ?? new GradientFlow(session)
  known.set(session, found)
  return found
}
