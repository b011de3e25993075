/**
 * What is being looked at: the run, the trace, the cursor. Every pane is a function of these signals, and everything that
 * a person does ends in one of these methods.
 */
import { batch, computed, effect, signal, type Signal } from '@preact/signals-core'
import { defaultConfig, problemsWith, type Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import { planFor } from '../engine/plan.ts'
import { tokenizerFrom, type Tokenizer } from '../engine/tokenizer.ts'
import type { Program } from '../python/program.ts'
import { withConfig } from '../python/with-config.ts'
import { Cursor, type DatasetChoice } from './cursor.ts'
import { callback, type Engine } from './engine-client.ts'
import type { Link, Tab } from './link.ts'
import { TraceReader } from './reading.ts'
import type { Place } from './timeline.ts'
import { sentence, Training } from './training.ts'
import type { LaneInfo, RunRequest, TraceAnswer } from './worker/service.ts'

export type { DatasetChoice, RunState, Status, View } from './cursor.ts'

/** What the pointer or the focus rests on, and from which side. */
export interface Hover extends Place {
  readonly from: 'picture' | 'code'
}

export interface FocusLine {
  readonly op: OpId
  readonly note: string
}

export class Session extends Cursor {
  readonly tab = signal<Tab>('Architecture')
  readonly lane = signal<LaneInfo>({ lane: 'exact', reason: null })
  /** One line for the person: what went wrong or what will happen. */
  readonly message = signal<string | null>(null)
  readonly hover = signal<Hover | null>(null)
  /** Lines that a pane of its own time asks for in place of the cursor's, with a note for each; the first is now. */
  readonly focusLines = signal<readonly FocusLine[] | null>(null)
  /** A document of one's own, in place of the one that training takes. */
  readonly document = signal<string | null>(null)
  /** The program with the numbers that run. */
  readonly source = computed(() => {
    const { text } = this.program.value.source
    const config = this.run.value?.config
    return config ? withConfig(text, config) : text
  })
  /** The lines of the op under the cursor; in backward also the line that asks for it. */
  readonly activeLines = computed((): readonly (readonly [number, number])[] => {
    const moment = this.moment.value
    if (!moment) return []
    const lines = this.program.value.linesOf(moment.op)
    return moment.phase === 'backward' ? [...lines, ...this.program.value.linesOf('backward')] : lines
  })
  /** The document of one's own that was asked for last; `document` follows when its trace is there. */
  private wanted: string | null = null
  private saidReason: string | null = null
  readonly training: Training
  /** The microgpt.py in the pane, with its operations found in it. */
  readonly program: Signal<Program>

  constructor(
    private readonly engine: Engine,
    program: Program,
  ) {
    super()
    this.program = signal(program)
    this.training = new Training(engine, this)
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
    this.training.running.value = false
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
        this.training.clear()
        this.message.value = [this.newLaneReason(), info.note].filter(Boolean).join(' ') || null
        this.show(answer)
        this.restAfterLoss()
        if (link) this.follow(link)
      })
      isOpen = true
      void this.readBaselines()
      await this.training.replay(Math.min(replay, config.num_steps), link?.step ?? null, checkpoint !== null)
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

  private async readBaselines(): Promise<void> {
    const baselines = await this.engine.baselines()
    const run = this.run.peek()
    if (run) this.run.value = { ...run, baselines }
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
    this.training.sampleAgain()
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
    return this.program.value.opsOn(line).some(op => this.goTo(op))
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

  say(words: string): false {
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

const onExact = (reason: string): string => `${reason} It runs on the exact lane, in float64.`

/** Keeps a function of signals running; the way out is returned. */
export const watch = effect
