/** Names made up as a person asks for them, and where one stands among their draws; the code follows. */
import { batch, computed, signal } from '@preact/signals-core'
import type { Draw } from '../engine/sampler.ts'
import type { Tokenizer } from '../engine/tokenizer.ts'
import { LatestAnswer } from './latest-answer.ts'
import { watch, type Session, type View } from './session.ts'
import type { CacheTimes, MadeUpName, MakeUpRequest, Nearest } from './worker/generating.ts'

export type ChooseBy = 'drawing' | 'largest' | 'top_k'

/** What was made up, and from what. */
export interface Made {
  readonly view: View
  readonly tokenizer: Tokenizer
  readonly wanted: MakeUpRequest
  readonly names: readonly MadeUpName[]
  /** As typed. */
  readonly begins: string
}

/** How far a letter has come at the cursor. */
export type LetterStage = 'todo' | 'logits' | 'probs' | 'chosen'

export const batchOfNames = 20
const mostNames = 100

export class Generating {
  readonly begins = signal('')
  readonly chooseBy = signal<ChooseBy>('drawing')
  readonly top_k = signal(5)
  readonly count = signal(batchOfNames)
  /** Draws taken before the first name that is shown: 0 are the script's own. */
  readonly drawsBefore = signal(0)
  readonly made = signal<Made | null>(null)
  readonly nearest = signal<ReadonlyMap<string, Nearest>>(new Map())
  /** Which of the names, and which of its letters. */
  readonly name = signal(batchOfNames - 1)
  readonly letter = signal(Infinity)
  readonly walking = signal(false)
  /** Letters a second. */
  readonly perSecond = signal(2)

  /** What the typed letters can't be, in a sentence. */
  readonly problem = computed(() => this.problemWith(this.begins.value))

  readonly at = computed(() => {
    const made = this.made.value
    if (!made) return null
    const name = Math.min(this.name.value, made.names.length - 1)
    const { draws } = made.names[name]!
    const letter = Math.min(this.letter.value, draws.length - 1)
    return { name, letter, draws, draw: draws[letter]! }
  })

  private readonly names: LatestAnswer<Made>
  private readonly stops: (() => void)[] = []
  private before: number | null = null
  private enteredFor: unknown = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly session: Session) {
    this.names = new LatestAnswer(
      made => this.take(made),
      words => session.say(words),
    )
  }

  // ── what is asked for ──

  /** The beginnings that were typed, one name after another; a space parts them where it is no letter. */
  beginnings(text: string): readonly string[] {
    const tokenizer = this.session.run.value?.tokenizer
    return tokenizer?.knows(' ') ? [text] : text.split(/\s+/).filter(Boolean)
  }

  problemWith(text: string): string | null {
    const { tokenizer, config } = this.session.run.value ?? {}
    if (!tokenizer || !config) return null
    const beginnings = this.beginnings(text)
    try {
      beginnings.forEach(each => tokenizer.encode(each))
    } catch (error) {
      return (error as Error).message
    }
    const long = beginnings.find(each => [...each].length >= config.block_size)
    return long === undefined
      ? null
      : `${long} leaves no room: the model reads at most ${config.block_size} tokens, BOS among them.`
  }

  /** The model on the screen: its held activations belong to the one document there. */
  modelOn({ off, intervention }: View): Pick<MakeUpRequest, 'off' | 'intervention'> {
    return { off, intervention: { ...intervention, activations: [] } }
  }

  private wanted(): { view: View; wanted: MakeUpRequest } | null {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    const problem = this.problem.value
    if (!run || !view || view.provisional || problem !== null) return null
    const { plan, trace } = view.reader
    if (trace.before.parameters.length !== run.plan.parameters || plan.vocab_size !== run.plan.vocab_size) return null
    const by = this.chooseBy.value
    return {
      view,
      wanted: {
        count: this.count.value,
        prefixes: this.beginnings(this.begins.value),
        drawsBefore: this.drawsBefore.value,
        temperature: run.config.temperature,
        top_k: by === 'top_k' ? this.top_k.value : null,
        greedy: by === 'largest',
        ...this.modelOn(view),
      },
    }
  }

  /** For as long as the tab is open: names are made up anew when something changes, and the cursor is where they are. */
  follow(): () => void {
    const { session } = this
    this.stops.push(
      watch(() => {
        const asked = this.wanted()
        const begins = this.begins.peek()
        if (asked) this.names.ask(() => this.makeUp(asked.view, asked.wanted, begins))
      }),
      watch(() => {
        // A new run rests after its loss; the tab goes on to where names are made up.
        const plan = session.run.value?.plan ?? null
        if (plan === this.enteredFor) return
        this.enteredFor = plan
        queueMicrotask(() => this.stops.length > 0 && this.enter())
      }),
      watch(() => this.showInCode()),
    )
    return () => this.leave()
  }

  private enter(): void {
    const { session } = this
    const moment = session.moment.peek()
    if (!moment || moment.phase === 'sample') return
    this.before = session.cursor.peek()
    session.goTo('sample.choose')
  }

  private leave(): void {
    this.pause()
    this.stops.splice(0).forEach(stop => stop())
    const { session, before } = this
    this.before = this.enteredFor = null
    if (before !== null && session.moment.peek()?.phase === 'sample') session.moveTo(before)
  }

  private async makeUp(view: View, wanted: MakeUpRequest, begins: string): Promise<Made | null> {
    const { tokenizer } = this.session.run.peek()!
    const names = await this.session.questions.makeUp(view.step + 1, wanted)
    return names && { view, tokenizer, wanted, names, begins }
  }

  private take(made: Made): void {
    const isOther = this.made.peek()?.wanted.drawsBefore !== made.wanted.drawsBefore
    const wasBegun = this.made.peek()?.begins ?? ''
    batch(() => {
      this.made.value = made
      // What was asked for begins with the first name; the script's own are all there.
      if (isOther || wasBegun !== made.begins) {
        this.name.value = made.begins === '' && made.wanted.drawsBefore === 0 ? made.names.length - 1 : 0
        this.letter.value = Infinity
      }
    })
    void this.findNearest(made)
  }

  private async findNearest({ names, view }: Made): Promise<void> {
    const { session } = this
    const { plan } = session.run.peek()!
    if (this.nearestOf !== plan) this.nearest.value = new Map()
    this.nearestOf = plan
    const unknown = [...new Set(names.map(({ text }) => text))].filter(text => !this.nearest.peek().has(text))
    if (unknown.length === 0) return
    const found = await session.questions.nearest(unknown)
    if (!found || this.nearestOf !== plan || view.reader.plan.vocab_size !== plan.vocab_size) return
    this.nearest.value = new Map([...this.nearest.peek(), ...unknown.map((text, i) => [text, found[i]!] as const)])
  }

  private nearestOf: unknown = null

  /** The next names, with the generator where these have left it. */
  again(): void {
    const made = this.made.peek()
    if (!made) return
    batch(() => {
      this.drawsBefore.value = made.wanted.drawsBefore + drawsIn(made.names)
      this.count.value = batchOfNames
    })
  }

  fromTheStart(): void {
    batch(() => {
      this.drawsBefore.value = 0
      this.count.value = batchOfNames
    })
  }

  more(): void {
    this.count.value = mostNames
  }

  // ── where one stands ──

  /** How far a letter of the name at hand has come at the cursor. */
  stage(index: number): LetterStage {
    const at = this.at.value
    const { op } = this.session.moment.value ?? {}
    if (!at || op === 'sample.settings' || op === 'sample.start') return 'todo'
    if (op === 'sample.print' || index < at.letter) return 'chosen'
    if (index > at.letter) return 'todo'
    return op === 'sample.logits' ? 'logits' : op === 'sample.softmax' ? 'probs' : 'chosen'
  }

  /** The letter at hand is being worked on: the cursor is in its turn of the loop. */
  get isLit(): boolean {
    const { op } = this.session.moment.value ?? {}
    return op === 'sample.logits' || op === 'sample.softmax' || op === 'sample.choose'
  }

  stand(name: number, letter: number): void {
    const last = (this.made.peek()?.names[name]?.draws.length ?? 0) - 1
    batch(() => {
      this.name.value = name
      // At its end one stays at the end when it is made up anew, perhaps longer.
      this.letter.value = letter >= last ? Infinity : letter
    })
  }

  /** The draw at hand, counted through all names. */
  get drawAt(): number {
    const [made, at] = [this.made.value, this.at.value]
    if (!made || !at) return 0
    return made.names.slice(0, at.name).reduce((sum, { draws }) => sum + draws.length, at.letter)
  }

  /** So many draws on or back, from name to name. */
  step(by: number): void {
    this.standAt(this.drawAt + by)
  }

  /** At the end of a name. */
  standAtName(name: number): void {
    const made = this.made.peek()
    if (made) this.arrive(Math.min(made.names.length - 1, Math.max(0, name)), Infinity)
  }

  /** At a draw, counted through all names. */
  standAt(draw: number): void {
    const made = this.made.peek()
    if (!made) return
    let rest = Math.max(0, draw)
    for (const [name, { draws }] of made.names.entries()) {
      if (rest < draws.length || name === made.names.length - 1)
        return this.arrive(name, Math.min(rest, draws.length - 1))
      rest -= draws.length
    }
  }

  private arrive(name: number, letter: number): void {
    batch(() => {
      this.stand(name, letter)
      if (this.session.moment.peek()?.op !== 'sample.choose') this.session.goTo('sample.choose')
    })
  }

  /** Draw by draw, from the first where all are past. */
  play(): void {
    const [made, at] = [this.made.peek(), this.at.peek()]
    if (!made || !at) return
    const isAtEnd = at.name === made.names.length - 1 && at.letter === at.draws.length - 1
    if (isAtEnd) this.arrive(0, 0)
    this.walking.value = true
    const tick = (): void => {
      const before = this.at.peek()
      this.step(1)
      const now = this.at.peek()
      if (now?.name === before?.name && now?.letter === before?.letter) return this.pause()
      wait()
    }
    const wait = (): void => void (this.timer = setTimeout(tick, 1000 / this.perSecond.peek()))
    clearTimeout(this.timer)
    wait()
  }

  pause(): void {
    clearTimeout(this.timer)
    this.walking.value = false
  }

  /** The values beside the sampling lines are those of the name and letter at hand. */
  private showInCode(): void {
    const [made, at] = [this.made.value, this.at.value]
    if (!made || !at || this.session.view.value?.reader !== made.view.reader) return
    const { temperature } = made.wanted
    this.session.drawn.value = {
      reader: made.view.reader,
      temperature,
      draws: at.draws,
      name: at.name,
      turn: at.letter,
    }
  }

  // ── the cache ──

  readonly cacheTimes = signal<(CacheTimes & { readonly text: string; readonly made: Made }) | null>(null)
  readonly isTiming = signal(false)

  async timeCache(): Promise<void> {
    const [made, at] = [this.made.peek(), this.at.peek()]
    if (!made || !at || this.isTiming.peek()) return
    const { text } = made.names[at.name]!
    this.isTiming.value = true
    try {
      const times = await this.session.questions.cacheTimes(made.view.step + 1, text)
      this.cacheTimes.value = times && { ...times, text, made }
    } finally {
      this.isTiming.value = false
    }
  }
}

export const drawsIn = (names: readonly MadeUpName[]): number =>
  names.reduce((sum, { draws }) => sum + draws.filter(({ u }: Draw) => u !== null).length, 0)

const known = new WeakMap<Session, Generating>()

export function generatingOf(session: Session): Generating {
  const found = known.get(session) ?? new Generating(session)
  known.set(session, found)
  return found
}
