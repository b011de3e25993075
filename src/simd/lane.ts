/** The lane that computes a plan in WebAssembly SIMD, in float32, on one thread. */
import type { Call } from '../engine/graph.ts'
import { byParts, LaneLost, type ByParts, type Lane, type State, type StepInput, type Trace } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { compiledKernels, messageOf, type Refusal } from './kernels.ts'
import { Machine } from './machine.ts'
import { fusedProgramOf } from './fuse.ts'
import { programOf } from './program.ts'

export class SimdLane implements Lane {
  readonly name = 'simd'
  private step = 0
  private tracing: Machine | null = null

  /** @returns the lane, or one sentence that says why this model can't be computed here */
  static async create(plan: Plan): Promise<SimdLane | Refusal> {
    const module = await compiledKernels()
    if ('reason' in module) return module
    const strange = plan.calls.find(isStrange)
    if (strange)
      return { reason: `The SIMD kernels have no ${strange.kernel} of a matrix of parameters (${strange.op}).` }
    try {
      return new SimdLane(plan, module, await Machine.create(module, plan, fusedProgramOf(plan), plan.positions))
    } catch (error) {
      return { reason: `There is too little memory for this model: ${messageOf(error)}` }
    }
  }

  private constructor(
    readonly plan: Plan,
    private readonly module: WebAssembly.Module,
    private training: Machine | null,
  ) {}

  async load(state: State): Promise<void> {
    this.machine.load(state)
    this.step = state.step
  }

  async train(inputs: readonly StepInput[]): Promise<Float64Array> {
    const { machine } = this
    const losses = new Float64Array(inputs.length)
    await orLost(() => inputs.forEach((input, i) => (losses[i] = machine.step(input))))
    this.step += inputs.length
    return losses
  }

  async state(): Promise<State> {
    return this.machine.state(this.step)
  }

  async trace(before: State, input: StepInput): Promise<Trace> {
    const { rows } = input.rows
    const memory = await orLost(async () => {
      const machine = await this.machineToTrace(rows)
      machine.clear()
      machine.load(before)
      machine.step(input)
      return machine.read(rows)
    })
    return { lane: this.name, input, before, memory }
  }

  /** Of the calls as training joins them. */
  async parts(before: State, input: StepInput): Promise<ByParts<() => void>> {
    const program = fusedProgramOf(this.plan)
    const machine = await Machine.create(this.module, this.plan, program, input.rows.rows)
    machine.load(before)
    machine.step(input)
    const parts = program.instructions.map(({ part }) => part)
    return byParts(part => {
      const [first, count] = [parts.indexOf(part), parts.filter(each => each === part).length]
      return () => machine.run(first, count)
    })
  }

  dispose(): void {
    this.training = this.tracing = null
  }

  private get machine(): Machine {
    if (!this.training) throw new LaneLost('The lane was closed.')
    return this.training
  }

  /** Traces are mostly of one document, so their memory is only as large as the largest yet. */
  private async machineToTrace(rows: number): Promise<Machine> {
    const { machine, module, plan, tracing } = this
    if (tracing && tracing.rows >= rows) return tracing
    const made = await Machine.create(module, plan, programOf(plan), Math.min(rows, machine.rows))
    if (this.training) this.tracing = made
    return made
  }
}

/** Parameters are tables to look up and matrices to multiply with; in their memory is no room for anything else. */
const isStrange = ({ kernel, phase, inputs }: Call): boolean =>
  phase === 'forward' &&
  inputs.some(({ section }, i) => {
    const isExpected = (kernel === 'embed' && i === 0) || (kernel === 'linear' && i === 1)
    return section === 'parameters' && !isExpected
  })

/** A kernel that traps has left its memory in no state to go on from. */
async function orLost<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof LaneLost ? error : new LaneLost(`The SIMD kernels failed: ${messageOf(error)}`)
  }
}
