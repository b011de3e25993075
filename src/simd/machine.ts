/** One memory with the kernels in it: the inputs of a step, a program, and all tensors of the plan. */
import type { Section, Tensor } from '../engine/graph.ts'
import type { State, StepInput } from '../engine/lane.ts'
import type { Plan } from '../engine/plan.ts'
import { instantiate, type Exports } from './kernels.ts'
import { Layout, pad, unpad } from './layout.ts'
import { callWords, stepWords, wordsOf, writeRates, type Program } from './program.ts'

const pageBytes = 65536

/** Where things lie, counted in words of four bytes. */
interface Addresses {
  readonly step: number
  readonly calls: number
  readonly tokens: number
  readonly targets: number
  readonly positions: number
  readonly weights: number
  readonly scratch: number
  /** Where the tensors may begin. */
  readonly end: number
}

export class Machine {
  private readonly at: Addresses
  private readonly layout: Layout
  private readonly floats: Float32Array
  private readonly words: Uint32Array
  private readonly loss: number
  private readonly calls: number

  /** @param rows the most rows that a step may have. Throws a RangeError where there is too little memory. */
  static async create(module: WebAssembly.Module, plan: Plan, program: Program, rows: number): Promise<Machine> {
    const memory = new WebAssembly.Memory({ initial: 1 })
    return new Machine(await instantiate(module, memory), memory, plan, program, rows)
  }

  private constructor(
    private readonly exports: Exports,
    memory: WebAssembly.Memory,
    private readonly plan: Plan,
    program: Program,
    readonly rows: number,
  ) {
    const at = (this.at = addresses(exports.heapBase() / 4, plan, program, rows))
    this.layout = new Layout(plan, rows, at.end, program.sharing)
    memory.grow(Math.ceil((4 * this.layout.end) / pageBytes))
    this.floats = new Float32Array(memory.buffer)
    this.words = new Uint32Array(memory.buffer)
    this.loss = this.layout.place(plan.output('loss.mean')!).start
    this.calls = program.instructions.length
    this.words.set(
      wordsOf(program, plan, this.layout, { tokens: 4 * at.tokens, positions: 4 * at.positions }),
      at.calls,
    )
    const pointers = [at.positions, at.targets, at.weights, at.scratch]
    pointers.forEach((pointer, i) => (this.words[at.step + 3 + i] = 4 * pointer))
  }

  /** Sets all numbers of all tensors to 0. */
  clear(): void {
    this.floats.fill(0, this.at.end)
  }

  /** Sets parameters and moments. */
  load({ parameters, m, v }: State): void {
    const dense = [parameters, m, v]
    for (const { tensor, part, offset } of this.learned()) {
      const place = this.layout.place(tensor)
      // Also what pads the rows: a run that diverged leaves NaN there.
      this.floats.fill(0, place.start, place.start + place.rows * place.stride)
      pad(dense[part]!, offset, place, tensor.rows, this.floats)
    }
  }

  state(step: number): State {
    const { layout, plan, floats } = this
    const dense = [0, 1, 2].map(() => new Float64Array(plan.parameters))
    for (const { tensor, part, offset } of this.learned())
      unpad(floats, layout.place(tensor), tensor.rows, dense[part]!, offset)
    const [parameters, m, v] = dense
    return { step, parameters: parameters!, m: m!, v: v! }
  }

  /** Forward, backward and update; the loss. */
  step(input: StepInput): number {
    this.write(input)
    this.run(0, this.calls)
    return this.floats[this.loss]!
  }

  /** The documents and rates that the next calls work with. Throws a RangeError where there is no room for them. */
  write({ rows: { rows, first, documents, tokens, targets, positions, weights }, rates }: StepInput): void {
    if (rows > this.rows) throw new RangeError(`A step of this model has at most ${this.rows} positions, not ${rows}.`)
    const { at, words, floats } = this
    words[at.step] = first
    words[at.step + 1] = rows
    words[at.step + 2] = documents
    for (let row = 0; row < rows; row++) {
      words[at.tokens + row] = tokens[row]!
      words[at.targets + row] = targets[row]!
      words[at.positions + row] = positions[row]!
      floats[at.weights + row] = weights[row]!
    }
    writeRates(rates, floats, at.step + 7)
  }

  /** Some calls of the program. */
  run(first: number, count: number): void {
    this.exports.run(4 * (this.at.calls + first * callWords), count, 4 * this.at.step)
  }

  /** The memory of the plan, dense: of tensors with a row a position the first rows, and 0 behind them. */
  read(rows: number): Float32Array<ArrayBuffer> {
    const { floats, layout, plan } = this
    const memory = new Float32Array(plan.size)
    for (const tensor of plan.tensors)
      unpad(floats, layout.place(tensor), tensor.perPosition ? rows : tensor.rows, memory, plan.offset(tensor))
    return memory
  }

  /** Puts the numbers of a memory of the plan in place, as `read` gives them. */
  fill(memory: Float32Array, rows: number): void {
    const { floats, layout, plan } = this
    this.clear()
    for (const tensor of plan.tensors)
      pad(memory, plan.offset(tensor), layout.place(tensor), tensor.perPosition ? rows : tensor.rows, floats)
  }

  /** The tensors that make up a state: parameters, m, v, each with its place in the flat list of its part. */
  private learned(): { tensor: Tensor; part: number; offset: number }[] {
    const { plan } = this
    return plan.tensors.flatMap(tensor => {
      const part = parts.indexOf(tensor.section)
      return part < 0 ? [] : [{ tensor, part, offset: plan.offset(tensor) - part * plan.parameters }]
    })
  }
}

const parts: readonly Section[] = ['parameters', 'm', 'v']

function addresses(start: number, plan: Plan, program: Program, rows: number): Addresses {
  let end = start
  const take = (count: number): number => {
    const at = Math.ceil(end / 16) * 16
    end = at + count
    return at
  }
  const widest = Math.max(
    ...plan.tensors.map(({ rows, columns, perPosition }) => (perPosition ? columns : Math.max(rows, columns))),
  )
  return {
    step: take(stepWords),
    calls: take(callWords * program.instructions.length),
    tokens: take(rows),
    targets: take(rows),
    positions: take(rows),
    weights: take(rows),
    scratch: take(8 * (widest + 4)),
    end,
  }
}
