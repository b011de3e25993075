/** The reference lane: float64 in plain TypeScript, every sum in the order in which Python takes it. */
import { byParts, partOfCall, type ByParts, type Lane, type State, type StepInput, type Trace } from '../lane.ts'
import type { HeldPlace } from '../intervention.ts'
import type { Plan } from '../plan.ts'
import type { Call } from '../graph.ts'
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
    return this.loss
  }

  parts({ rows, rates }: StepInput): ByParts<() => void> {
    return byParts(part => {
      const kernels = this.kernels.filter((_, i) => partOfCall(this.plan.calls[i]!) === part)
      return () => {
        for (const kernel of kernels) kernel(rows, rates)
      }
    })
  }

  /**
   * A step in which some activations are held, by the index of the forward call that computes them. The loss still has a
   * gradient with respect to a held number, but none goes on from it to what the number was made of.
   */
  stepHolding({ rows, rates }: StepInput, held: ReadonlyMap<number, readonly HeldPlace[]>): number {
    const { calls } = this.plan
    const makers = new Map([...held].map(([call, places]) => [placeOf(calls[call]!), places]))
    let passing: (() => void) | null = null
    this.kernels.forEach((kernel, i) => {
      const call = calls[i]!
      const places = call.phase === 'backward' ? (makers.get(placeOf(call)) ?? []) : []
      if (places.length > 0) passing ??= this.stopGradients(places)
      else {
        passing?.()
        passing = null
      }
      kernel(rows, rates)
      for (const { at, value } of held.get(i) ?? []) this.memory[at] = value
    })
    return this.loss
  }

  /** Takes gradients away until the way back is called. */
  private stopGradients(places: readonly HeldPlace[]): () => void {
    const { memory } = this
    const kept = places.flatMap(({ gradientAt }) => (gradientAt === null ? [] : [[gradientAt, memory[gradientAt]!]]))
    for (const [at] of kept) memory[at!] = 0
    return () => kept.forEach(([at, gradient]) => (memory[at!] = gradient!))
  }

  get loss(): number {
    return this.memory[this.plan.offset(this.plan.output('loss.mean')!)]!
  }
}

const placeOf = ({ op, layer }: Call): string => `${layer} ${op}`

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

  async parts(before: State, input: StepInput): Promise<ByParts<() => void>> {
    const machine = new ExactMachine(this.plan)
    machine.load(before)
    machine.step(input)
    return machine.parts(input)
  }

  dispose(): void {}
}
