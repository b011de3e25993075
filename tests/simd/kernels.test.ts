import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bind } from '../../src/engine/exact/kernels.ts'
import { ExactMachine } from '../../src/engine/exact/lane.ts'
import type { Call } from '../../src/engine/graph.ts'
import { isUpdate, kernelNames, type KernelName } from '../../src/engine/ops.ts'
import type { Plan } from '../../src/engine/plan.ts'
import { livePlaces, relativeDifference, worstOf, type Difference } from '../gpu/compare.ts'
import { kernelTolerance } from '../gpu/tolerances.ts'
import { microgptModel, oddModels, warmState, type Model } from '../lanes/models.ts'
import { machineFor } from './lanes.ts'

const covered = new Set<KernelName>()

/** What a call may write: its output, and an update also its moments. */
const written = ({ kernel, inputs, output }: Call) => (isUpdate(kernel) ? [output, inputs[1]!, inputs[2]!] : [output])

/** The stretches of the plan's memory that a call may write; tiles may go three rows beyond the last. */
const stretches = (plan: Plan, call: Call, rows: number): { from: number; to: number }[] =>
  written(call).map(tensor => {
    const from = plan.offset(tensor)
    const count = tensor.perPosition ? Math.min(tensor.rows, rows + 3) : tensor.rows
    return { from, to: from + count * tensor.columns }
  })

async function differencesOf(model: Model): Promise<Difference[]> {
  const { plan, name } = model
  const input = model.inputs(4)[3]!
  const { rows } = input.rows
  const exact = new ExactMachine(plan)
  exact.load(await warmState(model, 3))
  exact.step(input)
  // Both lanes get the very same numbers, so that a kernel answers for its own rounding alone.
  const start = Float32Array.from(exact.memory)
  const machine = await machineFor(plan)
  const differences: Difference[] = []
  for (const [index, call] of plan.calls.entries()) {
    machine.fill(start, plan.positions)
    machine.write(input)
    machine.run(index, 1)
    const got = machine.read(plan.positions)
    exact.memory.set(start)
    bind(plan, exact.memory, call)(input.rows, input.rates)
    const label = `${call.phase} ${call.output.name} by ${call.kernel} of ${name}`
    for (const tensor of written(call)) {
      const relative = relativeDifference(exact.memory, got, livePlaces(plan, tensor, input.rows))
      differences.push({ name: label, relative, tolerance: kernelTolerance[call.kernel] })
    }
    const mayWrite = stretches(plan, call, rows)
    const strayed = got.findIndex(
      (number, place) => number !== start[place] && !mayWrite.some(({ from, to }) => place >= from && place < to),
    )
    assert.equal(strayed, -1, `${label} wrote where it may not`)
    covered.add(call.kernel)
  }
  return differences
}

for (const model of [...oddModels(), microgptModel({ n_embd: 8, n_head: 8 })])
  test(`each SIMD kernel agrees with its float64 twin on the same numbers, and writes nothing else: ${model.name}`, async () => {
    const { isWithin, message } = worstOf(await differencesOf(model))
    assert.ok(isWithin, message)
  })

test('every SIMD kernel was among those compared', () => {
  assert.deepEqual([...covered].sort(), [...kernelNames].sort())
})

test('SIMD kernels compute only the rows that do not stand already', async () => {
  const model = microgptModel({ n_layer: 2, norm: 'layernorm', activation: 'gelu' })
  const { plan } = model
  const input = model.inputs(9).find(({ rows }) => rows.rows > 9)!
  const calls = plan.calls.filter(({ phase }) => phase === 'forward').length
  const machine = await machineFor(plan)
  machine.load(model.state)
  machine.write(input)
  machine.run(0, calls)
  const whole = machine.read(input.rows.rows)
  for (const first of [1, 5, input.rows.rows - 1]) {
    machine.load(model.state)
    for (const [from, to] of [
      [0, first],
      [first, input.rows.rows],
    ] as const) {
      machine.write({ ...input, rows: { ...input.rows, first: from, rows: to } })
      machine.run(0, calls)
    }
    assert.deepEqual(machine.read(input.rows.rows), whole, `from row ${first}`)
  }
})
