/** A step that is glanced at, as under the pointer on the loss chart: its trace is had, and nothing on the screen moves. */
import { signal } from '@preact/signals-core'
import { LatestAnswer } from './latest-answer.ts'
import type { Session, View } from './session.ts'

/** The pointer rests on a step for so many milliseconds before anything is asked. */
const rest = 120

export class Glance {
  readonly view = signal<View | null>(null)
  private wanted: number | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private readonly answers = new LatestAnswer<View>(view => {
    if (this.wanted === view.step + 1) this.view.value = view
  })

  constructor(private readonly session: Session) {}

  /** @param step counted from 1; null looks away */
  at(step: number | null): void {
    if (step === this.wanted) return
    this.wanted = step
    clearTimeout(this.timer)
    if (step === null) this.view.value = null
    else this.timer = setTimeout(() => this.answers.ask(() => this.session.questions.traceOf(step - 1, null)), rest)
  }
}

const known = new WeakMap<Session, Glance>()

export function glanceOf(session: Session): Glance {
  const glance = known.get(session) ?? new Glance(session)
  known.set(session, glance)
  return glance
}
