/** The lane that computes a plan on the graphics device, in float32. */
import type { Lane, State, StepInput, Trace } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { openDevice, tooLarge, type OpenDevice, type Refusal } from './device.ts'
import { documentsSchedule } from './documents.ts'
import { flatSchedule, flatStagesOf } from './flat.ts'
import { Machine } from './machine.ts'
import { Pace } from './pace.ts'
import { Pipelines, type Compile } from './pipelines.ts'
import { straightFor, type Schedule, type ScheduleName } from './schedules.ts'
import { packCalls, stagesOf, type Span, type Stage } from './stages.ts'
import { Turns } from './turns.ts'
import { compilePatience, Watch } from './watch.ts'
import { wholeSchedule } from './whole.ts'

export interface LaneOptions {
  /** Told once, with a sentence, when the device is lost; not after `dispose`. */
  readonly onLost: (message: string) => void
  /**
   * A device to share, opened for as many bytes as the plan takes; `dispose` leaves it open. Lanes that share a device
   * share their compiled shaders. Without it the lane opens, and closes, its own.
   */
  readonly opened?: OpenDevice
  /** Told how many shaders are compiled, of how many: as the lane is made, and as training moves to another schedule. */
  readonly onCompiling?: (done: number, of: number) => void
  /** Train by this schedule alone; without it the lane chooses by the size of the model. */
  readonly schedule?: ScheduleName
}

export class WebGpuLane implements Lane {
  readonly name = 'webgpu'
  private step = 0
  private readonly trainTurns = new Turns()
  private readonly traceTurns = new Turns()
  /** The schedule of straight-line code that suits the model, and that schedule once it is compiled. */
  private readonly straightName: ScheduleName | null
  private straight: Schedule | null = null
  private compiling: Promise<void> | null = null
  /**
   * The schedules may differ in the last bit, and a step done again must give what it gave before. So each step has its
   * schedule for good: flat before this one, straight-line code from it on.
   */
  private straightFrom = Infinity
  private flatUntil = 0

  /** @returns the lane, or one sentence that says why this model can't be computed here */
  static async create(plan: Plan, options: LaneOptions): Promise<WebGpuLane | Refusal> {
    const bytes = plan.size * 4
    const opened = options.opened ?? (await openDevice(bytes))
    if ('reason' in opened) return opened
    const reason = tooLarge(bytes, opened.device.limits)
    if (reason) return { reason }
    const lane = await this.build(plan, options, opened)
    if ('reason' in lane && !options.opened) opened.device.destroy()
    return lane
  }

  private static async build(plan: Plan, options: LaneOptions, opened: OpenDevice): Promise<WebGpuLane | Refusal> {
    const { device } = opened
    let lane: WebGpuLane | null = null
    // What goes wrong before there is a lane is told by the refusal alone.
    const watch = new Watch(device, message => lane && options.onLost(message))
    const stages = stagesOf(plan)
    const flatStages = flatStagesOf(plan, opened)
    device.pushErrorScope('out-of-memory')
    const machines = machinesFor(opened, plan, flatStages, watch)
    const exhausted = device.popErrorScope()
    try {
      const error = await watch.within(() => exhausted, 'making room')
      if (error) throw new Error('The graphics device has too little memory for this model.')
      const flat = await watch.within(
        getsOn => flatSchedule(compilerFor(device, options, getsOn), flatStages, opened.isSoftware),
        'compiling',
        compilePatience,
      )
      const built = new WebGpuLane(plan, options, opened, stages, watch, machines, flat)
      if (built.straightFrom === 0)
        await watch.within(getsOn => built.compileStraight(getsOn), 'compiling', compilePatience)
      lane = built
      return lane
    } catch (error) {
      watch.dispose()
      destroyAll(machines)
      return { reason: error instanceof Error ? error.message : String(error) }
    }
  }

  private constructor(
    readonly plan: Plan,
    private readonly options: LaneOptions,
    private readonly opened: OpenDevice,
    private readonly stages: readonly Stage[],
    private readonly watch: Watch,
    private readonly machines: Machines,
    private readonly flat: Schedule,
  ) {
    const { schedule = straightFor(stages, plan.config) } = options
    this.straightName = schedule === 'flat' ? null : schedule
    if (options.schedule && this.straightName) this.straightFrom = 0
  }

  /** The adapter in a few words. */
  get describe(): string {
    return this.opened.describe
  }

  /** The schedule that the next step will be trained by. */
  get schedule(): ScheduleName {
    return this.straightName && this.step >= this.straightFrom ? this.straightName : 'flat'
  }

  load(state: State): Promise<void> {
    return this.trainTurns.take(async () => {
      this.watch.check()
      this.machines.training.load(state)
      this.step = state.step
    })
  }

  train(inputs: readonly StepInput[]): Promise<Float64Array> {
    return this.trainTurns.take(async () => {
      this.watch.check()
      const losses = new Float64Array(inputs.length)
      const { training } = this.machines
      for (let from = 0; from < inputs.length;) {
        const { schedule, end } = this.nextRun(inputs.length - from)
        const to = Math.min(from + end - this.step, from + training.sizes.steps)
        await training.perform(schedule, inputs.slice(from, to))
        losses.set(await training.readLosses(), from)
        this.step += to - from
        from = to
      }
      return losses
    })
  }

  state(): Promise<State> {
    return this.trainTurns.take(async () => {
      const { parameters: n } = this.plan
      const { step } = this
      const numbers = await this.machines.training.readMemory([{ start: 0, end: 3 * n }], 3 * n)
      const part = (i: number): Float64Array => new Float64Array(numbers.subarray(i * n, (i + 1) * n))
      return { step, parameters: part(0), m: part(1), v: part(2) }
    })
  }

  trace(before: State, input: StepInput): Promise<Trace> {
    return this.traceTurns.take(async () => {
      this.watch.check()
      const { tracing } = this.machines
      tracing.load(before)
      await tracing.perform(this.flat, [input])
      const memory = await tracing.readMemory(liveSpans(this.plan, input.rows.rows), this.plan.size)
      return { lane: this.name, input, before, memory }
    })
  }

  dispose(): void {
    this.watch.dispose()
    destroyAll(this.machines)
    if (!this.options.opened) this.opened.device.destroy()
  }

  /** The schedule for the steps from here on, and the step at which it ends. */
  private nextRun(count: number): { schedule: Schedule; end: number } {
    const end = this.step + count
    if (this.straight && this.straightFrom === Infinity) this.straightFrom = Math.max(this.step, this.flatUntil)
    if (this.straight && this.step >= this.straightFrom) return { schedule: this.straight, end }
    // Compiling takes a second or more, so only training starts it, and goes on without it until it is there.
    if (this.straightName) void this.compileStraight().catch(() => {})
    const flatEnd = Math.min(end, this.straightFrom)
    this.flatUntil = Math.max(this.flatUntil, flatEnd)
    return { schedule: this.flat, end: flatEnd }
  }

  private compileStraight(getsOn?: () => void): Promise<void> {
    return (this.compiling ??= this.compileStraightNow(getsOn))
  }

  private async compileStraightNow(getsOn?: () => void): Promise<void> {
    const { device, isSoftware } = this.opened
    const schedule = this.straightName === 'whole' ? wholeSchedule : documentsSchedule
    const compile = compilerFor(device, this.options, getsOn)
    this.straight = await schedule(compile, this.stages, this.machines.training.sizes, isSoftware)
  }
}

const compilerFor =
  (device: GPUDevice, { onCompiling }: LaneOptions, getsOn?: () => void): Compile =>
  shaders =>
    Pipelines.of(device).getAll(shaders, (done, of) => {
      getsOn?.()
      onCompiling?.(done, of)
    })

interface Machines {
  readonly training: Machine
  readonly tracing: Machine
  readonly calls: GPUBuffer
}

function machinesFor({ device }: OpenDevice, plan: Plan, stages: readonly Stage[], watch: Watch): Machines {
  const words = packCalls(stages)
  const { COPY_DST, UNIFORM } = GPUBufferUsage
  const calls = device.createBuffer({ label: 'calls', size: words.byteLength, usage: UNIFORM | COPY_DST })
  device.queue.writeBuffer(calls, 0, words)
  const place = { device, plan, layout: Pipelines.of(device).layout, calls, watch, pace: new Pace() }
  return { training: new Machine(place, 'training'), tracing: new Machine(place, 'tracing', 1), calls }
}

function destroyAll({ training, tracing, calls }: Machines): void {
  for (const owned of [training, tracing, calls]) owned.destroy()
}

/** Gaps of so many numbers are read along with what is around them: one copy is cheaper than two. */
const gap = 4096

/** The stretches of the memory that a step of so many rows writes. */
function liveSpans(plan: Plan, rows: number): Span[] {
  const spans = plan.tensors
    .map(tensor => {
      const start = plan.offset(tensor)
      return { start, end: start + (tensor.perPosition ? rows : tensor.rows) * tensor.columns }
    })
    .sort((a, b) => a.start - b.start)
  const joined: Span[] = []
  for (const span of spans) {
    const last = joined.at(-1)
    if (last && span.start - last.end <= gap) joined[joined.length - 1] = { start: last.start, end: span.end }
    else joined.push(span)
  }
  return joined
}
