/** The reference lane: float64 in plain TypeScript, every sum in the order in which Python takes it. */
import type { Lane, State, StepInput, Trace } from '../lane.ts'
import type { Plan } from '../plan.ts'
import { bind, type Kernel } from './kernels.ts'

/** One memory with a plan bound to it. */
export class ExactMachine {
  readonly memory: Float64Array
  private readonly forwardKernels: Kernel[]
  private readonly kernels: Kernel[]

  constructor(readonly plan: Plan) {
    this.memory = new Float64Array(plan.size)
    this.kernels = plan.calls.map(call => bind(plan, this.memory, call))
    this.forwardKernels = this.kernels.filter((_, i) => plan.calls[i]!.phase === 'forward')
  }

  load({ parameters, m, v }: State): void {
    this.memory.set(parameters, 0)
    this.memory.set(m, this.plan.parameters)
    this.memory.set(v, 2 * this.plan.parameters)
  }

  /** Parameters, m and v begin the memory, in this order. */
  state(step: number): State {
    const { parameters: n } = this.plan
    const part = (i: number): Float64Array => this.memory.slice(i * n, (i + 1) * n)
    return { step, parameters: part(0), m: part(1), v: part(2) }
  }

  forward({ rows, rates }: StepInput): void {
    for (const kernel of this.forwardKernels) kernel(rows, rates)
  }

  /** Forward, backward and update; the loss. */
  step({ rows, rates }: StepInput): number {
    for (const kernel of this.kernels) kernel(rows, rates)
    return this.memory[this.plan.offset(this.plan.output('loss.mean')!)]!
  }
}

export class ExactLane implements Lane {
  readonly name = 'exact'
  private readonly training: ExactMachine
  /** Made when it is first asked for: a large model takes gigabytes. */
  private tracing: ExactMachine | null = null
  private step = 0

  constructor(readonly plan: Plan) {
    this.training = new ExactMachine(plan)
  }

  async load(state: State): Promise<void> {
    this.training.load(state)
    this.step = state.step
  }

  async train(inputs: readonly StepInput[]): Promise<Float64Array> {
    this.step += inputs.length
    return Float64Array.from(inputs, input => this.training.step(input))
  }

  async state(): Promise<State> {
    return this.training.state(this.step)
  }

  async trace(before: State, input: StepInput): Promise<Trace> {
    const machine = (this.tracing ??= new ExactMachine(this.plan))
    machine.load(before)
    machine.step(input)
    return { lane: this.name, input, before, memory: machine.memory.slice() }
  }

  dispose(): void {}
}
