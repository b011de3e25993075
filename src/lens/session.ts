/**
 * What is being looked at: the run, the trace, the cursor. Every pane is a function of these signals, and everything that
 * a person does ends in one of these methods.
 */
import { batch, computed, effect, signal } from '@preact/signals-core'
import { defaultConfig, problemsWith, type Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import { planFor, type Plan } from '../engine/plan.ts'
import { tokenizerFrom, type Tokenizer } from '../engine/tokenizer.ts'
import type { Program } from '../python/program.ts'
import { withConfig } from '../python/with-config.ts'
import { Cursor, type DatasetChoice } from './cursor.ts'
import { callback, type Engine } from './engine-client.ts'
import type { Link, Tab } from './link.ts'
import { TraceReader } from './reading.ts'
import type { Place } from './timeline.ts'
import type { LaneInfo, Progress, RunRequest, TraceAnswer } from './worker/service.ts'

export type { DatasetChoice, RunState, Status, View } from './cursor.ts'

/** What the pointer or the focus rests on, and from which side. */
export interface Hover extends Place {
  readonly from: 'picture' | 'code'
}

export interface FocusLine {
  readonly op: OpId
  readonly note: string
}

export interface Milestone {
  readonly step: number
  readonly names: readonly string[]
}

/** Steps at which names are sampled as training passes them. */
const milestoneSteps = [0, 50, 100, 200, 500]

/** Milliseconds from one look at the model to the next while it trains. */
const lookPause = 60

export class Session extends Cursor {
  readonly tab = signal<Tab>('Architecture')
  readonly lane = signal<LaneInfo>({ lane: 'exact', reason: null })
  /** Losses of the steps done, in order. */
  readonly losses = signal<readonly number[]>([])
  readonly training = signal(false)
  /** Steps a second while training; Infinity is as fast as it goes. */
  readonly pace = signal(200)
  readonly samples = signal<readonly Milestone[]>([])
  /** One line for the person: what went wrong or what will happen. */
  readonly message = signal<string | null>(null)
  readonly hover = signal<Hover | null>(null)
  /** Lines that a pane of its own time asks for in place of the cursor's, with a note for each; the first is now. */
  readonly focusLines = signal<readonly FocusLine[] | null>(null)
  /** A document of one's own, in place of the one that training takes. */
  readonly document = signal<string | null>(null)
  /** The program with the numbers that run. */
  readonly source = computed(() => {
    const { text } = this.program.source
    const config = this.run.value?.config
    return config ? withConfig(text, config) : text
  })
  /** The lines of the op under the cursor; in backward also the line that asks for it. */
  readonly activeLines = computed((): readonly (readonly [number, number])[] => {
    const moment = this.moment.value
    if (!moment) return []
    const lines = this.program.linesOf(moment.op)
    return moment.phase === 'backward' ? [...lines, ...this.program.linesOf('backward')] : lines
  })
  /** The losses smoothed as the chart draws them, a step each. */
  readonly smoothedLosses = computed(() => smoothed(this.losses.value))

  /** The document of one's own that was asked for last; `document` follows when its trace is there. */
  private wanted: string | null = null
  private stale = false
  private isSettling = false
  private lookedAt = 0
  private saidReason: string | null = null
  private fetching: Promise<void> | null = null
  /** Goes up whenever training begins: only the last to begin says that it has ended. */
  private turn = 0
  private starting = false
  private stepping: Promise<unknown> = Promise.resolve()
  private replaying: Promise<void> | null = null

  constructor(
    private readonly engine: Engine,
    readonly program: Program,
  ) {
    super()
  }

  // ── the run ──

  /**
   * Starts a run. What is on the screen stays until the new one has its first trace; a problem is said and leaves
   * everything as it was.
   * @param replay steps to train at once, quietly: a run is its config, its data and how far it went
   */
  async open(
    config: Config,
    dataset: DatasetChoice,
    { checkpoint = null, lane = 'auto', replay = 0, link = null }: Partial<Opening> = {},
  ): Promise<boolean> {
    const problems = problemsWith(config)
    if (problems.length > 0) return this.say(problems.join(' '))
    this.training.value = false
    let isOpen = false
    try {
      const { name, text } = dataset
      const info = await this.engine.open(
        { config, dataset: { name, text }, checkpoint, lane },
        callback((lane: LaneInfo) => {
          this.lane.value = lane
          if (isOpen && lane.reason !== null) this.say(onExact(lane.reason))
        }),
      )
      const tokenizer = tokenizerFrom(info.uchars)
      const plan = planFor(config, tokenizer.vocab_size)
      const document = link ? (link.name ?? null) : this.wantedIn(tokenizer)
      const step = checkpoint?.step ?? 0
      const answer = await this.firstTrace(step, document)
      const baselines = this.run.peek()?.dataset.text === text ? this.run.peek()!.baselines : []
      batch(() => {
        this.run.value = { config, plan, tokenizer, dataset, docs: info.docs, baselines }
        this.wanted = answer.document === document ? document : null
        this.document.value = this.wanted
        this.losses.value = []
        this.samples.value = []
        this.message.value = [this.newLaneReason(), info.note].filter(Boolean).join(' ') || null
        this.show(answer)
        this.restAfterLoss()
        if (link) this.follow(link)
      })
      isOpen = true
      void this.readBaselines()
      if (replay === 0) void this.sampleAt(0)
      else {
        const steps = Math.min(replay, config.num_steps)
        const work = this.replay(steps, link?.step ?? null, checkpoint !== null)
        this.replaying = work.catch(() => {})
        await work
      }
      return true
    } catch (error) {
      return this.say(sentence(error))
    }
  }

  /** The name of one's own, where the letters of this run can spell it. */
  private wantedIn(tokenizer: Tokenizer): string | null {
    const { wanted } = this
    return wanted !== null && [...wanted].every(letter => tokenizer.uchars.includes(letter)) ? wanted : null
  }

  /** Why the lane is not the one that was wanted, where that has not been said yet. */
  private newLaneReason(): string | null {
    const { reason } = this.lane.peek()
    if (reason === null || reason === this.saidReason) return null
    this.saidReason = reason
    return onExact(reason)
  }

  private async firstTrace(step: number, document: string | null): Promise<TraceAnswer> {
    try {
      return await this.engine.trace(step, document)
    } catch (error) {
      if (document === null) throw error
      this.message.value = sentence(error)
      return this.engine.trace(step, null)
    }
  }

  /**
   * Does the steps of a run that was left off again, so that its losses and the way back are there. The bundled run is on
   * the screen already, and the rest comes quietly; any other can be seen, and paused, on its way.
   */
  private async replay(steps: number, look: number | null, isBundled: boolean): Promise<void> {
    const { plan } = this.run.peek()!
    const turn = ++this.turn
    this.training.value = !isBundled
    const done = isBundled
      ? await this.engine.replay(steps)
      : await this.engine.train(steps, Infinity, callback(this.progressOf(plan)))
    if (this.run.peek()?.plan !== plan) return
    batch(() => {
      if ('losses' in done) this.losses.value = done.losses
      if (done.problem) this.message.value = done.problem
      if (turn === this.turn) this.training.value = false
    })
    const { length } = this.losses.value
    await this.look(Math.min(length, look ?? length) - 1)
    for (const step of [...milestoneSteps.filter(step => step < length), length]) await this.sampleAt(step)
  }

  /** Takes the losses of the run with this plan as they come, and those of no other. */
  private progressOf(plan: Plan, then: (completed: number) => void = () => {}): (progress: Progress) => void {
    return ({ completed, losses }) => {
      if (this.run.peek()?.plan !== plan) return
      this.losses.value = [...this.losses.peek().slice(0, completed - losses.length), ...losses]
      then(completed)
    }
  }

  private async readBaselines(): Promise<void> {
    const baselines = await this.engine.baselines()
    const run = this.run.peek()
    if (run) this.run.value = { ...run, baselines }
  }

  /** Trains on, from a finished run anew. */
  async train(): Promise<void> {
    if (!this.run.value || this.training.value || this.starting) return
    this.starting = true
    try {
      await this.replaying
      if (this.losses.value.length >= this.run.value.config.num_steps) await this.reset()
    } finally {
      this.starting = false
    }
    const turn = ++this.turn
    this.training.value = true
    await this.trainTo(this.run.value.config.num_steps, this.pace.value)
    if (turn === this.turn) this.training.value = false
  }

  async pause(): Promise<void> {
    await this.engine.pause()
  }

  async stepOnce(): Promise<void> {
    if (this.training.value) return
    await this.replaying
    // Each click is a step, also where the one before has not been done yet.
    this.stepping = this.stepping.then(() => this.trainTo(this.losses.value.length + 1, Infinity))
    await this.stepping
  }

  /** Back to before the first step, with the same seed. */
  async reset(change: Partial<Config> = {}): Promise<boolean> {
    const run = this.run.value
    if (!run) return false
    await this.engine.pause()
    return this.open({ ...run.config, ...change }, run.dataset, { lane: this.wantedLane })
  }

  /** Other data for the same config; what was there stays where the text can't be used. */
  async useData(dataset: DatasetChoice): Promise<boolean> {
    await this.engine.pause()
    return this.open(this.run.value?.config ?? defaultConfig, dataset, { lane: this.wantedLane })
  }

  wantedLane: RunRequest['lane'] = 'auto'

  /** Temperature changes no parameter: the run stays, only the names are drawn anew. */
  setTemperature(temperature: number): void {
    const run = this.run.value
    if (!run) return
    this.run.value = { ...run, config: { ...run.config, temperature } }
    for (const { step } of this.samples.peek()) void this.sampleAt(step)
  }

  private async trainTo(until: number, pace: number): Promise<void> {
    const run = this.run.value
    if (!run) return
    const passed = new Set(milestoneSteps.filter(step => step <= this.losses.value.length))
    const onProgress = this.progressOf(run.plan, completed => {
      const due = milestoneSteps.filter(step => step <= completed && !passed.has(step))
      for (const step of due) {
        passed.add(step)
        void this.sampleAt(step)
      }
      this.refresh()
    })
    try {
      const { problem } = await this.engine.train(until, pace, callback(onProgress))
      if (problem) this.say(problem)
    } catch (error) {
      this.say(sentence(error))
    }
    await this.settle()
    await this.sampleAt(this.losses.value.length)
  }

  private async sampleAt(step: number): Promise<void> {
    const run = this.run.peek()
    if (!run) return
    const { names } = await this.engine.sample(step, 5, run.config.temperature)
    if (this.run.peek()?.config !== run.config) return
    const kept = this.samples.peek().filter(sample => sample.step !== step && milestoneSteps.includes(sample.step))
    this.samples.value = [...kept, { step, names }].sort((a, b) => b.step - a.step)
  }

  // ── the trace ──

  /** Looks at one training step, counted from 0. */
  async look(step: number): Promise<void> {
    try {
      const { wanted } = this
      const answer = await this.engine.trace(Math.max(0, step), wanted)
      // A name may have been typed meanwhile: its trace is on the way, or here already.
      if (wanted === this.wanted) this.show(answer)
    } catch (error) {
      this.say(sentence(error))
    }
  }

  /** Runs the model on a name of one's own; null goes back to the one that training takes. A problem is said. */
  async read(document: string | null): Promise<boolean> {
    const before = this.wanted
    this.wanted = document
    try {
      const answer = await this.engine.trace(this.view.value?.step ?? 0, document)
      if (this.wanted !== document) return true
      batch(() => {
        this.document.value = document
        this.message.value = document === null ? null : this.noteOnLength(document)
        this.show(answer)
        this.restAfterLoss()
      })
      return true
    } catch (error) {
      if (this.wanted === document) this.wanted = before
      return this.say(sentence(error))
    }
  }

  /** Says where a name is longer than what the model reads of it. */
  private noteOnLength(document: string): string | null {
    const { block_size } = this.run.value!.config
    const length = [...document].length
    return length > block_size ? `That name has ${length} letters; the model reads the first ${block_size}.` : null
  }

  /** Asks for the trace of the last step done, one request at a time. */
  private refresh(): void {
    this.stale = true
    this.fetching ??= this.fetchWhileStale().finally(() => (this.fetching = null))
  }

  private async fetchWhileStale(): Promise<void> {
    while (this.stale) {
      const rest = this.lookedAt + lookPause - performance.now()
      if (rest > 0 && !this.isSettling) await new Promise(done => setTimeout(done, rest))
      this.stale = false
      this.lookedAt = performance.now()
      await this.look(this.losses.peek().length - 1)
    }
  }

  /** The last step is looked at without delay. */
  private async settle(): Promise<void> {
    this.isSettling = true
    this.refresh()
    await this.fetching
    this.isSettling = false
  }

  private show({ step, document, trace, provisional }: TraceAnswer): void {
    const run = this.run.value
    if (!run || trace.before.parameters.length !== run.plan.parameters) return
    const before = this.moment.peek()
    batch(() => {
      this.view.value = { step, document, provisional, reader: new TraceReader(run.plan, trace) }
      if (before) this.returnTo(before)
    })
  }

  /** What a line stands for: moves there, and says so; lines that no moment belongs to leave the cursor alone. */
  goToLine(line: number): boolean {
    return this.program.opsOn(line).some(op => this.goTo(op))
  }

  follow({ tab, op, phase, layer, head, position }: Link): void {
    if (tab) this.tab.value = tab
    const timeline = this.timeline.value
    if (position !== undefined && timeline) this.restingPosition.value = Math.min(position, timeline.positions - 1)
    if (op)
      this.goTo(op, {
        ...(layer !== undefined && { layer }),
        ...(head !== undefined && { head }),
        ...(phase && { phase }),
      })
  }

  private say(words: string): false {
    this.message.value = words
    return false
  }
}

export interface Opening {
  checkpoint: RunRequest['checkpoint']
  lane: RunRequest['lane']
  replay: number
  link: Link | null
}

/** An exponential mean that starts quickly: the line that the chart draws through the dots. */
export function smoothed(losses: readonly number[]): number[] {
  let mean = losses[0] ?? 0
  return losses.map((loss, i) => (mean += (loss - mean) * (i < 20 ? 0.2 : 0.04)))
}

const onExact = (reason: string): string => `${reason} It runs on the exact lane, in float64.`
const sentence = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Keeps a function of signals running; the way out is returned. */
export const watch = effect
