/** The engine in its worker: one run at a time, asked from the page, one request after the other. */
import { transfer } from 'comlink'
import { baselinesOf, type Baseline } from '../../engine/baselines.ts'
import { datasetOf, noteOn } from '../../engine/dataset.ts'
import { isNone, noIntervention, type Intervention } from '../../engine/intervention.ts'
import { LaneLost, type Lane, type State } from '../../engine/lane.ts'
import { planFor, type Plan } from '../../engine/plan.ts'
import { Sampler } from '../../engine/sampler.ts'
import { Surprise } from '../../engine/surprise.ts'
import { Diverged, Trainer } from '../../engine/trainer.ts'
import { figuresBefore, quickest } from './figures.ts'
import { firstDrift, type Drift } from '../../engine/drift.ts'
import { ExactLane } from '../../engine/exact/lane.ts'
import { nextTask } from './tasks.ts'
import { buffersOf, compactTrace, oneDocument } from '../one-document.ts'
import { LaneKeeper } from './lane-keeper.ts'
import { openLane, type Refusal } from './lanes.ts'
import type { CacheTimes, MadeUpName, MakeUpRequest, Nearest } from './generating.ts'
import { Lives, type WeightLife } from './life.ts'
import type { LoopTimes } from './loop-times.ts'
import type { GraphPart, GraphSource, PartWanted } from './model-graph.ts'
import type { GraphOverview } from '../model-graph-overview.ts'
import type {
  LaneInfo,
  Progress,
  RunInfo,
  RunRequest,
  SampledNames,
  TraceAnswer,
  TrainingEnd,
  WantedLane,
} from './messages.ts'
import type { RivalAnswer, RivalQuestion, Rivals } from './rivals.ts'
import { trainingLoop } from './training-loop.ts'
import { alteredTrace, lossesWithout } from './altered.ts'

/** What has been opened. */
interface Run {
  readonly trainer: Trainer
  readonly keeper: LaneKeeper
  readonly sampler: Sampler
  readonly lives: Lives
  readonly checkpoint: RunRequest['checkpoint']
  /** What is trained beside it, once that is asked for. */
  rivals?: Rivals
}

/** So long the worker goes without listening, in milliseconds. */
const longestSlice = 12
/** Exact steps that are done before the worker listens again. */
const driftSlice = 50

export class EngineService {
  private run: Run | null = null
  /** Goes up when training is asked for, paused or overtaken by another run: one loop trains at a time. */
  private turn = 0
  private last: Promise<unknown> = Promise.resolve()

  /** One request at a time has the lane. */
  private readonly exclusive = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const result = this.last.then(() => this.survivingLoss(work))
    this.last = result.catch(() => {})
    return result
  }

  /** When the lane is lost under a request, another takes over from the last kept state and does it again. */
  private async survivingLoss<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LaneLost) || !this.run) throw error
      await this.run.keeper.takeOver(error.message)
      return work()
    }
  }

  private current(): Run {
    if (!this.run) throw new Error('No run has been opened.')
    return this.run
  }

  /** Answers while the worker is alive and not in the midst of a step. */
  ping(): void {}

  /** Starts a run: data shuffled, parameters drawn. What was there before goes only when this succeeds. */
  async open(request: RunRequest, onLane: (info: LaneInfo) => void): Promise<RunInfo> {
    const { config, checkpoint } = request
    const dataset = datasetOf(request.dataset.name, request.dataset.text, config.seed)
    const plan = planFor(config, dataset.tokenizer.vocab_size)
    const trainer = new Trainer(config, dataset, await firstLane(plan, request), request.start)
    await trainer.start()
    const sampler = new Sampler(plan)
    this.turn++
    return this.exclusive(async () => {
      this.run?.keeper.close()
      this.run?.rivals?.close()
      const keeper = new LaneKeeper(trainer, request.lane, request.spans, this.exclusive, onLane)
      const lives: Lives = new Lives(trainer, this.exclusive, (): boolean => this.run?.lives === lives)
      this.run = { trainer, keeper, sampler, lives, checkpoint }
      return {
        uchars: dataset.tokenizer.uchars,
        docs: dataset.docs.length,
        firstDocs: dataset.docs.slice(0, 3),
        parameters: plan.parameters,
        note: noteOn(dataset.docs, config.block_size),
      }
    })
  }

  /** Has the lane for the run chosen, once what is seen first is on the screen. */
  settle(): Promise<void> {
    return this.current().keeper.settle()
  }

  /** Another lane goes on with the run, or says why it can't. */
  useLane(wanted: WantedLane): Promise<void> {
    return this.current().keeper.use(wanted)
  }

  baselines(): Baseline[] {
    const { docs, tokenizer } = this.current().trainer.dataset
    return baselinesOf(docs, tokenizer)
  }

  /** The documents that training comes to last. */
  lastDocuments(count: number): readonly string[] {
    return count === 0 ? [] : this.current().trainer.dataset.docs.slice(-count)
  }

  /** Trains to a step; less far when paused or replaced before. The losses of a run that is replaced are not heard of. */
  async train(
    until: number,
    stepsPerSecond: number,
    onProgress: (progress: Progress) => void | Promise<void>,
  ): Promise<TrainingEnd> {
    const { trainer, keeper } = this.current()
    const turn = ++this.turn
    const end = Math.min(until, trainer.config.num_steps)
    const goesOn = (): boolean => turn === this.turn && trainer.completed < end
    const advance = async (steps: number): Promise<Progress & { problem: string | null }> => {
      if (trainer.completed >= keeper.readyUntil) await keeper.ready()
      const began = performance.now()
      const done = await this.advance(trainer, Math.min(end, keeper.readyUntil), steps)
      keeper.trained(done.losses.length, performance.now() - began)
      return done
    }
    const report = (progress: Progress): void | Promise<void> =>
      trainer === this.run?.trainer ? onProgress(progress) : undefined
    if (goesOn()) await keeper.ready()
    const problem = await trainingLoop({ goesOn, advance, report }, stepsPerSecond)
    keeper.tell()
    return { completed: trainer.completed, problem }
  }

  /** Some steps on, never beyond `end`: what came of them, and nothing of what others do before and after. */
  private async advance(trainer: Trainer, end: number, steps: number): Promise<Progress & { problem: string | null }> {
    // When the lane is lost under it, the work is done again, from where it got.
    let first: number | null = null
    return this.exclusive(async () => {
      first ??= trainer.completed
      // Replaced while it waited.
      if (trainer !== this.run?.trainer) return { completed: first, losses: [], problem: null }
      let problem: string | null = null
      try {
        await trainer.advance(Math.min(first + steps, end) - trainer.completed)
      } catch (error) {
        if (!(error instanceof Diverged)) throw error
        problem = error.message
      }
      return { completed: trainer.completed, losses: trainer.losses.slice(first), problem }
    })
  }

  pause(): void {
    this.turn++
  }

  /**
   * The trace of one training step, of its own document or of another.
   * @param off parts to switch off for this look, where they are others than those of the run
   * @param intervention numbers to hold for this look
   */
  async trace(
    step: number,
    document: string | null,
    off: string | null = null,
    intervention: Intervention = noIntervention,
  ): Promise<TraceAnswer> {
    return this.exclusive(async () => {
      const { trainer, checkpoint: known } = this.current()
      const provisional = known?.step === step && trainer.completed < step
      // The run may have been replaced since the step was asked for.
      const most = Math.min(step, trainer.completed, trainer.config.num_steps - 1)
      const at = provisional ? step : Math.max(trainer.firstState.step, most)
      const shown = document ?? trainer.documentAt(at)
      const parts = off ?? trainer.config.off
      const isAltered = parts !== trainer.config.off || !isNone(intervention)
      const state = provisional ? withoutMoments(known) : await trainer.stateAt(at)
      const { plan } = trainer.lane
      const trace = isAltered
        ? alteredTrace(oneDocument(plan), parts, intervention, state, trainer.inputFor(state.step, shown))
        : await trainer.traceFrom(state, shown)
      const own = isAltered ? trace : compactTrace(plan, trace)
      const answer = { step: at, document: shown, off: parts, intervention, trace: own, provisional }
      return transfer(answer, isAltered ? [own.memory.buffer as ArrayBuffer] : buffersOf(own))
    })
  }

  /** The loss of a document under the parameters of a step, for each choice of parts to switch off. */
  async lossesWithout(step: number, document: string, offs: readonly string[]): Promise<number[]> {
    return this.exclusive(async () => {
      const { trainer, checkpoint: known } = this.current()
      const isKnown = known?.step === step && trainer.completed < step
      const state = isKnown ? withoutMoments(known) : await trainer.stateAt(Math.min(step, trainer.completed))
      return lossesWithout(trainer.lane.plan, offs, state, trainer.inputFor(state.step, document))
    })
  }

  /** Parameters and moments after `step` steps, or the nearest that the run has. */
  async state(step: number): Promise<State> {
    return (await this.stateOfRun(step)).state
  }

  /** A state with the trainer that it is of: the run may be replaced while one waits for it. */
  private stateOfRun(step: number): Promise<{ trainer: Trainer; state: State }> {
    return this.exclusive(async () => {
      const { trainer } = this.current()
      const state = await trainer.stateAt(Math.max(trainer.firstState.step, Math.min(step, trainer.completed)))
      return { trainer, state }
    })
  }

  /** Documents made up by the model as it was after `step` steps, always with the same draws. */
  async sample(step: number, count: number, temperature: number): Promise<SampledNames> {
    return this.exclusive(async () => {
      const { trainer, sampler } = this.current()
      sampler.load(await trainer.stateAt(Math.max(trainer.firstState.step, Math.min(step, trainer.completed))))
      const random = trainer.random.copy()
      const names = Array.from({ length: count }, () =>
        sampler
          .sample(random, { temperature })
          .map(id => trainer.dataset.tokenizer.letter(id))
          .join(''),
      )
      return { step, names }
    })
  }

  /**
   * −log p of every letter of these documents and of their ends, in nats, under the parameters after `step` steps, or the
   * nearest that the run has; null for a document that the letters of the data can't spell.
   */
  async surprises(step: number, documents: readonly string[]): Promise<(number[] | null)[]> {
    const { trainer, state } = await this.stateOfRun(step)
    const { tokenizer } = trainer.dataset
    const surprise = new Surprise(trainer.lane.plan, state)
    const found: (number[] | null)[] = []
    let rested = performance.now()
    for (const document of documents) {
      found.push(tokenizer.knows(document) ? surprise.of(tokenizer.encode(document)) : null)
      if (performance.now() - rested < longestSlice) continue
      await nextTask()
      rested = performance.now()
    }
    return found
  }

  /** Documents made up, or read, after `step` steps, with every draw. */
  async makeUp(step: number, wanted: MakeUpRequest): Promise<MadeUpName[]> {
    const { trainer, state } = await this.stateOfRun(step)
    return (await import('./generating.ts')).makeUp(trainer, state, wanted)
  }

  /** The training document that is nearest to each text. */
  async nearest(texts: readonly string[]): Promise<Nearest[]> {
    const { dataset } = this.current().trainer
    return (await import('./generating.ts')).nearestOf(dataset, texts)
  }

  /** How long a document takes with the key-value cache and without. */
  async cacheTimes(step: number, text: string): Promise<CacheTimes> {
    const { trainer, state } = await this.stateOfRun(step)
    return (await import('./generating.ts')).cacheTimesOf(trainer, state, text)
  }

  /** How long each part of the step after so many steps takes. */
  async loopTimes(step: number): Promise<LoopTimes> {
    const { trainer, state } = await this.stateOfRun(step)
    return (await import('./loop-times.ts')).loopTimesOf(trainer, state)
  }

  /** Builds the graph of single numbers of a traced step, and keeps it until another is built. */
  async buildGraph(source: GraphSource): Promise<GraphOverview> {
    return (await import('./model-graph.ts')).buildGraph(source)
  }

  /** A closer look at the graph that was built last; null where that is another. */
  async graphPart(wanted: PartWanted): Promise<GraphPart | null> {
    return (await import('./model-graph.ts')).graphPart(wanted)
  }

  /** All parameters as they were after so many steps. */
  async parametersAt(step: number): Promise<Float64Array> {
    return this.exclusive(async () => {
      const { trainer } = this.current()
      return (await trainer.stateAt(Math.min(step, trainer.completed))).parameters
    })
  }

  /** Where the run has parted from the exact one by a step, counted from 0; null where it has not, or is replaced. */
  async drift(step: number): Promise<Drift | null> {
    const { trainer } = this.current()
    const { plan } = trainer.lane
    const exact = new ExactLane(plan)
    await exact.load(trainer.firstState)
    for (let from = trainer.firstState.step; from < step; from += driftSlice) {
      const count = Math.min(driftSlice, step - from)
      await exact.train(Array.from({ length: count }, (_, i) => trainer.inputAt(from + i)))
      await nextTask()
      if (trainer !== this.run?.trainer) return null
    }
    const ours = await this.exclusive(async () => (trainer === this.run?.trainer ? trainer.traceAt(step) : null))
    return ours && firstDrift(plan, await exact.trace({ ...(await exact.state()), step }, ours.input), ours)
  }

  /** Asks about the run with another optimiser, trained beside it. */
  async rival(question: RivalQuestion, onProgress: (progress: Progress) => void): Promise<RivalAnswer> {
    const run = this.current()
    const { Rivals } = await import('./rivals.ts')
    run.rivals ??= new Rivals(run.trainer, () => run === this.run)
    return run.rivals.answer(question, onProgress)
  }

  /** One parameter after every step done, or after those around one; null where another question has overtaken this. */
  life(index: number, around: number): Promise<WeightLife | null> {
    return this.current().lives.of(index, around)
  }
}

/** Exact is there at once, simd nearly; WebGPU comes when what is seen first is on the screen. */
async function firstLane(plan: Plan, { lane, spans }: RunRequest): Promise<Lane> {
  const wanted = spans[0]?.lane ?? (lane === 'auto' ? quickest(figuresBefore(plan) ?? []) : lane)
  const names = wanted === 'simd' ? (['simd', 'exact'] as const) : (['exact', 'simd'] as const)
  let refusal: Refusal | null = null
  for (const name of names) {
    const opened = await openLane(name, plan, { onLost: () => {}, onCompiling: () => {} })
    if (!('reason' in opened)) return opened
    refusal ??= opened
  }
  throw new Error(refusal?.reason)
}

const withoutMoments = ({ step, parameters }: Pick<State, 'step' | 'parameters'>): State => ({
  step,
  parameters,
  m: new Float64Array(parameters.length),
  v: new Float64Array(parameters.length),
})
