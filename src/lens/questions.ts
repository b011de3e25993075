/** What a pane may ask the engine about the run at hand, and nothing on the screen moves: null where the run has gone meanwhile. */
import type { Drift } from '../engine/drift.ts'
import type { Intervention } from '../engine/intervention.ts'
import type { State } from '../engine/lane.ts'
import type { Cursor, View } from './cursor.ts'
import type { Engine } from './engine-client.ts'
import { oneDocument } from './one-document.ts'
import { TraceReader } from './reading.ts'
import type { CacheTimes, MadeUpName, MakeUpRequest, Nearest } from './worker/generating.ts'
import type { LoopTimes } from './worker/loop-times.ts'
import type { WeightLife } from './worker/life.ts'
import type { RivalAnswer } from './worker/rivals.ts'
import type { GraphPart, GraphSource, PartWanted } from './worker/model-graph.ts'
import type { GraphOverview } from './model-graph-overview.ts'

/** A trace other than the one on the screen: by default as the run was trained. */
export interface OtherTrace {
  readonly off?: string
  readonly intervention?: Intervention
}

export class Questions {
  constructor(
    private readonly engine: Engine,
    private readonly cursor: Pick<Cursor, 'run' | 'view'>,
  ) {}

  /** Names that the model makes up after so many steps, with the draws of the script. */
  async namesAt(step: number, count: number): Promise<readonly string[] | null> {
    const run = this.cursor.run.peek()
    if (!run) return null
    const { names } = await this.engine.sample(step, count, run.config.temperature)
    return this.cursor.run.peek()?.config === run.config ? names : null
  }

  /** The first tensor in which a step of the run differs from the exact lane's; null also where none does. */
  driftAt(step: number): Promise<Drift | null> {
    return this.ofRun(this.engine.drift(step))
  }

  /** The trace of a step, counted from 0, on a document or on its own. */
  async traceOf(step: number, document: string | null, { off, intervention }: OtherTrace = {}): Promise<View | null> {
    const plan = this.cursor.run.peek()?.plan
    const answer = await this.ofRun(this.engine.trace(step, document, off ?? null, intervention))
    if (!answer || !plan) return null
    const { trace, ...rest } = answer
    return { ...rest, reader: new TraceReader(planWithout(plan, answer.off), trace) }
  }

  /**
   * −log p of every letter of these documents and of their ends, in nats, after so many steps; null for a document that
   * the letters of the data can't spell.
   */
  surprises(step: number, documents: readonly string[]): Promise<readonly (readonly number[] | null)[] | null> {
    return this.ofRun(this.engine.surprises(step, documents))
  }

  /** The documents that training comes to last. */
  lastDocuments(count: number): Promise<readonly string[] | null> {
    return this.ofRun(this.engine.lastDocuments(count))
  }

  /** Documents made up, or read, by the model as it was after so many steps, letter by letter. */
  makeUp(step: number, wanted: MakeUpRequest): Promise<readonly MadeUpName[] | null> {
    return this.ofRun(this.engine.makeUp(step, wanted))
  }

  /** The training document nearest to each text. */
  nearest(texts: readonly string[]): Promise<readonly Nearest[] | null> {
    return this.ofRun(this.engine.nearest(texts))
  }

  /** How long a document takes with the key-value cache and without. */
  cacheTimes(step: number, text: string): Promise<CacheTimes | null> {
    return this.ofRun(this.engine.cacheTimes(step, text))
  }

  /** How long each part of the step after so many steps takes. */
  loopTimes(step: number): Promise<LoopTimes | null> {
    return this.ofRun(this.engine.loopTimes(step))
  }

  /** The graph of single numbers of a traced step. */
  buildGraph(source: GraphSource): Promise<GraphOverview | null> {
    return this.ofRun(this.engine.buildGraph(source))
  }

  /** A closer look at the graph that was built last; null also where that is another. */
  graphPart(wanted: PartWanted): Promise<GraphPart | null> {
    return this.ofRun(this.engine.graphPart(wanted))
  }

  /** All parameters after so many steps of the run. */
  parametersAt(step: number): Promise<Float64Array | null> {
    return this.ofRun(this.engine.parametersAt(step))
  }

  /** One parameter after every step; null also where another was asked for since. */
  lifeOf(index: number, around: number): Promise<WeightLife | null> {
    return this.ofRun(this.engine.life(index, around))
  }

  /** About the run with another optimiser, trained beside it; null also where nothing is known. */
  rival(...question: Parameters<Engine['rival']>): Promise<RivalAnswer> {
    return this.ofRun(this.engine.rival(...question))
  }

  /** Parameters and moments after so many steps of the run. */
  stateAfter(step: number): Promise<State> {
    return this.engine.state(step)
  }

  /** What the document at hand would cost with each of these choices of parts switched off; null where it has changed since. */
  async lossesWithout(offs: readonly string[]): Promise<readonly number[] | null> {
    const view = this.cursor.view.peek()
    if (!view) return null
    const losses = await this.engine.lossesWithout(view.step, view.document, offs)
    return this.cursor.view.peek() === view ? losses : null
  }

  private async ofRun<Answer>(asked: Promise<Answer>): Promise<Answer | null> {
    const plan = this.cursor.run.peek()?.plan
    const answer = await asked
    return this.cursor.run.peek()?.plan === plan ? answer : null
  }
}

/** The plan of a run with these parts switched off, of one document as all traces are. */
export const planWithout = oneDocument
