/** Training as a person sees it: losses as they come, names that the model makes up on the way, a look now and then. */
import { batch, computed, signal, type Signal } from '@preact/signals-core'
import { noIntervention, type Intervention } from '../engine/intervention.ts'
import type { RunState } from './cursor.ts'
import type { Engine } from './engine-client.ts'
import type { Progress } from './worker/messages.ts'

export interface Milestone {
  readonly step: number
  readonly names: readonly string[]
}

/** Steps at which names are sampled as training passes them. */
const milestoneSteps = [0, 50, 100, 200, 500]

/** Milliseconds from one look at the model to the next while it trains; a long look is rested from as much longer. */
const lookPause = 60
const rests = 3

/** What training needs of the session around it. */
interface Host {
  /** Numbers that are held on the screen: training goes on from what was trained. */
  readonly intervention: Signal<Intervention>
  readonly run: Signal<RunState | null>
  /** Shows one training step, counted from 0. */
  look(step: number): Promise<void>
  reset(): Promise<boolean>
  /** Parts are switched off, or on again, that this run was not trained with. */
  readonly isAltered: boolean
  say(words: string): false
}

export class Training {
  /** Losses of the steps done, in order; NaN for those before the start of a run that begins at a later one. */
  readonly losses = signal<readonly number[]>([])
  readonly running = signal(false)
  /** Steps a second while it runs; Infinity is as fast as it goes. */
  readonly pace = signal(200)
  readonly samples = signal<readonly Milestone[]>([])
  /** The step at which it is to rest on its way, counted from 1. */
  readonly restAt = signal<number | null>(null)
  /** Steps a second as they came of late; null before any. */
  readonly rate = signal<number | null>(null)
  /** Why it ended before it was to; null where it did not. */
  readonly problem = signal<string | null>(null)
  /** The losses smoothed as the chart draws them, a step each. */
  readonly smoothedLosses = computed(() => smoothed(this.losses.value))

  /** Steps of a run that was left off, while they are being done again. */
  goal = 0
  private stale = false
  private isSettling = false
  private lookedAt = 0
  private lookTook = 0
  private wake: () => void = () => {}
  private fetching: Promise<void> | null = null
  /** Goes up whenever training begins: only the last to begin says that it has ended. */
  private turn = 0
  private starting = false
  private underway: Promise<void> = Promise.resolve()
  private stepping: Promise<unknown> = Promise.resolve()
  private replaying: Promise<void> | null = null

  constructor(
    private readonly engine: Engine,
    private readonly host: Host,
  ) {}

  /** A new run has no step done, or none from where it begins on. */
  clear(first = 0): void {
    this.losses.value = Array.from({ length: first }, () => NaN)
    this.samples.value = []
    this.rate.value = null
    this.problem.value = null
  }

  /** Trains on, from a finished run anew. */
  async start(): Promise<void> {
    const { host } = this
    if (!host.run.value || this.running.value || this.starting) return
    this.starting = true
    host.intervention.value = noIntervention
    try {
      await this.replaying
      await import('./run-limits.ts').then(({ limitsOf }) => limitsOf(this))
      if (host.isAltered || this.losses.value.length >= host.run.value.config.num_steps) await host.reset()
    } finally {
      this.starting = false
    }
    const turn = ++this.turn
    this.running.value = true
    const [{ num_steps }, restAt] = [host.run.value.config, this.restAt.value ?? 0]
    const rests = restAt > this.losses.value.length && restAt < num_steps
    await (this.underway = this.trainTo(rests ? restAt : num_steps, this.pace.value))
    if (rests && this.losses.value.length === restAt)
      host.say(`Stopped at step ${restAt.toLocaleString('en')}, as asked for.`)
    if (turn === this.turn) this.running.value = false
  }

  /** Pauses, and says why when it stands still. */
  async stop(words: () => string): Promise<void> {
    await this.pause()
    await this.underway
    this.host.say(words())
  }

  async pause(): Promise<void> {
    await this.engine.pause()
  }

  async stepOnce(): Promise<void> {
    if (this.running.value) return
    this.host.intervention.value = noIntervention
    await this.replaying
    if (this.host.isAltered) await this.host.reset()
    // Each click is a step, also where the one before has not been done yet.
    this.stepping = this.stepping.then(() => this.trainTo(this.losses.value.length + 1, Infinity))
    await this.stepping
  }

  /** So many steps on, at the pace at hand. */
  async go(steps: number): Promise<void> {
    if (this.running.value) return
    const turn = ++this.turn
    this.running.value = true
    this.host.intervention.value = noIntervention
    await this.replaying
    if (this.host.isAltered) await this.host.reset()
    this.running.value = true
    await this.trainTo(this.losses.value.length + steps, this.pace.value)
    if (turn === this.turn) this.running.value = false
  }

  /**
   * Does the steps of a run that was left off again, so that its losses and the way back are there. The bundled run is on
   * the screen already, and the rest comes quietly; any other can be seen, and paused, on its way.
   * @param look the step to rest at, counted from 1; null is the last one
   */
  async replay(steps: number, look: number | null, isBundled: boolean): Promise<void> {
    const done = this.losses.peek()
    if (steps <= done.length) {
      const first = done.findIndex(loss => !Number.isNaN(loss))
      return void this.sampleMilestones(first < 0 ? done.length : first)
    }
    this.goal = steps
    const work = this.replayNow(steps, look, isBundled).finally(() => (this.goal = 0))
    this.replaying = work.catch(() => {})
    await work
  }

  private async replayNow(steps: number, look: number | null, isBundled: boolean): Promise<void> {
    const run = this.host.run.peek()!
    const turn = ++this.turn
    this.running.value = !isBundled
    const first = this.losses.peek().length
    let quiet = this.losses.peek()
    const onProgress = isBundled
      ? (progress: Progress): void => void (quiet = joined(quiet, progress))
      : this.progressOf(run)
    const done = await this.engine.train(steps, Infinity, onProgress)
    if (!this.isStill(run)) return
    batch(() => {
      if (isBundled) this.losses.value = quiet
      if (done.problem) this.host.say(done.problem)
      if (turn === this.turn) this.running.value = false
    })
    const { length } = this.losses.value
    await this.host.look(Math.min(length, look ?? length) - 1)
    await this.sampleMilestones(first)
  }

  /** The losses of so many steps, done before there is anything to see. */
  async ahead(steps: number): Promise<readonly number[]> {
    let losses: readonly number[] = []
    await this.engine.train(steps, Infinity, progress => void (losses = joined(losses, progress)))
    return losses
  }

  /** Names made up at every milestone from a step on, and at the last step. */
  private async sampleMilestones(first: number): Promise<void> {
    const { length } = this.losses.peek()
    const run = this.host.run.peek()
    for (const step of [...milestoneSteps.filter(step => step >= first && step < length), length]) {
      // Another run may have come meanwhile.
      if (!run || !this.isStill(run)) return
      await this.sampleAt(step)
    }
  }

  /** The same run, though its temperature or baselines may have come since. */
  private isStill({ plan }: RunState): boolean {
    return this.host.run.peek()?.plan === plan
  }

  /** Takes the losses of one run as they come, and those of no other. */
  private progressOf(run: RunState, then: (completed: number) => void = () => {}): (progress: Progress) => void {
    const rateOf = paceMeter()
    return progress => {
      if (!this.isStill(run)) return
      const rate = rateOf(progress.completed)
      batch(() => {
        this.losses.value = joined(this.losses.peek(), progress)
        if (rate !== null) this.rate.value = rate
      })
      then(progress.completed)
    }
  }

  private async trainTo(until: number, pace: number): Promise<void> {
    const run = this.host.run.value
    if (!run) return
    const passed = new Set(milestoneSteps.filter(step => step <= this.losses.value.length))
    const onProgress = this.progressOf(run, completed => {
      const due = milestoneSteps.filter(step => step <= completed && !passed.has(step))
      for (const step of due) {
        passed.add(step)
        void this.sampleAt(step)
      }
      this.refresh()
    })
    try {
      const { problem } = await this.engine.train(until, pace, onProgress)
      this.problem.value = problem
      if (problem) this.host.say(problem)
    } catch (error) {
      this.host.say(sentence(error))
    }
    await this.settle()
    await this.sampleAt(this.losses.value.length)
  }

  /** The names drawn anew, as another temperature asks for. */
  sampleAgain(): void {
    for (const { step } of this.samples.peek()) void this.sampleAt(step)
  }

  private async sampleAt(step: number): Promise<void> {
    const run = this.host.run.peek()
    if (!run) return
    const { names } = await this.engine.sample(step, 5, run.config.temperature)
    if (this.host.run.peek()?.config !== run.config) return
    const kept = this.samples.peek().filter(sample => sample.step !== step && milestoneSteps.includes(sample.step))
    this.samples.value = [...kept, { step, names }].sort((a, b) => b.step - a.step)
  }

  /** Asks for the trace of the last step done, one request at a time. */
  private refresh(): void {
    this.stale = true
    this.fetching ??= this.fetchWhileStale().finally(() => (this.fetching = null))
  }

  private async fetchWhileStale(): Promise<void> {
    while (this.stale) {
      const rest = this.lookedAt + Math.max(lookPause, rests * this.lookTook) - performance.now()
      if (rest > 0 && !this.isSettling) await this.restFor(rest)
      this.stale = false
      const began = performance.now()
      await this.host.look(this.losses.peek().length - 1)
      this.lookedAt = performance.now()
      this.lookTook = this.lookedAt - began
    }
  }

  private restFor(milliseconds: number): Promise<void> {
    return new Promise(done => {
      this.wake = done
      setTimeout(done, milliseconds)
    })
  }

  /** The last step is looked at without delay. */
  private async settle(): Promise<void> {
    this.isSettling = true
    this.wake()
    this.refresh()
    await this.fetching
    this.isSettling = false
  }
}

/** Losses with those that have come. They come some twenty times a second, however quick the steps. */
const joined = (known: readonly number[], { completed, losses }: Progress): readonly number[] => [
  ...known.slice(0, completed - losses.length),
  ...losses,
]

/** Steps a second over the last second or so of reports; null before there are two. */
function paceMeter(): (completed: number) => number | null {
  let heard: { readonly at: number; readonly completed: number }[] = []
  return completed => {
    const at = performance.now()
    heard = [...heard.filter(each => at - each.at < 1500), { at, completed }]
    const [first] = heard
    return heard.length < 2 ? null : (1000 * (completed - first!.completed)) / (at - first!.at)
  }
}

/** An exponential mean that starts quickly: the line that the chart draws through the dots. */
export function smoothed(losses: readonly number[]): number[] {
  const first = losses.findIndex(loss => !Number.isNaN(loss))
  let mean = losses[first] ?? NaN
  return losses.map((loss, i) => (i < first ? NaN : (mean += (loss - mean) * (i - first < 20 ? 0.2 : 0.04))))
}

export const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))
