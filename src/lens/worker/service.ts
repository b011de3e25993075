/** The engine in its worker: one run at a time, asked from the page, one request after the other. */
import { transfer } from 'comlink'
import { baselinesOf, type Baseline } from '../../engine/baselines.ts'
import type { Config } from '../../engine/config.ts'
import { datasetOf, noteOn, type Dataset } from '../../engine/dataset.ts'
import { ExactLane } from '../../engine/exact/lane.ts'
import { LaneLost, type Lane, type LaneName, type State, type Trace } from '../../engine/lane.ts'
import { planFor } from '../../engine/plan.ts'
import { Sampler } from '../../engine/sampler.ts'
import { Diverged, Trainer } from '../../engine/trainer.ts'
import { openGpuLane } from './gpu.ts'

/** Longest stretch of training before the worker listens again, in milliseconds. */
const slice = 12

export interface RunRequest {
  readonly config: Config
  readonly dataset: { readonly name: string; readonly text: string }
  /** The state of this very run at one step, known beforehand, so that it can be looked at before it is trained. */
  readonly checkpoint: Pick<State, 'step' | 'parameters'> | null
  readonly lane: 'auto' | LaneName
}

export interface RunInfo {
  readonly uchars: readonly string[]
  readonly docs: number
  readonly parameters: number
  /** What will happen to some documents, in a sentence; null when nothing will. */
  readonly note: string | null
}

export interface LaneInfo {
  readonly lane: LaneName
  /** Why it is this one, where it is not the one that was wanted. */
  readonly reason: string | null
}

export interface Progress {
  readonly completed: number
  /** Losses of the last steps up to there. */
  readonly losses: readonly number[]
}

export interface TraceAnswer {
  readonly step: number
  readonly document: string
  readonly trace: Trace
  /** The moments are not known yet: the update of this trace must not be shown. */
  readonly provisional: boolean
}

export interface SampledNames {
  readonly step: number
  readonly names: readonly string[]
}

const pauseFor = (wait: number): Promise<void> => new Promise(done => setTimeout(done, wait))

/** Lets what is waiting in. By a message, because browsers hold a timer back for 4 ms, a quarter of a slice. */
const nextTask = (): Promise<void> =>
  new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      done()
    }
    port2.postMessage(null)
  })

export class EngineService {
  private trainer: Trainer | null = null
  private sampler: Sampler | null = null
  private checkpoint: RunRequest['checkpoint'] = null
  private running = false
  /** Goes up when the run is replaced: what still trains the one before ends, and is not heard of. */
  private generation = 0
  /** Goes up when training is asked for anew: one loop trains at a time. */
  private turn = 0
  private last: Promise<unknown> = Promise.resolve()
  private onLane: (info: LaneInfo) => void = () => {}

  /** One request at a time has the lane. */
  private exclusive<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.last.then(() => this.survivingLoss(work))
    this.last = result.catch(() => {})
    return result
  }

  /** When the lane is lost under a request, the exact lane takes over from the last kept state and does it again. */
  private async survivingLoss<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof LaneLost) || !this.trainer) throw error
      await this.useExact(error.message)
      return work()
    }
  }

  private async useExact(reason: string): Promise<void> {
    const { trainer } = this
    if (!trainer || trainer.lane.name === 'exact') return
    const lost = trainer.lane
    await trainer.moveTo(new ExactLane(lost.plan))
    lost.dispose()
    this.onLane({ lane: 'exact', reason })
  }

  /** Starts a run: data shuffled, parameters drawn. What was there before goes only when this succeeds. */
  async open(request: RunRequest, onLane: (info: LaneInfo) => void): Promise<RunInfo> {
    const { config, checkpoint } = request
    const dataset = datasetOf(request.dataset.name, request.dataset.text, config.seed)
    const plan = planFor(config, dataset.tokenizer.vocab_size)
    const trainer = new Trainer(config, dataset, new ExactLane(plan))
    await trainer.start()
    this.running = false
    this.generation++
    return this.exclusive(async () => {
      this.trainer?.lane.dispose()
      this.trainer = trainer
      this.sampler = new Sampler(plan)
      this.checkpoint = checkpoint
      this.onLane = onLane
      onLane(await this.chooseLane(request.lane))
      return {
        uchars: dataset.tokenizer.uchars,
        docs: dataset.docs.length,
        parameters: plan.parameters,
        note: noteOn(dataset.docs, config.block_size),
      }
    })
  }

  /** The GPU where there is one and it is wanted; the exact lane otherwise, with the reason. */
  private async chooseLane(wanted: RunRequest['lane']): Promise<LaneInfo> {
    const trainer = this.current()
    if (wanted === 'exact') return { lane: 'exact', reason: null }
    const opened = await openGpuLane(trainer.lane.plan, reason => void this.exclusive(() => this.useExact(reason)))
    if ('reason' in opened) return { lane: 'exact', reason: opened.reason }
    try {
      await trainer.moveTo(opened satisfies Lane)
      return { lane: opened.name, reason: null }
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error
      opened.dispose()
      await trainer.moveTo(new ExactLane(opened.plan))
      return { lane: 'exact', reason: error.message }
    }
  }

  private current(): Trainer {
    if (!this.trainer) throw new Error('No run has been opened.')
    return this.trainer
  }

  private dataset(): Dataset {
    return this.current().dataset
  }

  baselines(): Baseline[] {
    const { docs, tokenizer } = this.dataset()
    return baselinesOf(docs, tokenizer)
  }

  /** Trains to a step, in slices that leave the worker time to listen; less far when paused or replaced before. */
  async train(
    until: number,
    stepsPerSecond: number,
    onProgress: (progress: Progress) => void | Promise<void>,
  ): Promise<{ completed: number; problem: string | null }> {
    const trainer = this.current()
    const { generation } = this
    const turn = ++this.turn
    this.running = true
    let count = 1
    let problem: string | null = null
    let told: void | Promise<void> = undefined
    const end = Math.min(until, trainer.config.num_steps)
    const start = performance.now()
    const from = trainer.completed
    const goesOn = (): boolean => this.running && turn === this.turn && generation === this.generation
    while (goesOn() && problem === null && trainer.completed < end) {
      const began = performance.now()
      const due = Number.isFinite(stepsPerSecond)
        ? from + Math.ceil(((began - start) / 1000) * stepsPerSecond)
        : Infinity
      const early = Number.isFinite(stepsPerSecond)
        ? start + ((trainer.completed - from) / stepsPerSecond) * 1000 - began
        : 0
      if (early > 1) {
        await pauseFor(Math.min(early, 100))
        continue
      }
      const done = await this.advance(trainer, end, Math.min(count, Math.max(1, due - trainer.completed)))
      problem = done.problem
      const took = performance.now() - began
      if (took < slice) count *= 2
      else if (took > 2 * slice) count = Math.max(1, count >> 1)
      if (generation === this.generation) told = onProgress({ completed: done.completed, losses: done.losses })
      await nextTask()
    }
    if (goesOn()) this.running = false
    // The last report has arrived when the answer does.
    await told
    return { completed: trainer.completed, problem }
  }

  /** Some steps on, never beyond `end`: what came of them, and nothing of what others do before and after. */
  private async advance(trainer: Trainer, end: number, steps: number): Promise<Progress & { problem: string | null }> {
    // When the lane is lost under it, the work is done again, from where it got.
    let first: number | null = null
    return this.exclusive(async () => {
      first ??= trainer.completed
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

  /**
   * Does the steps of a run that was left off again, quietly. The bundled run was made on the exact lane, so that is where
   * it is done again; the lane in use takes over behind it.
   */
  async replay(until: number): Promise<{ losses: readonly number[]; problem: string | null }> {
    const trainer = this.current()
    const lane = trainer.lane
    const aside = this.checkpoint !== null && lane.name !== 'exact'
    if (aside) await this.exclusive(() => trainer.moveTo(new ExactLane(lane.plan)))
    const { problem } = await this.train(until, Infinity, () => {})
    if (aside) await this.exclusive(() => this.takeBack(trainer, lane))
    return { losses: [...trainer.losses], problem }
  }

  /** A lane that stood aside goes on with a run, unless the run has been replaced or the lane lost meanwhile. */
  private async takeBack(trainer: Trainer, lane: Lane): Promise<void> {
    if (trainer !== this.trainer) return lane.dispose()
    try {
      await trainer.moveTo(lane)
    } catch (error) {
      if (!(error instanceof LaneLost)) throw error
      await this.useExact(error.message)
    }
  }

  pause(): void {
    this.running = false
  }

  /** The trace of one training step, of its own document or of another. */
  async trace(step: number, document: string | null): Promise<TraceAnswer> {
    return this.exclusive(async () => {
      const trainer = this.current()
      const known = this.checkpoint
      const provisional = known?.step === step && trainer.completed < step
      // The run may have been replaced since the step was asked for.
      const at = provisional ? step : Math.min(step, trainer.completed, trainer.config.num_steps - 1)
      const shown = document ?? trainer.documentAt(at)
      const trace = provisional
        ? await trainer.traceFrom(withoutMoments(known), shown)
        : await trainer.traceAt(at, shown)
      return transfer({ step: at, document: shown, trace, provisional }, [trace.memory.buffer as ArrayBuffer])
    })
  }

  /** Documents made up by the model as it was after `step` steps, always with the same draws. */
  async sample(step: number, count: number, temperature: number): Promise<SampledNames> {
    return this.exclusive(async () => {
      const trainer = this.current()
      this.sampler!.load(await trainer.stateAt(Math.min(step, trainer.completed)))
      const random = trainer.random.copy()
      const names = Array.from({ length: count }, () =>
        this.sampler!.sample(random, temperature)
          .map(id => trainer.dataset.tokenizer.letter(id))
          .join(''),
      )
      return { step, names }
    })
  }
}

const withoutMoments = ({ step, parameters }: Pick<State, 'step' | 'parameters'>): State => ({
  step,
  parameters,
  m: new Float64Array(parameters.length),
  v: new Float64Array(parameters.length),
})
