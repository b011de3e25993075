/** A name that somebody types, read by the model as it is on the screen: what it made of every letter. */
import { computed, signal } from '@preact/signals-core'
import type { Draw } from '../engine/sampler.ts'
import { generatingOf } from './generating.ts'
import { LatestAnswer } from './latest-answer.ts'
import { watch, type Session } from './session.ts'

export interface Read {
  readonly text: string
  readonly draws: readonly Draw[]
  /** Of the vocabulary, BOS the last. */
  readonly letters: readonly string[]
}

const firstName = 'jacqueline'

export class SurpriseReading {
  /** Null until somebody types: then it is the document of one's own, or a name that the data can spell. */
  readonly typed = signal<string | null>(null)
  readonly read = signal<Read | null>(null)
  private readonly answers: LatestAnswer<Read>

  constructor(private readonly session: Session) {
    this.answers = new LatestAnswer(
      read => (this.read.value = read),
      words => session.say(words),
    )
  }

  readonly text = computed(() => {
    const run = this.session.run.value
    return (
      this.typed.value ??
      this.session.document.value ??
      (run?.tokenizer.knows(firstName) ? firstName : (run?.firstDocs[0] ?? ''))
    )
  })

  readonly problem = computed((): string | null => {
    try {
      this.session.run.value?.tokenizer.encode(this.text.value)
      return null
    } catch (error) {
      return (error as Error).message
    }
  })

  /** For as long as it is seen. */
  follow(): () => void {
    const { session } = this
    return watch(() => {
      const [run, view, text] = [session.run.value, session.view.value, this.text.value]
      if (!run || !view || view.provisional || this.problem.value !== null) return
      const { tokenizer } = run
      const letters = Array.from({ length: tokenizer.vocab_size }, (_, id) => tokenizer.letter(id))
      this.answers.ask(async () => {
        const names = await session.questions.makeUp(view.step + 1, {
          ...generatingOf(session).modelOn(view),
          count: 1,
          prefixes: [text],
          isWhole: true,
          drawsBefore: 0,
          temperature: 1,
        })
        return names && { text, draws: names[0]!.draws, letters }
      })
    })
  }
}

const known = new WeakMap<Session, SurpriseReading>()

export function surpriseReadingOf(session: Session): SurpriseReading {
  const found = known.get(session) ?? new SurpriseReading(session)
  known.set(session, found)
  return found
}
