/**
 * What is being looked at: the run, the trace, the cursor. Every pane is a function of these signals, and everything that
 * a person does ends in one of these methods.
 */
import { batch, computed, effect, signal, type Signal } from '@preact/signals-core'
import { defaultConfig, problemsWith, type Config } from '../engine/config.ts'
import type { OpId } from '../engine/operations.ts'
import { noIntervention, type Intervention } from '../engine/intervention.ts'
import { planFor } from '../engine/plan.ts'
import { offWords, switchedOff } from '../engine/switches.ts'
import { tokenizerFrom, type Tokenizer } from '../engine/tokenizer.ts'
import type { Program } from '../python/program.ts'
import { unsaid } from '../python/unsaid.ts'
import { withConfig } from '../python/with-config.ts'
import { aspectOf, aspects, type Aspect } from './aspects.ts'
import { Cursor, type DatasetChoice, type RunStart, type RunState } from './cursor.ts'
import { outlineOf, statementAt } from './calls.ts'
import type { Engine } from './engine-client.ts'
import { insteadWords } from './lane-words.ts'
import { Edits } from './edits.ts'
import { keptNames, nothingKept } from './kept.ts'
import { framesIn, type Link, type Tab } from './link.ts'
import type { NumberPlace } from './number-place.ts'
import { Programs, type ProgramFile } from './programs.ts'
import { planWithout, Questions } from './questions.ts'
import { TraceReader } from './reading.ts'
import type { Place } from './timeline.ts'
import type { Frame } from './stepping.ts'
import { sentence, Training } from './training.ts'
import type { LaneInfo, LaneSpan, RunRequest, TraceAnswer, WantedLane } from './worker/messages.ts'
import { noZoom, zoomIn, type Zoom } from './zoom-level.ts'

export type { DatasetChoice, RunStart, RunState, Status, View } from './cursor.ts'

/** What the pointer or the focus rests on, and from which side. */
export interface Hover extends Place {
  readonly from: 'picture' | 'code'
}

export interface FocusLine {
  readonly op: OpId
  readonly note: string
  /** Only its note is shown. */
  readonly isQuiet?: boolean
  /** How long its count is against the longest: an empty bar before the note. */
  readonly share?: number
}

export class Session extends Cursor {
  readonly tab = signal<Tab>('Architecture')
  /** Which of its pictures each tab shows. */
  private readonly chosen = signal<Partial<Record<Tab, Aspect>>>({})
  /** What the tab at hand shows. */
  readonly aspect = computed((): Aspect => this.chosen.value[this.tab.value] ?? aspects[this.tab.value][0])
  /** What computes the run, and why. */
  readonly lane = signal<LaneInfo>({ lane: 'exact', reason: null, figures: [], spans: [], pending: null })
  /** What was asked for: a lane, or the quickest. */
  readonly wantedLane = signal<WantedLane>('auto')
  /** One line for the person: what went wrong or what will happen. */
  readonly message = signal<string | null>(null)
  readonly hover = signal<Hover | null>(null)
  /** Lines that a pane of its own time asks for in place of the cursor's, with a note for each; the first is now. */
  readonly focusLines = signal<readonly FocusLine[] | null>(null)
  /** The number that is opened to see how it is made. */
  readonly opened = signal<NumberPlace | null>(null)
  /** What is chosen inside the pictures, as a link says it. */
  readonly kept = nothingKept()
  /** How close the Architecture tab looks at what the cursor is on. */
  readonly zoom = signal<Zoom>(noZoom)
  /** A document of one's own, in place of the one that training takes. */
  readonly document = signal<string | null>(null)
  /** Parts of the model that are switched off on the screen, as in the config. */
  readonly off = signal('')
  /** Numbers that are held on the screen, in place of what was trained and computed. */
  readonly intervention = signal<Intervention>(noIntervention)
  /** The program with the numbers that run. */
  readonly source = computed(() => {
    const { text } = this.program.value.source
    const config = this.run.value?.config
    return config ? withConfig(text, config) : text
  })
  /** What runs other than that text says. */
  readonly unsaid = computed((): readonly string[] => {
    const config = this.run.value?.config
    return config ? unsaid(this.source.value, config) : []
  })
  /** The lines of the op under the cursor, in backward also the line that asks for it; inside it those of each call. */
  readonly activeLines = computed((): readonly (readonly [number, number])[] => {
    const [moment, frames] = [this.moment.value, this.frames.value]
    if (!moment) return []
    if (frames.length > 0) return frames.map(({ line }) => statementAt(this.program.value, line))
    const lines = this.program.value.linesOf(moment.op)
    return moment.phase === 'backward' ? [...lines, ...this.program.value.linesOf('backward')] : lines
  })
  /** The document of one's own that was asked for last; `document` follows when its trace is there. */
  private wanted: string | null = null
  private saidReason: string | null = null
  private isIntervening = false
  readonly questions: Questions
  readonly training: Training
  readonly programs: Programs
  /** The microgpt.py in the pane, with its operations found in it. */
  readonly program: Signal<Program>
  readonly edits: Edits

  constructor(
    private readonly engine: Engine,
    program: Program,
  ) {
    super()
    this.questions = new Questions(engine, this)
    this.programs = new Programs(program)
    this.program = this.programs.program
    this.training = new Training(engine, this)
    this.edits = new Edits(this)
  }

  // ── the run ──

  /**
   * Starts a run. What is on the screen stays until the new one has its first trace; a problem is said and leaves
   * everything as it was.
   * @param replay steps to train at once: a run is its config, its data and how far it went
   * @param isAhead they are done before anything is shown, which suits only what takes a blink
   */
  async open(
    config: Config,
    dataset: DatasetChoice,
    {
      checkpoint = null,
      start = null,
      lane = this.wantedLane.peek(),
      spans = [],
      replay = 0,
      isAhead = false,
      link = null,
      program = null,
    }: Partial<Opening> = {},
  ): Promise<boolean> {
    const problems = problemsWith(config)
    if (problems.length > 0) return this.say(problems.join(' '))
    this.training.running.value = false
    this.wantedLane.value = lane
    let isOpen = false
    try {
      const { name, text } = dataset
      const info = await this.engine.open(
        { config, dataset: { name, text }, checkpoint, start: start?.state ?? null, lane, spans },
        info => {
          this.lane.value = info
          const reason = isOpen ? this.newLaneReason() : null
          // It comes by itself: what has just been said stays beside it.
          if (reason !== null) this.say([this.message.peek(), reason].filter(Boolean).join(' '))
        },
      )
      const tokenizer = tokenizerFrom(info.uchars)
      const plan = planFor(config, tokenizer.vocab_size)
      const document = link ? (link.name ?? null) : this.wantedIn(tokenizer)
      const first = start?.state.step ?? 0
      const ahead = isAhead ? await this.training.ahead(replay) : null
      const step = ahead ? Math.min(replay, link?.step ?? replay) - 1 : (checkpoint?.step ?? first)
      const answer = await this.firstTrace(step, document)
      const baselines = this.run.peek()?.dataset.text === text ? this.run.peek()!.baselines : []
      batch(() => {
        if (program) this.programs.show(program)
        this.run.value = {
          config,
          plan,
          tokenizer,
          dataset,
          docs: info.docs,
          firstDocs: info.firstDocs,
          baselines,
          start,
        }
        this.wanted = answer.document === document ? document : null
        this.document.value = this.wanted
        this.off.value = config.off
        this.intervention.value = noIntervention
        this.training.clear(first)
        if (ahead) this.training.losses.value = ahead
        this.message.value = [this.newLaneReason(), info.note].filter(Boolean).join(' ') || null
        this.show(answer)
        this.restAfterLoss()
        if (link) this.follow(link)
      })
      isOpen = true
      void this.readBaselines()
      await this.training.replay(Math.min(replay, config.num_steps), link?.step ?? null, checkpoint !== null)
      void this.engine.settle().catch((error: unknown) => this.say(sentence(error)))
      return true
    } catch (error) {
      return this.say(sentence(error))
    }
  }

  /** The name of one's own, where the letters of this run can spell it. */
  private wantedIn(tokenizer: Tokenizer): string | null {
    const { wanted } = this
    return wanted !== null && tokenizer.knows(wanted) ? wanted : null
  }

  /** Why the lane is not the one that was wanted, where that has not been said yet. */
  private newLaneReason(): string | null {
    const info = this.lane.peek()
    if (info.reason === null || info.reason === this.saidReason) return null
    this.saidReason = info.reason
    return insteadWords(info)
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

  /** Back to before the first step, with the same seed; to where the run began, if it fits what has changed. */
  async reset(change: Partial<Config> = {}): Promise<boolean> {
    const run = this.run.value
    if (!run) return false
    await this.engine.pause()
    const config = { ...run.config, off: this.off.peek(), ...change }
    return this.open(config, run.dataset, { start: isStillStart(run, config) ? run.start : null })
  }

  /** Puts another version of microgpt.py in the pane, with its own numbers; a text that is none is said, and nothing changes. */
  async useProgram(text: string, name: string): Promise<boolean> {
    try {
      return await this.openProgram(this.programs.read(text, name))
    } catch (error) {
      return this.say(sentence(error))
    }
  }

  /**
   * A run of a program, with its own numbers where no others are given; the training goes on where they are the same.
   * @param of what it is a run of, where that is not what is at hand
   */
  async openProgram(
    file: ProgramFile,
    wanted: Config | null = null,
    replay = 0,
    of: Pick<RunState, 'dataset' | 'start'> | null = null,
  ): Promise<boolean> {
    const run = this.run.peek()
    if (!run) return false
    const config = wanted ?? Programs.configOf(file.program, run.config)
    if (isSameConfig(config, run.config)) {
      this.programs.show(file)
      return true
    }
    await this.engine.pause()
    const { dataset, start } = of ?? { dataset: run.dataset, start: null }
    return this.open(config, dataset, { program: file, replay, start })
  }

  /** Other data for the same config; what was there stays where the text can't be used. */
  async useData(dataset: DatasetChoice): Promise<boolean> {
    await this.engine.pause()
    return this.open(this.run.value?.config ?? defaultConfig, dataset)
  }

  /** Has another lane go on with the run from where it is; where it can't, that is said. */
  async useLane(lane: WantedLane): Promise<void> {
    this.wantedLane.value = lane
    if (lane !== 'auto') this.saidReason = null
    if (!this.run.peek()) return
    try {
      await this.engine.useLane(lane)
    } catch (error) {
      this.say(sentence(error))
    }
  }

  /**
   * Switches a part of the model off, or on again: the parameters stay, everything on the screen follows. Training takes
   * it up with the next run.
   */
  async toggle(part: string): Promise<void> {
    const run = this.run.peek()
    if (!run) return
    const off = new Set(switchedOff({ off: this.off.peek() }))
    if (!off.delete(part)) off.add(part)
    this.off.value = offWords(off, run.config.n_head)
    await this.look(this.view.peek()?.step ?? 0)
  }

  /** Holds these numbers of the model, and no others; what is asked for while another trace is on its way waits for it. */
  async intervene(intervention: Intervention): Promise<void> {
    this.intervention.value = intervention
    if (this.isIntervening) return
    this.isIntervening = true
    try {
      for (let shown = null; shown !== this.intervention.peek();) {
        shown = this.intervention.peek()
        await this.look(this.view.peek()?.step ?? 0)
      }
    } finally {
      this.isIntervening = false
    }
  }

  /** What is switched off on the screen is not what the run was trained with. */
  get isAltered(): boolean {
    return this.run.peek() !== null && this.off.peek() !== this.run.peek()!.config.off
  }

  /** Shows one of a tab's pictures. */
  turnTo(tab: Tab, aspect: Aspect = aspects[tab][0]): void {
    batch(() => {
      this.tab.value = tab
      this.chosen.value = { ...this.chosen.peek(), [tab]: aspect }
    })
  }

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
      const answer = await this.engine.trace(Math.max(0, step), wanted, this.off.peek(), this.intervention.peek())
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
      const answer = await this.engine.trace(
        this.view.value?.step ?? 0,
        document,
        this.off.peek(),
        this.intervention.peek(),
      )
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

  private show({ trace, ...answer }: TraceAnswer): void {
    const run = this.run.value
    if (!run || trace.before.parameters.length !== run.plan.parameters) return
    const before = this.moment.peek()
    batch(() => {
      this.view.value = {
        ...answer,
        reader: new TraceReader(planWithout(run.plan, answer.off), trace, answer.intervention),
      }
      if (before) this.returnTo(before)
    })
  }

  /** What a line stands for: moves there, and says so; lines that no moment belongs to leave the cursor alone. */
  goToLine(line: number): boolean {
    return this.program.value.opsOn(line).some(op => this.goTo(op))
  }

  follow(link: Link): void {
    const { tab, view, zoom, op, phase, layer, head, position, parameter, weight, inside, held, number, surgery } = link

    const shown = tab ?? this.tab.peek()
    this.turnTo(shown, aspectOf(shown, view) ?? undefined)
    if (zoom !== undefined) this.zoom.value = zoomIn(zoom)
    if (weight !== undefined && weight < this.run.value!.plan.parameters) this.parameterIndex.value = weight
    const timeline = this.timeline.value
    if (position !== undefined && timeline) this.restingPosition.value = Math.min(position, timeline.positions - 1)
    if (op)
      this.goTo(op, {
        ...(layer !== undefined && { layer }),
        ...(head !== undefined && { head }),
        ...(phase && { phase }),
        ...(parameter !== undefined && { parameter }),
      })
    if (op && inside !== undefined) this.goInside(framesIn(inside))
    for (const name of keptNames) {
      const words = link[name]
      // What was done to heads is kept when it is done again.
      if (words !== undefined && name !== 'surgery') this.kept[name].value = words
    }
    if (number !== undefined) void import('./opening.ts').then(({ openFrom }) => openFrom(this, number))
    if (held !== undefined)
      void import('./held-link.ts').then(({ heldIn }) => this.intervene(heldIn(held, this.run.peek()!.plan)))
    else if (surgery !== undefined) void import('./surgery.ts').then(({ surgeryOf }) => surgeryOf(this).take(surgery))
  }

  /** To a line inside the moment at hand, if the program has it. */
  private goInside(frames: readonly Frame[]): void {
    const { helpers, statements } = outlineOf(this.program.value)
    const isThere = ({ helper, line }: Frame): boolean =>
      statements.has(line) && (helper === null || helpers.get(helper)?.body.includes(line) === true)
    if (frames[0]?.helper === null && frames.every(isThere)) this.moveTo(this.cursor.value, frames)
  }

  say(words: string): false {
    this.message.value = words
    return false
  }
}

export interface Opening {
  checkpoint: RunRequest['checkpoint']
  isAhead: boolean
  /** Where the run begins, if that is not its first step. */
  start: RunStart | null
  /** What is to compute it; without it what was asked for last. */
  lane: WantedLane
  /** What computed it when it was made first. */
  spans: readonly LaneSpan[]
  replay: number
  link: Link | null
  /** What is in the pane from then on. */
  program: ProgramFile | null
}

/** What decides the first parameters of a run: with another of these, those of a file have no meaning for it. */
const firstOf = ['n_layer', 'n_embd', 'n_head', 'block_size', 'tied_head', 'std', 'zero_init_outputs', 'seed'] as const

const isStillStart = ({ start, config }: RunState, next: Config): boolean =>
  start !== null && start.state.step < next.num_steps && firstOf.every(name => config[name] === next[name])

const isSameConfig = (a: Config, b: Config): boolean =>
  (Object.keys(a) as (keyof Config)[]).every(key => a[key] === b[key])

/** Keeps a function of signals running; the way out is returned. */
export const watch = effect
