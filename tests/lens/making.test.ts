import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { operations, type OpId } from '../../src/engine/operations.ts'
import type { Config } from '../../src/engine/config.ts'
import { Ground } from '../../src/lens/making/ground.ts'
import { makingOf } from '../../src/lens/making/making.ts'
import { factorsOf } from '../../src/lens/making/terms.ts'
import { pythonFloat } from '../../src/lens/python-literal.ts'
import { parameterTimes, valueAt, type NumberPlace } from '../../src/lens/number-place.ts'
import type { View } from '../../src/lens/session.ts'
import { noIntervention } from '../../src/engine/intervention.ts'
import { planFor } from '../../src/engine/plan.ts'
import { SimdLane } from '../../src/simd/lane.ts'
import { TraceReader } from '../../src/lens/reading.ts'
import { opened } from './run.ts'

/** Numbers of every tensor of a trace: a few of each row, the first and the last column among them. */
function placesOf({ reader, provisional }: View): NumberPlace[] {
  const { plan } = reader
  const { n_layer } = plan.config
  const some = (count: number): number[] =>
    [...new Set([0, 1, Math.floor(count / 2), count - 1])].filter(i => i < count)
  const places: NumberPlace[] = []
  for (const op of Object.keys(operations) as OpId[])
    for (const layer of [null, ...Array.from({ length: n_layer }, (_, i) => i)]) {
      const tensor = plan.output(op, layer)
      if (!tensor) continue
      for (const row of op === 'loss.mean' ? [0] : some(reader.positions))
        for (const column of some(tensor.columns)) {
          const ground = new Ground(reader, undefined, row)
          const isWeights = op === 'attention.scores' || op === 'attention.softmax'
          const at = isWeights ? column - (column % plan.config.block_size) + Math.min(row, column) : column
          for (const kind of ['activation', 'gradient'] as const) {
            const place = ground.placeOf({ op, layer, row, column: at }, kind)
            if (valueAt(reader, place) !== null) places.push(place)
          }
        }
    }
  for (const { name, rows, columns } of reader.matrices)
    for (const row of [...some(rows), reader.tokens[1]!].filter(row => row < rows))
      for (const column of some(columns))
        for (const when of parameterTimes)
          if (!provisional || when === 'before' || when === 'gradient')
            places.push({ kind: 'parameter', name, row, column, when })
  return places
}

const small: Partial<Config> = { n_layer: 2, n_embd: 8, n_head: 2, block_size: 8 }
const kinds: Partial<Config>[] = [
  {},
  { activation: 'gelu', norm: 'layernorm', tied_head: true, optimizer: 'momentum' },
  { activation: 'relu2', optimizer: 'sgd', n_layer: 1 },
  { off: 'embedding.position,attention.scale,attention.add,mlp.relu,head.1' },
  { off: 'embedding.norm,attention.norm,mlp.norm,mlp.add' },
]

for (const kind of kinds)
  test(`every number is made of its operands, to the last bit: ${JSON.stringify(kind)}`, async () => {
    const session = await opened({ ...small, ...kind })
    const view = session.view.value!
    const places = placesOf(view)
    assert.ok(places.length > 500)
    const ops = new Set<string>()
    for (const place of places) {
      const making = makingOf(view, place)!
      const words = JSON.stringify(place)
      assert.equal(making.value, valueAt(view.reader, place), words)
      assert.ok(making.made === making.value, `${words}: ${making.made} is not ${making.value}`)
      if (making.steps.length > 0) ops.add(`${place.kind} ${making.op}`)
      for (const { terms } of making.steps)
        for (const operand of terms.flatMap(factorsOf))
          if (operand.place)
            assert.equal(operand.value, valueAt(view.reader, operand.place), `${words}: ${operand.text}`)
      for (const { operand } of [...making.from, ...making.into])
        assert.ok(
          operand.place && valueAt(view.reader, operand.place) !== null,
          `${words}: ${operand.text} leads nowhere`,
        )
    }
    assert.ok(ops.size > 40, `only ${ops.size} kinds of numbers`)
  })

test('of a float32 lane the operands give the number within float32', async () => {
  const session = await opened(small)
  const view = session.view.value!
  const { plan, trace } = view.reader
  const lane = await SimdLane.create(planFor(plan.config, plan.vocab_size))
  assert.ok(lane instanceof SimdLane)
  const reader = new TraceReader(lane.plan, await lane.trace(trace.before, trace.input))
  for (const place of placesOf({ ...view, reader })) {
    const { made, value, python } = makingOf({ ...view, reader }, place)!
    assert.ok(
      Math.abs(made - value) <= 1e-6 * Math.max(1, Math.abs(value)),
      `${JSON.stringify(place)}: ${made}, ${value}`,
    )
    if (made !== value) assert.match(python, /on simd, in float32/)
  }
  lane.dispose()
})

test('held numbers are told, nothing goes back through them, and all else is still exact', async () => {
  const session = await opened(small)
  await session.intervene({
    ...noIntervention,
    activations: [{ op: 'attention.query', layer: 1, position: 1, column: 3, value: 2 }],
  })
  const view = session.view.value!
  const held: NumberPlace = {
    kind: 'activation',
    op: 'attention.query',
    layer: 1,
    head: null,
    position: 1,
    row: 0,
    column: 3,
  }
  for (const place of placesOf(view)) {
    const { made, value } = makingOf(view, place)!
    if (JSON.stringify(place) !== JSON.stringify(held)) assert.equal(made, value, JSON.stringify(place))
  }
  const making = makingOf(view, held)!
  assert.equal(making.value, 2)
  assert.notEqual(making.made, 2)
  assert.match(making.says!, /held by hand/i)
  const weight = makingOf(view, { kind: 'parameter', name: 'layer1.attn_wq', row: 3, column: 0, when: 'gradient' })!
  const [, passed] = weight.steps[0]!.terms
  assert.equal(factorsOf(passed!)[0]!.value, 0)
  assert.equal(factorsOf(passed!)[0]!.note, 'held by hand, so none goes on')
})

test('a name that the trace lacks, and an update that is not known yet, have no making', async () => {
  const session = await opened(small, { document: 'ada' })
  const view = session.view.value!
  const place: NumberPlace = {
    kind: 'activation',
    op: 'mlp.norm',
    layer: 0,
    head: null,
    position: 7,
    row: 0,
    column: 0,
  }
  assert.equal(makingOf(view, place), null)
  const update: NumberPlace = { kind: 'parameter', name: 'wte', row: 0, column: 0, when: 'updated' }
  assert.ok(makingOf(view, update))
  assert.equal(makingOf({ ...view, provisional: true }, update), null)
})

test('q[5] is told as the program makes it, with its Python', async () => {
  const session = await opened()
  const view = session.view.value!
  const making = makingOf(view, {
    kind: 'activation',
    op: 'attention.query',
    layer: 0,
    head: null,
    position: 2,
    row: 0,
    column: 5,
  })!
  assert.equal(making.name, 'q[5]')
  assert.deepEqual(
    making.from.map(({ text }) => text),
    ['attn_wq[5][0 … 15]', 'x[0 … 15]'],
  )
  assert.deepEqual(
    making.into.map(({ text }) => text),
    ['q_h[1]'],
  )
  const lines = making.python.split('\n')
  assert.equal(lines[0], '# q[5]')
  assert.match(lines[1]!, /^a = \[.*\]  # attn_wq\[5\]\[0\] … attn_wq\[5\]\[15\]$/)
  assert.deepEqual(lines.slice(3, 7), ['s = 0.0', 'for a_i, b_i in zip(a, b):', '    s += a_i * b_i', 'print(s)'])
})

const hasPython = spawnSync('python3', ['--version']).status === 0

/** Runs each piece by itself; what it prints, or why it does not. */
const runner = `
import contextlib, io, json, sys
printed = []
for piece in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(piece, {})
    printed.append(out.getvalue().strip())
print(json.dumps(printed))
`

for (const kind of kinds.slice(0, 3))
  test(
    `the Python prints the same number, digit for digit: ${JSON.stringify(kind)}`,
    { skip: hasPython ? false : 'there is no python3 here' },
    async () => {
      const session = await opened({ ...small, ...kind })
      const view = session.view.value!
      const makings = placesOf(view).map(place => makingOf(view, place)!)
      const input = JSON.stringify(makings.map(({ python }) => python))
      const { stdout, stderr } = spawnSync('python3', ['-c', runner], { input, encoding: 'utf8', maxBuffer: 1e8 })
      assert.equal(stderr, '')
      const printed = JSON.parse(stdout) as string[]
      makings.forEach(({ value, place }, i) => assert.equal(printed[i], pythonFloat(value), JSON.stringify(place)))
    },
  )
