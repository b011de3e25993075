/** Where one stands among the draws of names that were made up: every draw is a moment, name after name. */
import { batch, computed, signal } from '@preact/signals-core'
import type { Tokenizer } from '../engine/tokenizer.ts'
import type { Session, View } from './session.ts'
import type { MadeUpName, MakeUpRequest } from './worker/generating.ts'

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

export class NameCursor {
  readonly made = signal<Made | null>(null)
  /** Which of the names, and which of its letters. */
  readonly name = signal(Infinity)
  readonly letter = signal(Infinity)
  readonly walking = signal(false)
  /** Letters a second. */
  readonly perSecond = signal(2)

  readonly at = computed(() => {
    const made = this.made.value
    if (!made) return null
    const name = Math.min(this.name.value, made.names.length - 1)
    const { draws } = made.names[name]!
    const letter = Math.min(this.letter.value, draws.length - 1)
    return { name, letter, draws, draw: draws[letter]! }
  })

  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(readonly session: Session) {}

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
}
