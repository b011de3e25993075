/** The parts of one turn of the training loop, timed when somebody asks. */
import { computed, signal } from '@preact/signals-core'
import type { Plan } from '../engine/plan.ts'
import type { Session } from './session.ts'
import { sentence } from './training.ts'
import type { LoopTimes } from './worker/loop-times.ts'

/** A step of more milliseconds is not run again and again. */
const longest = 2000

export class LoopTiming {
  readonly isTiming = signal(false)
  private readonly measured = signal<{ readonly times: LoopTimes; readonly plan: Plan } | null>(null)
  /** Of the model and the lane at hand; null where they have not been timed. */
  readonly times = computed((): LoopTimes | null => {
    const { session } = this
    const measured = this.measured.value
    const isAtHand = measured?.plan === session.run.value?.plan && measured?.times.lane === session.lane.value.lane
    return measured && isAtHand ? measured.times : null
  })
  /** What stands still, and is not so large that timing it would take long. */
  readonly canTime = computed((): boolean => {
    const { training, lane } = this.session
    const { lane: name, figures, pending } = lane.value
    const figure = figures.find(({ lane }) => lane === name)?.milliseconds ?? 0
    return !training.running.value && pending === null && figure <= longest
  })

  constructor(private readonly session: Session) {}

  async measure(): Promise<void> {
    const { session, isTiming } = this
    const [plan, view] = [session.run.peek()?.plan, session.view.peek()]
    if (isTiming.peek() || !plan || !view) return
    isTiming.value = true
    try {
      const times = await session.questions.loopTimes(view.step)
      if (times) this.measured.value = { times, plan }
    } catch (error) {
      session.say(sentence(error))
    } finally {
      isTiming.value = false
    }
  }
}

const known = new WeakMap<Session, LoopTiming>()

export function loopTimingOf(session: Session): LoopTiming {
  const found = known.get(session) ?? new LoopTiming(session)
  known.set(session, found)
  return found
}
