/** Names made up as a person asks for them, and where one stands among their draws; the code follows. */
import { batch, computed, signal, type Signal } from '@preact/signals-core'
import type { Plan } from '../engine/plan.ts'
import type { Draw } from '../engine/sampler.ts'
import { CacheTiming } from './cache-timing.ts'
import { numberIn, type Choice } from './kept.ts'
import { LatestAnswer } from './latest-answer.ts'
import { NameCursor, type Made } from './name-cursor.ts'
import { NearestNames } from './nearest-names.ts'
import { watch, type Session, type View } from './session.ts'
import type { Moment } from './timeline.ts'
import type { MadeUpName, MakeUpRequest } from './worker/generating.ts'

export type ChooseBy = 'drawing' | 'largest' | 'top_k'

export const batchOfNames = 20
const mostNames = 100

export class Generating extends NameCursor {
  readonly begins: Signal<string>
  readonly chooseBy = signal<ChooseBy>('drawing')
  readonly top_k = signal(5)
  readonly count = signal(batchOfNames)
  /** Draws taken before the first name that is shown: 0 are the script's own. */
  readonly drawsBefore: Choice<number>
  /** What the typed letters can't be, in a sentence. */
  readonly problem = computed(() => this.problemWith(this.begins.value))

  readonly nearest: NearestNames
  readonly cache: CacheTiming
  private readonly names: LatestAnswer<Made>
  private readonly stops: (() => void)[] = []
  /** Where one stood when the tab was opened. */
  private before: Moment | null = null
  private enteredFor: { readonly plan: Plan | null; readonly document: string | null } | null = null

  constructor(session: Session) {
    super(session)
    this.begins = session.kept.begins
    this.drawsBefore = numberIn(session.kept.drawn)
    this.nearest = new NearestNames(session)
    this.cache = new CacheTiming(session)
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
      : `${brief(long)} leaves no room: the model reads at most ${config.block_size} tokens, BOS among them.`
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
    const prefixes = this.beginnings(this.begins.value)
    return {
      view,
      wanted: {
        // The largest of all makes the same name each time.
        count: by === 'largest' ? Math.max(1, prefixes.length) : this.count.value,
        prefixes,
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
      watch(() => this.takeLink(session.kept.choose.value)),
      watch(() => {
        const by = this.chooseBy.value
        session.kept.choose.value = by === 'drawing' ? '' : by === 'largest' ? by : `top${this.top_k.value}`
      }),
      watch(() => {
        const asked = this.wanted()
        const begins = this.begins.peek()
        if (asked) this.names.ask(() => this.makeUp(asked.view, asked.wanted, begins))
      }),
      watch(() => {
        // A new run, and a new document, rest after their loss; the tab goes on to where names are made up.
        const [plan, document] = [session.run.value?.plan ?? null, session.document.value]
        if (plan === this.enteredFor?.plan && document === this.enteredFor?.document) return
        this.enteredFor = { plan, document }
        queueMicrotask(() => this.stops.length > 0 && this.enter())
      }),
      watch(() => this.showInCode()),
    )
    return () => this.leave()
  }

  /** `largest` or `top5`. */
  private takeLink(choose: string): void {
    const k = /^top(\d+)$/.exec(choose)?.[1]
    batch(() => {
      this.chooseBy.value = k ? 'top_k' : choose === 'largest' ? choose : 'drawing'
      if (k) this.top_k.value = Number(k)
    })
  }

  private enter(): void {
    const { session } = this
    const moment = session.moment.peek()
    if (!moment || moment.phase === 'sample') return
    this.before = moment
    session.goTo('sample.choose')
  }

  private leave(): void {
    this.pause()
    this.stops.splice(0).forEach(stop => stop())
    const { session, before } = this
    const timeline = session.timeline.peek()
    this.before = this.enteredFor = null
    if (before && timeline && session.moment.peek()?.phase === 'sample')
      session.moveTo(timeline.find(before) ?? timeline.lossIndex)
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
    // Who asks for other names wants to see them made, wherever the code had been.
    if (this.stops.length > 0 && (isOther || wasBegun !== made.begins)) this.enter()
    void this.nearest.find(made.names.map(({ text }) => text))
  }

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
}

const brief = (text: string): string => {
  const letters = [...text]
  return letters.length > 24 ? `${letters.slice(0, 23).join('')}…` : text
}

export const drawsIn = (names: readonly MadeUpName[]): number =>
  names.reduce((sum, { draws }) => sum + draws.filter(({ u }: Draw) => u !== null).length, 0)

const known = new WeakMap<Session, Generating>()

export function generatingOf(session: Session): Generating {
  const found = known.get(session) ?? new Generating(session)
  known.set(session, found)
  return found
}
