/** Turns a device that is lost, faulty or silent into LaneLost for everyone who waits on it. */
import { LaneLost } from '../engine/lane.ts'

/** No single wait is for more than a few short submits, so a device that needs longer has hung. */
const patience = 10_000
/** One shader of a large model takes some drivers many seconds. */
export const compilePatience = 60_000

export class Watch {
  /** Those that are not over yet: the promise of a device that stays must not hold on to lanes that were closed. */
  private static readonly ofDevice = new WeakMap<GPUDevice, Set<Watch>>()
  private failure: LaneLost | null = null
  private disposing = false
  private readonly waiting = new Set<(failure: LaneLost) => void>()

  /** @param onLost told once, with a sentence, unless the owner disposed of the watch itself */
  constructor(
    private readonly device: GPUDevice,
    private readonly onLost: (message: string) => void,
  ) {
    Watch.living(device).add(this)
    device.addEventListener('uncapturederror', this.onError)
  }

  private static living(device: GPUDevice): Set<Watch> {
    const known = this.ofDevice.get(device)
    if (known) return known
    const watches = new Set<Watch>()
    this.ofDevice.set(device, watches)
    // The reason that comes with a loss can't be trusted: Chromium says "destroyed" of a GPU process that crashed.
    void device.lost.then(({ message }) => {
      for (const watch of watches) watch.fail(`The graphics device was lost${message ? `: ${message}` : '.'}`)
      // Who comes later asks the device again, and is told at once.
      this.ofDevice.delete(device)
    })
    return watches
  }

  /** Throws LaneLost where the device is known to be gone. */
  check(): void {
    if (this.failure) throw this.failure
  }

  /**
   * The result of some work of the device, or LaneLost; the work is not begun on a device that is gone.
   * @param work may call what it is given to say that it gets on, when it takes long
   */
  async within<Result>(
    work: (getsOn: () => void) => Promise<Result>,
    what: string,
    milliseconds = patience,
  ): Promise<Result> {
    this.check()
    let timer: ReturnType<typeof setTimeout> | undefined
    let reject: (failure: LaneLost) => void = () => {}
    // One promise a wait, let go of afterwards: racing against a single long-lived one would keep every wait in memory.
    const failed = new Promise<never>((_, refuse) => {
      reject = refuse
      this.waiting.add(reject)
    })
    const wait = (): void => {
      clearTimeout(timer)
      if (!this.waiting.has(reject)) return
      const message = `The graphics device did not answer within ${milliseconds / 1000} seconds (${what}).`
      timer = setTimeout(() => this.fail(message), milliseconds)
    }
    try {
      wait()
      return await Promise.race([work(wait), failed])
    } catch (error) {
      if (error instanceof LaneLost) throw error
      throw this.fail(`The graphics device failed (${what}): ${error instanceof Error ? error.message : String(error)}`)
    } finally {
      clearTimeout(timer)
      this.waiting.delete(reject)
    }
  }

  /** Ends the watch on purpose: what still waits is told, the owner is not. */
  dispose(): void {
    this.disposing = true
    this.fail('The lane was closed.')
  }

  private fail(message: string): LaneLost {
    if (this.failure) return this.failure
    const failure = (this.failure = new LaneLost(message))
    Watch.living(this.device).delete(this)
    this.device.removeEventListener('uncapturederror', this.onError)
    for (const reject of this.waiting) reject(failure)
    this.waiting.clear()
    if (!this.disposing) this.onLost(message)
    return failure
  }

  /** An error that no scope caught means that numbers may be wrong from here on, which is as bad as none. */
  private readonly onError = (event: GPUUncapturedErrorEvent): void => {
    this.fail(`The graphics device reported an error: ${event.error.message}`)
  }
}
