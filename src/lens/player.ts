/**
 * Plays the timeline: moves the session's cursor on, so many operations a second, until a stop or the end. Faster than
 * that it goes by whole positions and on into the next training step, and then by training steps.
 */
import { signal } from '@preact/signals-core'
import { debuggerOf } from './debugger.ts'
import type { Session } from './session.ts'
import { isLoopLine } from './timeline.ts'

export interface Speed {
  /** By which speeds are compared, and chosen: operations a second, roughly, where it is no operation that it counts. */
  readonly value: number
  readonly unit: 'op' | 'position' | 'step'
  /** Units a second. */
  readonly rate: number
  readonly words: string
}

const speed = (value: number, unit: Speed['unit'], rate: number, words: string): Speed => ({ value, unit, rate, words })

export const speeds: readonly Speed[] = [
  ...[1, 2, 4, 8, 16, 32, 64, 250].map(rate => speed(rate, 'op', rate, `${rate} op/s`)),
  speed(500, 'position', 8, '8 positions/s'),
  speed(1500, 'position', 24, '24 positions/s'),
  speed(2000, 'step', 4, '4 steps/s'),
  speed(15_000, 'step', 30, '30 steps/s'),
  speed(Infinity, 'step', Infinity, 'whole run'),
]

/** The fastest speed at which no moment is left out. */
const watchable = 64
/** A whole run takes about so many seconds where it has been trained already. */
const runLasts = 8

export class Player {
  readonly playing = signal(false)
  readonly speed = signal<number>(8)
  private frame = 0
  private until = 0
  private skipsLines = false
  /** Another training step is on its way. */
  private isTurning = false

  constructor(private readonly session: Session) {}

  /** Plays from the cursor on; from the beginning of the step where it is at its end, or has not been touched yet. */
  play(): void {
    const { timeline, cursor, untouched } = this.session
    const line = timeline.value
    if (!line) return
    if (this.pace.unit === 'step') return this.start(line.length - 1)
    const isAfter = cursor.value > line.stepEnd && cursor.value < line.length - 1
    if (!isAfter && (cursor.value >= line.stepEnd || untouched.value)) this.session.moveTo(line.stepStart)
    this.start(isAfter ? line.length - 1 : line.stepEnd)
  }

  /** Plays the forward pass of the whole document, from its first operation to the loss. */
  animateForward(): void {
    const timeline = this.session.timeline.value
    if (!timeline) return
    const { from } = timeline.first('forward')
    this.start(timeline.lossIndex, true)
    this.session.moveTo(this.withoutLines(from - 1))
  }

  pause(): void {
    cancelAnimationFrame(this.frame)
    if (this.playing.peek() && this.session.training.running.peek()) void this.session.training.pause()
    this.playing.value = false
  }

  toggle(): void {
    if (this.playing.value) this.pause()
    else this.play()
  }

  private get pace(): Speed {
    const { value } = this.speed
    return speeds.findLast(speed => speed.value <= value) ?? speeds[0]!
  }

  private start(until: number, isForward = false): void {
    cancelAnimationFrame(this.frame)
    this.until = until
    this.skipsLines = isForward
    this.playing.value = true
    let last = performance.now()
    let owed = 0
    const tick = (now: number): void => {
      if (!this.playing.value) return
      const { unit, rate } = this.pace
      // A hidden tab gets no frames; what passed meanwhile is not made up for.
      const passed = Math.min(250, now - last) / 1000
      last = now
      owed += unit === 'step' && !isForward ? passed * Math.min(rate, this.runRate) : passed * Math.min(rate, 250)
      // Up to one a frame every moment is shown, also where a frame came late; above that they are too many to see.
      if (unit === 'op' && rate <= watchable) owed = Math.min(1, owed)
      const count = Math.floor(owed)
      if (!this.isTurning) owed -= count
      if (count > 0 && !this.isTurning) this.advance(count, isForward && unit === 'step' ? 'op' : unit)
      if (this.playing.value) this.frame = requestAnimationFrame(tick)
    }
    this.frame = requestAnimationFrame(tick)
  }

  private get runRate(): number {
    return Math.max(1, (this.session.run.peek()?.config.num_steps ?? 0) / runLasts)
  }

  private advance(count: number, unit: Speed['unit']): void {
    if (unit === 'step') return void this.turnTo(count)
    const { session } = this
    const [timeline, from] = [session.timeline.peek(), session.cursor.peek()]
    if (!timeline) return this.pause()
    let to = from
    for (let i = 0; i < count && to < this.until; i++)
      to = unit === 'op' ? this.withoutLines(to) : Math.min(this.until, timeline.nextSegment(to))
    const stop = debuggerOf(session).stopWithin(from, to)
    session.moveTo(stop?.index ?? to, stop?.frames)
    if (stop) return this.pause()
    if (to < this.until) return
    if (unit === 'position' && this.until === timeline.stepEnd) void this.turnTo(1)
    else this.pause()
  }

  /** The moment after one; while the forward pass is animated, the next that computes something. */
  private withoutLines(index: number): number {
    const timeline = this.session.timeline.peek()!
    let next = index + 1
    while (this.skipsLines && next < this.until && isLoopLine(timeline.at(next).op)) next++
    return next
  }

  /** On to a later training step, which is trained first where it has not been. */
  private async turnTo(count: number): Promise<void> {
    const { session, pace } = this
    const { training } = session
    const [view, run] = [session.view.peek(), session.run.peek()]
    if (!view || !run || this.isTurning) return
    this.isTurning = true
    try {
      const [done, all] = [training.losses.peek().length, run.config.num_steps]
      const next = Math.min(view.step + count, all - 1)
      if (view.step >= all - 1 && pace.unit === 'position') return this.pause()
      // At the end of the run it begins again.
      if (view.step >= all - 1) await session.look(0)
      else if (next < done) await session.look(next)
      else if (pace.unit === 'position') await training.stepOnce()
      else await this.train(pace.rate)
      if (pace.unit === 'position') session.moveTo(session.timeline.peek()?.stepStart ?? 0)
      else if (session.view.peek()!.step >= all - 1) this.pause()
    } finally {
      this.isTurning = false
    }
  }

  private async train(pace: number): Promise<void> {
    const { training } = this.session
    const before = training.pace.peek()
    training.pace.value = pace
    try {
      await training.start()
    } finally {
      training.pace.value = before
    }
    if (this.playing.peek()) this.pause()
  }
}
