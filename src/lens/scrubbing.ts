/** Goes to training steps as they are asked for, one request at a time; what was overtaken meanwhile is left out. */
import { signal } from '@preact/signals-core'
import { watch, type Session } from './session.ts'

/** After this long without another step it has come to rest, in milliseconds. */
const rest = 160

/** Waits until training stands still. */
export async function halt(session: Session): Promise<void> {
  if (!session.training.running.peek()) return
  await session.training.pause()
  await new Promise<void>(done => {
    let stop: (() => void) | null = null
    stop = watch(() => {
      if (session.training.running.value) return
      done()
      stop?.()
    })
    if (!session.training.running.peek()) stop()
  })
}

/** Milliseconds of drawing after which the page gets a frame to itself, so that the pointer is not kept waiting. */
const longDrawing = 8

/**
 * In a task of its own, behind the frame that draws what there is now and behind those who have asked for this before.
 * @returns how long that took from the beginning of the frame, in milliseconds
 */
export const afterNextFrame = (): Promise<number> =>
  new Promise(done => {
    const goOn = (from = performance.now()) => setTimeout(() => done(performance.now() - from))
    if ('requestAnimationFrame' in globalThis) requestAnimationFrame(() => goOn())
    else goOn()
  })

export class Scrubber {
  /** It is being moved, or has just been. */
  readonly moving = signal(false)
  /** The step that is on its way, counted from 1; null at rest. */
  readonly wanted = signal<number | null>(null)
  private working: Promise<void> | null = null
  private timer: ReturnType<typeof setTimeout> | undefined

  constructor(private readonly session: Session) {}

  /** @param step counted from 1. Training that runs is paused, or it would take the view back at once. */
  to(step: number): Promise<void> {
    this.wanted.value = step
    clearTimeout(this.timer)
    this.moving.value = true
    this.working ??= this.follow().finally(() => {
      this.working = null
      this.timer = setTimeout(() => (this.moving.value = false), rest)
    })
    return this.working
  }

  /** From the step that is looked at, or is on the way. */
  by(steps: number): void {
    const done = this.session.training.losses.peek().length
    const from = this.wanted.peek() ?? Math.min(done, (this.session.view.peek()?.step ?? 0) + 1)
    const step = Math.min(done, Math.max(1, from + steps))
    if (done > 0 && step !== from) void this.to(step)
  }

  private async follow(): Promise<void> {
    const { session } = this
    await halt(session)
    for (let step = this.wanted.peek(); step !== null; step = this.wanted.peek()) {
      await session.look(step - 1)
      if (this.wanted.peek() === step) this.wanted.value = null
      // What is asked for meanwhile is asked for once, and when this step has been drawn everywhere.
      if ((await afterNextFrame()) > longDrawing) await afterNextFrame()
    }
  }
}

const known = new WeakMap<Session, Scrubber>()

/** The scrubber of a session: one, so that only one request is on its way. */
export function scrubberOf(session: Session): Scrubber {
  const found = known.get(session) ?? new Scrubber(session)
  known.set(session, found)
  return found
}
