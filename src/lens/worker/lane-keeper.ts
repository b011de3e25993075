/** Which lane computes a run: a race picks it, or the user; the run keeps it, unless it is lost. */
import type { Lane, LaneName } from '../../engine/lane.ts'
import type { Trainer } from '../../engine/trainer.ts'
import { figuresBefore, quickest, remember } from './figures.ts'
import { openLane, type Refusal } from './lanes.ts'
import type { Figure, LaneInfo, LaneSpan, WantedLane } from './messages.ts'
import { race, readable } from './race.ts'
import { pauseFor } from './tasks.ts'

/** What takes this long to be made ready is shown, in milliseconds. */
const noticeable = 500
/** A run begins without an adapter that has not answered after so many milliseconds. */
const adapterPatience = 1500

export class LaneKeeper {
  private spans: readonly LaneSpan[]
  private figures: readonly Figure[] = []
  private reason: string | null = null
  private pending: string | null = null
  private settled: Promise<void> | null = null
  private isRepeated = false
  private isClosed = false

  /**
   * @param planned what computed this run when it was made first, to be followed again
   * @param exclusive lets one at a time have the lane
   */
  constructor(
    private readonly trainer: Trainer,
    private wanted: WantedLane,
    private planned: readonly LaneSpan[],
    private readonly exclusive: <Result>(work: () => Promise<Result>) => Promise<Result>,
    private readonly onLane: (info: LaneInfo) => void,
  ) {
    this.spans = [{ from: 0, lane: trainer.lane.name }]
    this.tell()
  }

  tell(): void {
    const { reason, pending } = this
    const { name } = this.trainer.lane
    // What computes the run has been tried, whatever the race thought of it.
    const figures = this.figures.map(each =>
      each.lane === name && each.milliseconds === null ? { ...each, note: 'in use' } : each,
    )
    const spans = [...this.spans, ...this.planned]
    if (!this.isClosed) this.onLane({ lane: name, reason, figures, spans, pending })
  }

  /** It has not begun. */
  private get isFresh(): boolean {
    return this.trainer.completed === this.trainer.firstState.step
  }

  /** Training must not go beyond this step before `ready` has been asked again. */
  get readyUntil(): number {
    return this.planned[0]?.from ?? Infinity
  }

  /** Sees to it that the next step is computed by the lane that it belongs to. */
  async ready(): Promise<void> {
    const { completed, firstState } = this.trainer
    if (completed === firstState.step && this.planned.length === 0 && !this.isRepeated) return this.settle()
    const due = this.planned.findLast(({ from }) => from <= completed)
    if (!due) return
    const isThere = due.lane === this.trainer.lane.name || (await this.change(due.lane))
    this.planned = isThere ? this.planned.filter(({ from }) => from > completed) : []
    // A run that is repeated has its lane: it is not chosen anew when its first step is asked for again.
    this.isRepeated = true
  }

  /** What a step of training took here: more of them tell more than the race did. */
  trained(steps: number, milliseconds: number): void {
    const lane = this.trainer.lane.name
    const before = this.figures.find(figure => figure.lane === lane)?.milliseconds ?? Infinity
    if (this.figures.length === 0 || milliseconds < readable || milliseconds / steps >= before) return
    const figure = { lane, milliseconds: milliseconds / steps, note: null }
    this.figures = this.figures.map(each => (each.lane === lane ? figure : each))
    remember(this.trainer.lane.plan, this.figures)
  }

  /** Once a run: has the lane chosen that was asked for, and the others measured. */
  settle(): Promise<void> {
    return (this.settled ??= this.choose(false))
  }

  /** The user's choice, also in mid-run: goes on from where the run is. */
  use(wanted: WantedLane): Promise<void> {
    this.wanted = wanted
    this.planned = []
    this.reason = null
    return (this.settled = this.choose(true))
  }

  /** @param anyhow also a run that has begun on another lane moves to the winner of the race */
  private async choose(anyhow: boolean): Promise<void> {
    const { trainer, wanted } = this
    if (wanted !== 'auto' && wanted !== trainer.lane.name) await this.change(wanted)
    const { plan } = trainer.lane
    const known = figuresBefore(plan)
    const { figures, winner } = known ? { figures: known, winner: null } : await this.race()
    this.figures = figures
    if (!known && trainer.lane.name !== 'webgpu') remember(plan, figures)
    const best = quickest(figures)
    const isFree =
      anyhow || trainer.completed === trainer.firstState.step || trainer.completed >= trainer.config.num_steps
    const isAuto = wanted === 'auto' && wanted === this.wanted
    const isBetter = isAuto && isFree && best !== null && best !== trainer.lane.name
    if (!isBetter) winner?.dispose()
    else if (winner) await this.exclusive(() => this.adopt(winner))
    else await this.change(best)
    this.tell()
    // Nobody waits for that answer, which may take seconds.
    if (isAuto) void this.missGpu()
  }

  /** Says why there is no WebGPU, where nothing else is to be said. */
  private async missGpu(): Promise<void> {
    const { gpuMissing } = await import('./gpu.ts')
    const reason = await gpuMissing()
    if (reason === null || this.reason !== null || this.wanted !== 'auto') return
    this.reason = reason
    this.tell()
  }

  private race() {
    const { trainer } = this
    const { plan } = trainer.lane
    const steps = Math.min(32, trainer.config.num_steps, Math.ceil(1024 / plan.positions))
    return race({
      state: trainer.firstState,
      inputs: Array.from({ length: steps }, (_, step) => trainer.inputAt(step)),
      open: name => this.open(name),
      gpuRefusal: async () => {
        if (trainer.lane.name === 'webgpu') return 'in use'
        const late = pauseFor(adapterPatience).then(() => 'its adapter has not answered yet')
        const { gpuMissing, isSoftwareGpu } = await import('./gpu.ts')
        const missing = await Promise.race([gpuMissing(), late])
        return missing ?? ((await isSoftwareGpu()) ? 'its adapter is a program on the processor' : null)
      },
    })
  }

  /** Opens a lane that is not there yet, and says how far that is where it takes long. */
  private async open(name: LaneName): Promise<Lane | Refusal> {
    let since = performance.now()
    const show = (words: string | null): void => {
      if (this.pending === null) since = performance.now()
      this.pending = words
      if (performance.now() - since >= noticeable) this.tell()
    }
    show(`opening ${name}…`)
    const timer = setTimeout(() => this.tell(), noticeable)
    let isOpen = false
    const lane = await openLane(name, this.trainer.lane.plan, {
      onLost: reason => void this.exclusive(async () => lane === this.trainer.lane && this.takeOver(reason)),
      // Some shaders are compiled while it trains already.
      onCompiling: (done, all) => show(done >= all && isOpen ? null : `compiling shaders ${done} of ${all}…`),
    })
    isOpen = true
    clearTimeout(timer)
    show(null)
    return lane
  }

  /** Goes on with another lane from just here; where that can't be had, says so and leaves all as it is. */
  private async change(name: LaneName): Promise<boolean> {
    const lane = await this.open(name)
    if ('reason' in lane) {
      // What was to begin on WebGPU is better off with simd than with exact.
      if (name === 'webgpu' && this.isFresh) await this.change('simd')
      this.reason = lane.reason
      this.tell()
      return false
    }
    const isThere = await this.exclusive(() => this.adopt(lane))
    this.tell()
    return isThere
  }

  /** To be called by who has the lane. */
  private async adopt(lane: Lane): Promise<boolean> {
    const { trainer } = this
    const before = trainer.lane
    if (this.isClosed) {
      lane.dispose()
      return false
    }
    await trainer.keep()
    try {
      await trainer.moveTo(lane)
    } catch (error) {
      lane.dispose()
      await trainer.moveTo(before)
      this.reason = error instanceof Error ? error.message : String(error)
      return false
    }
    before.dispose()
    this.note(lane.name)
    return true
  }

  /** The lane was lost: another goes on from the last kept state. To be called by who has the lane. */
  async takeOver(reason: string): Promise<void> {
    const { trainer } = this
    const lost = trainer.lane
    for (const name of ['simd', 'exact'] as const) {
      const lane = name === lost.name ? null : await this.open(name)
      if (lane === null || 'reason' in lane) continue
      try {
        await trainer.moveTo(lane)
      } catch {
        lane.dispose()
        continue
      }
      lost.dispose()
      this.planned = []
      this.reason = reason
      this.note(name)
      return this.tell()
    }
    throw new Error(`${reason} No other lane has the memory to go on.`)
  }

  private note(lane: LaneName): void {
    const { completed } = this.trainer
    this.spans = [...this.spans.filter(({ from }) => from < completed), { from: completed, lane }]
  }

  close(): void {
    this.isClosed = true
    this.trainer.lane.dispose()
  }
}
