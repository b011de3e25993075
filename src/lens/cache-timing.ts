/** The key-value cache on and off, timed on one name when somebody asks. */
import { signal } from '@preact/signals-core'
import type { Session } from './session.ts'
import { sentence } from './training.ts'
import type { CacheTimes } from './worker/generating.ts'

export interface TimedName extends CacheTimes {
  readonly text: string
  /** Steps done when it was timed. */
  readonly step: number
}

export class CacheTiming {
  readonly timed = signal<TimedName | null>(null)
  readonly isTiming = signal(false)

  constructor(private readonly session: Session) {}

  async measure(step: number, text: string): Promise<void> {
    if (this.isTiming.peek()) return
    this.isTiming.value = true
    try {
      const times = await this.session.questions.cacheTimes(step, text)
      this.timed.value = times && { ...times, text, step }
    } catch (error) {
      this.session.say(sentence(error))
    } finally {
      this.isTiming.value = false
    }
  }
}
