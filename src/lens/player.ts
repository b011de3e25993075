/** Plays the timeline: moves the session's cursor on, so many operations a second, until a stop or the end. */
import { signal } from '@preact/signals-core'
import type { Session } from './session.ts'

/** Operations a second. */
export const speeds = [1, 2, 4, 8, 16, 32, 64, 250] as const

/** The fastest speed at which no moment is left out. */
const watchable = 64

export class Player {
  readonly playing = signal(false)
  readonly speed = signal<number>(8)
  private frame = 0
  private until = 0

  constructor(private readonly session: Session) {}

  /** Plays from the cursor on; from its beginning where the step is at its end, or has not been touched yet. */
  play(): void {
    const { timeline, cursor, untouched } = this.session
    if (!timeline.value) return
    if (cursor.value >= timeline.value.length - 1 || untouched.value) this.session.moveTo(0)
    this.start(timeline.value.length - 1)
  }

  /** Plays the forward pass of the whole document, from its first operation to the loss. */
  animateForward(): void {
    const timeline = this.session.timeline.value
    if (!timeline) return
    this.session.moveTo(0)
    this.start(timeline.lossIndex)
  }

  pause(): void {
    cancelAnimationFrame(this.frame)
    this.playing.value = false
  }

  toggle(): void {
    if (this.playing.value) this.pause()
    else this.play()
  }

  private start(until: number): void {
    cancelAnimationFrame(this.frame)
    this.until = until
    this.playing.value = true
    let last = performance.now()
    let owed = 0
    const tick = (now: number): void => {
      // A hidden tab gets no frames; what passed meanwhile is not made up for.
      owed += (Math.min(250, now - last) / 1000) * this.speed.value
      last = now
      // Up to one a frame every moment is shown, also where a frame came late; above that they are too many to see.
      if (this.speed.value <= watchable) owed = Math.min(1, owed)
      const steps = Math.floor(owed)
      owed -= steps
      const { session } = this
      if (steps > 0) session.moveTo(Math.min(this.until, session.cursor.value + steps))
      if (session.cursor.value >= this.until) this.pause()
      else if (this.playing.value) this.frame = requestAnimationFrame(tick)
    }
    this.frame = requestAnimationFrame(tick)
  }
}
