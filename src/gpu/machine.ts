/** One memory on the device with the steps that run over it. A lane has two: one trains, one traces. */
import type { State, StepInput } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { countsOf, packInputs, rowWords, stepStride } from './inputs.ts'
import type { Pace } from './pace.ts'
import type { Schedule } from './schedules.ts'
import { callStride, type Span } from './stages.ts'
import { Staging } from './staging.ts'
import type { Watch } from './watch.ts'

export interface Workplace {
  readonly device: GPUDevice
  readonly plan: Plan
  readonly layout: GPUBindGroupLayout
  /** All calls of the plan, as `packCalls` lays them out. */
  readonly calls: GPUBuffer
  readonly watch: Watch
  readonly pace: Pace
}

/** Lengths of the arrays that the kernels see. */
export interface Sizes {
  readonly memory: number
  readonly rows: number
  /** Steps that can be sent together. */
  readonly steps: number
}

/** The documents of so many steps are sent together, and so many rows of them at most. */
const mostSteps = 256
const mostRows = 65_536
const alignment = 256

export class Machine {
  readonly memory: GPUBuffer
  readonly sizes: Sizes
  readonly flatGroup: GPUBindGroup
  readonly wholeGroup: GPUBindGroup
  /** The counts of the steps that were sent last. */
  counts: readonly (readonly number[])[] = []
  /** How many documents each of those has. */
  documents: readonly number[] = []
  private readonly rows: GPUBuffer
  private readonly steps: GPUBuffer
  private readonly losses: GPUBuffer
  private readonly run: GPUBuffer
  private readonly staging: Staging

  constructor(
    private readonly place: Workplace,
    private readonly label: string,
    capacity = mostSteps,
  ) {
    const { device, plan, layout, calls, watch } = place
    const together = Math.max(1, Math.min(capacity, Math.floor(mostRows / plan.positions)))
    const sizes = (this.sizes = { memory: plan.size, rows: together * plan.positions, steps: together })
    const { STORAGE, UNIFORM, COPY_SRC, COPY_DST } = GPUBufferUsage
    const buffer = (name: string, size: number, usage: number): GPUBuffer =>
      device.createBuffer({ label: `${label} ${name}`, size, usage: usage | COPY_SRC | COPY_DST })
    this.memory = buffer('memory', sizes.memory * 4, STORAGE)
    this.rows = buffer('rows', sizes.rows * rowWords * 4, STORAGE)
    this.steps = buffer('steps', sizes.steps * stepStride, STORAGE)
    this.losses = buffer('losses', sizes.steps * 4, STORAGE)
    this.run = buffer('run', alignment, UNIFORM)
    this.staging = new Staging(device, watch, `${label} read-back`)
    const group = (name: string, steps: GPUBufferBinding, call: GPUBufferBinding): GPUBindGroup => {
      const bindings = [{ buffer: this.memory }, { buffer: this.rows }, steps, { buffer: this.losses }, call]
      const entries = bindings.map((resource, binding) => ({ binding, resource }))
      return device.createBindGroup({ label: `${label} ${name}`, layout, entries })
    }
    // Bound one step and one call at a time, and moved by dynamic offsets; or all steps at once.
    this.flatGroup = group('flat', { buffer: this.steps, size: stepStride }, { buffer: calls, size: callStride })
    this.wholeGroup = group('whole', { buffer: this.steps }, { buffer: this.run })
  }

  /** Parameters, m and v begin the memory, in this order. */
  load({ parameters, m, v }: State): void {
    const { parameters: n } = this.place.plan
    const numbers = new Float32Array(3 * n)
    numbers.set(parameters, 0)
    numbers.set(m, n)
    numbers.set(v, 2 * n)
    this.place.device.queue.writeBuffer(this.memory, 0, numbers)
  }

  /** Runs steps, one after the other; they may be no more than `sizes.steps`. */
  async perform(schedule: Schedule, inputs: readonly StepInput[]): Promise<void> {
    this.send(inputs)
    const { pace, watch } = this.place
    const pieces = schedule.work(inputs)
    let before = Promise.resolve()
    for (let from = 0; from < pieces.length;) {
      const { to, work } = pace.next(pieces, from)
      const done = this.submit(schedule, from, to, work)
      // Two submits at most are under way: the device does not wait for the page, nor the page for long.
      await watch.within(() => before, this.label)
      before = done
      from = to
    }
  }

  /** The losses of the steps that were performed last. */
  async readLosses(): Promise<Float32Array> {
    return this.read(this.losses, [{ start: 0, end: this.counts.length }], this.counts.length)
  }

  /** Some stretches of the memory in an array of `length` numbers; those not asked for are 0. */
  async readMemory(spans: readonly Span[], length: number): Promise<Float32Array> {
    return this.read(this.memory, spans, length)
  }

  /** Says which of the steps that were sent the next dispatch of `whole` is to run. */
  writeRun(first: number, count: number): void {
    this.place.device.queue.writeBuffer(this.run, 0, new Uint32Array([first, count]))
  }

  destroy(): void {
    for (const buffer of [this.memory, this.rows, this.steps, this.losses, this.run, this.staging]) buffer.destroy()
  }

  private async read(source: GPUBuffer, spans: readonly Span[], length: number): Promise<Float32Array> {
    const numbers = new Float32Array(length)
    await this.staging.read(source, spans, numbers)
    return numbers
  }

  private send(inputs: readonly StepInput[]): void {
    const { queue } = this.place.device
    const { rows, steps } = packInputs(inputs)
    queue.writeBuffer(this.rows, 0, rows)
    queue.writeBuffer(this.steps, 0, steps)
    this.counts = inputs.map(input => countsOf(input.rows))
    this.documents = inputs.map(input => input.rows.documents)
  }

  private submit(schedule: Schedule, from: number, to: number, work: number): Promise<void> {
    const { device, pace } = this.place
    const encoder = device.createCommandEncoder({ label: this.label })
    const pass = encoder.beginComputePass({ label: `${this.label} ${schedule.name}` })
    schedule.encode(pass, this, from, to)
    pass.end()
    device.queue.submit([encoder.finish()])
    return device.queue.onSubmittedWorkDone().then(pace.measure(work), () => {})
  }
}
