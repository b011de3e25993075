/** One worker, and whether it is still alive: a browser does not say when a worker has ended. */
import { wrap, type Remote } from 'comlink'
import type { EngineService } from './worker/service.ts'

/** The worker ended, or hung, before it had answered. */
export class EngineLost extends Error {
  override readonly name = 'EngineLost'
}

/** Between two questions whether it is there, in milliseconds, while it is to answer something. */
const beat = 1000

export class WorkerLink {
  private readonly service: Remote<EngineService>
  private readonly waiting = new Set<(lost: EngineLost) => void>()
  private failure: EngineLost | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private missed = 0
  private isWatched = false

  /**
   * @param worker takes a lock that has its name, where the browser has locks: they are given back when it ends
   * @param patience seconds for which it may be busy and not answer
   */
  constructor(
    private readonly worker: Worker,
    private readonly name: string,
    private readonly patience: () => number,
    private readonly onLost: () => void,
  ) {
    this.service = wrap<EngineService>(worker)
    worker.addEventListener('error', event => {
      event.preventDefault()
      this.fail(event.message ? `The engine stopped: ${event.message}` : 'The engine stopped.')
    })
  }

  get isLost(): boolean {
    return this.failure !== null
  }

  /** The worker's answer; throws EngineLost where it ends before. */
  async ask<Answer>(work: (service: Remote<EngineService>) => Promise<Answer>): Promise<Answer> {
    if (this.failure) throw this.failure
    let reject: (lost: EngineLost) => void = () => {}
    const lost = new Promise<never>((_, refuse) => this.waiting.add((reject = refuse)))
    this.timer ??= setTimeout(this.listen, beat)
    try {
      const answer = await Promise.race([work(this.service), lost])
      void this.watchLock()
      return answer
    } finally {
      this.waiting.delete(reject)
    }
  }

  /** Counts beats and not time: a page that slept has missed none. */
  private readonly listen = (): void => {
    this.timer = undefined
    if (this.failure || this.waiting.size === 0) return void (this.missed = 0)
    if (this.missed >= this.patience()) return this.fail('The engine does not answer.')
    if (this.missed++ === 0) void this.service.ping().then(() => (this.missed = 0))
    this.timer = setTimeout(this.listen, beat)
  }

  /** Waits for the lock that the worker holds: whoever gets it knows that the worker is gone. */
  private async watchLock(): Promise<void> {
    if (this.isWatched || !('locks' in navigator)) return
    this.isWatched = true
    try {
      const { held = [] } = await navigator.locks.query()
      if (held.some(({ name }) => name === this.name))
        await navigator.locks.request(this.name, () => this.fail('The engine ended.'))
    } catch {
      // No locks here, as on file: pages. Its silence will tell.
    }
  }

  private fail(message: string): void {
    if (this.failure) return
    this.failure = new EngineLost(message)
    clearTimeout(this.timer)
    this.worker.terminate()
    this.onLost()
    for (const reject of this.waiting) reject(this.failure)
    this.waiting.clear()
  }
}
