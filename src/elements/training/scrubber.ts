import { watch, type Session } from '../../lens/session.ts'

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

/** Goes to training steps as they are asked for, one request at a time; what was overtaken meanwhile is left out. */
export class Scrubber {
  private wanted: number | null = null
  private working: Promise<void> | null = null

  /** @param step counted from 1. Training that runs is paused, or it would take the view back at once. */
  to(session: Session, step: number): Promise<void> {
    this.wanted = step
    this.working ??= this.follow(session).finally(() => (this.working = null))
    return this.working
  }

  private async follow(session: Session): Promise<void> {
    await halt(session)
    while (this.wanted !== null) {
      const step = this.wanted
      this.wanted = null
      await session.look(step - 1)
    }
  }
}
