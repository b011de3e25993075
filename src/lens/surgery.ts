/**
 * Operations on heads, one after the other. They are kept as what was done, not as numbers: on another step or name they
 * are done again, in the same order, to the model and the trace that are then at hand.
 */
import { batch, signal } from '@preact/signals-core'
import { isNone, noIntervention, type Intervention } from '../engine/intervention.ts'
import { interventionOf, operate, patientOf, without, type Operation } from './head-surgery.ts'
import { operationsIn, operationWords } from './operation-words.ts'
import { holdingNothing } from './plain-trace.ts'
import { scrubberOf } from './scrubbing.ts'
import { watch, type Session, type View } from './session.ts'
import { sentence } from './training.ts'

export interface Outcome {
  /** The model without the operations, in float64 as the other. */
  readonly before: View
  /** With all of them. */
  readonly after: View
  /** The loss after each, in order. */
  readonly losses: readonly number[]
}

export class Surgery {
  readonly operations = signal<readonly Operation[]>([])
  readonly outcome = signal<Outcome | null>(null)
  /** What was held at last for the operations, and what was held by others then. */
  private mine: Intervention = noIntervention
  private theirs: Intervention = noIntervention
  private turn = 0
  /** What the operations at hand were last done to. */
  private done = ''
  private plan: unknown = null
  private isFollowing = false
  private stopFollowing: (() => void) | null = null

  constructor(private readonly session: Session) {}

  add(operation: Operation): void {
    this.operations.value = [...this.operations.peek(), operation]
    this.follow()
  }

  /** What a link tells, as far as the model has such heads. */
  take(words: string): void {
    const { config } = this.session.run.peek()!
    const operations = operationsIn(words, config)
    if (operations.length === 0) return
    this.operations.value = operations
    this.follow()
  }

  /** Takes one of them back; those after it are done as if it had not been. */
  remove(index: number): void {
    this.operations.value = this.operations.peek().filter((_, i) => i !== index)
  }

  undo(): void {
    this.operations.value = this.operations.peek().slice(0, -1)
  }

  reset(): void {
    this.operations.value = []
  }

  /** For as long as something was operated on: whatever the screen shows then shows that. */
  private follow(): void {
    const { session } = this
    if (this.isFollowing) return
    this.isFollowing = true
    this.stopFollowing = watch(() => {
      if (!this.isFollowing) return
      const operations = this.operations.value
      session.kept.surgery.value = operationWords(operations)
      const [run, view, off, held] = [
        session.run.value,
        session.view.value,
        session.off.value,
        session.intervention.value,
      ]
      if (!run || !view) return
      // Let go of from elsewhere, as by training on.
      if (operations.length > 0 && isNone(held) && !isNone(this.mine) && held !== this.mine) return this.forget()
      if (session.training.running.value || scrubberOf(session).moving.value) return
      const key = JSON.stringify([operations, view.step, view.document, off])
      if (key === this.done && held === this.mine && run.plan === this.plan) return
      this.done = key
      this.plan = run.plan
      void this.apply(operations, view).catch((error: unknown) => session.say(sentence(error)))
    })
  }

  private forget(): void {
    this.turn++
    this.stop()
    batch(() => {
      this.operations.value = []
      this.session.kept.surgery.value = ''
      this.outcome.value = null
    })
  }

  private stop(): void {
    const stop = this.stopFollowing
    this.isFollowing = false
    this.mine = this.theirs = noIntervention
    this.done = ''
    // It may be running just now.
    queueMicrotask(() => stop?.())
  }

  private async apply(operations: readonly Operation[], { step, document }: View): Promise<void> {
    const { session } = this
    const turn = ++this.turn
    const held = session.intervention.peek()
    if (held !== this.mine) this.theirs = without(held, without(this.mine, this.theirs))
    const theirs = this.theirs
    if (operations.length === 0) {
      this.stop()
      this.outcome.value = null
      return session.intervene(theirs)
    }
    const off = session.off.peek()
    const { questions } = session
    const firstStep = session.run.peek()?.start?.state.step ?? 0
    const [trained, first] = [await questions.parametersAt(step), await questions.parametersAt(firstStep)]
    if (!trained || !first || turn !== this.turn) return
    const traceWith = (intervention: Intervention): Promise<View | null> =>
      questions.traceOf(step, document, {
        off,
        intervention: isNone(intervention) ? holdingNothing(trained) : intervention,
      })
    const before = await traceWith(theirs)
    let patient = patientOf(trained, theirs)
    let [now, intervention] = [before, theirs]
    const losses: number[] = []
    for (const operation of operations) {
      if (!now || turn !== this.turn) return
      patient = operate(patient, operation, { plan: session.run.peek()!.plan, first, now: now.reader })
      intervention = interventionOf(trained, patient)
      now = await traceWith(intervention)
      if (now) losses.push(now.reader.loss)
    }
    if (!before || !now || turn !== this.turn) return
    const [plain, after] = [before, now]
    this.mine = intervention
    batch(() => {
      this.outcome.value = { before: plain, after, losses }
      void session.intervene(intervention)
    })
  }
}

const known = new WeakMap<Session, Surgery>()

export function surgeryOf(session: Session): Surgery {
  const found = known.get(session) ?? new Surgery(session)
  known.set(session, found)
  return found
}
