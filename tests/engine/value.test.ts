import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { Random } from '../../src/engine/random.ts'
import { Value } from '../../src/engine/value.ts'
import { countValues } from '../../src/engine/value-count.ts'

const program = readFileSync('microgpt.py', 'utf8')
const hasPython = spawnSync('python3', ['--version']).status === 0
const whyNot = 'there is no python3'

function python(code: string, input = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'microgpt-'))
  writeFileSync(join(folder, 'program.py'), code)
  writeFileSync(join(folder, 'input.txt'), input)
  const { status, stdout, stderr } = spawnSync('python3', ['program.py'], { cwd: folder, encoding: 'utf8' })
  rmSync(folder, { recursive: true })
  assert.equal(status, 0, stderr)
  return stdout
}

// ── random expressions: [operation, first operand, second operand or plain number] ──

const operations = ['add', 'mul', 'pow', 'log', 'exp', 'relu', 'neg', 'sub', 'truediv', 'radd', 'rsub', 'rmul', 'rtruediv', 'addn', 'muln', 'subn', 'truedivn'] as const // prettier-ignore
type Line = readonly [operation: (typeof operations)[number], a: number, b: number]

interface Drawn {
  readonly leaves: readonly number[]
  readonly lines: readonly Line[]
}

/** Numbers stay between 0.5 and 2 at the leaves, and only what stays tame is kept, so that both sides stay finite. */
function draw(random: Random): Drawn {
  const between = (low: number, high: number): number => low + (high - low) * random.random()
  const leaves = Array.from({ length: 4 }, () => between(0.5, 2))
  const lines: Line[] = []
  while (lines.length < 24) {
    const operation = operations[Math.floor(between(0, operations.length))]!
    const isPlain = operation === 'pow' || operation.startsWith('r') || operation.endsWith('n')
    const known = leaves.length + lines.length
    const [a, b] = [Math.floor(between(0, known)), Math.floor(between(0, known))]
    const line: Line = [operation, a, operation === 'pow' ? [-2, -0.5, 2, 3][b % 4]! : isPlain ? between(0.5, 2) : b]
    const last = evaluate({ leaves, lines: [...lines, line] }).at(-1)!
    const isTame = (Math.abs(last.data) > 1e-3 || operation === 'relu') && Math.abs(last.data) < 30
    if (isTame) lines.push(line)
  }
  // At the end all of them are added up, so that every one of them counts.
  const count = leaves.length + lines.length
  for (let i = 0; i < count - 1; i++) lines.push(['add', leaves.length + lines.length - 1, i])
  return { leaves, lines }
}

function evaluate({ leaves, lines }: Drawn): Value[] {
  const values = leaves.map(data => new Value(data))
  for (const [operation, i, j] of lines) {
    const [a, b] = [values[i]!, values[j]!]
    const made = {
      add: () => a.add(b),
      mul: () => a.mul(b),
      pow: () => (a.data > 0 ? a.pow(j) : a.neg().pow(j)),
      log: () => (a.data > 0 ? a.log() : a.neg().log()),
      exp: () => a.exp(),
      relu: () => a.relu(),
      neg: () => a.neg(),
      sub: () => a.sub(b),
      truediv: () => a.truediv(b),
      radd: () => a.radd(j),
      rsub: () => a.rsub(j),
      rmul: () => a.rmul(j),
      rtruediv: () => a.rtruediv(j),
      addn: () => a.add(j),
      muln: () => a.mul(j),
      subn: () => a.sub(j),
      truedivn: () => a.truediv(j),
    }[operation]()
    values.push(made)
  }
  return values
}

const inPython = `
import json, sys
def evaluate(leaves, lines):
    values = [Value(x) for x in leaves]
    for op, i, j in lines:
        a, b = values[i], values[j] if isinstance(j, int) and 0 <= j < len(values) else None
        values.append({
            'add': lambda: a + b, 'mul': lambda: a * b, 'sub': lambda: a - b, 'truediv': lambda: a / b,
            'pow': lambda: (a if a.data > 0 else -a) ** j, 'log': lambda: (a if a.data > 0 else -a).log(),
            'exp': lambda: a.exp(), 'relu': lambda: a.relu(), 'neg': lambda: -a,
            'radd': lambda: j + a, 'rsub': lambda: j - a, 'rmul': lambda: j * a, 'rtruediv': lambda: j / a,
            'addn': lambda: a + j, 'muln': lambda: a * j, 'subn': lambda: a - j, 'truedivn': lambda: a / j,
        }[op]())
    return values
results = []
for leaves, lines in json.load(open('input.txt')):
    values = evaluate(leaves, lines)
    values[-1].backward()
    names = {id(v): i for i, v in enumerate(values)}
    results.append([[v.data for v in values], [v.grad for v in values], [names.get(id(v), -1) for v in TOPO]])
print(json.dumps(results))
`

const isClose = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a), Math.abs(b))

test(
  'data, grads and the order of the walk are those of class Value under CPython',
  { skip: !hasPython && whyNot },
  () => {
    const [start, end] = [program.indexOf('class Value'), program.indexOf('# The size of the model')]
    const definition = program
      .slice(start, end)
      .replace('        self.grad = 1\n', '        global TOPO; TOPO = topo\n        self.grad = 1\n')
    assert.match(definition, /TOPO/)
    const random = new Random(7)
    const drawn = Array.from({ length: 40 }, () => draw(random))
    const input = JSON.stringify(drawn.map(({ leaves, lines }) => [leaves, lines]))
    const expected = JSON.parse(python(`import math\n${definition}\n${inPython}`, input)) as [
      number[],
      number[],
      number[],
    ][]
    drawn.forEach((expression, i) => {
      const values = evaluate(expression)
      values.at(-1)!.backward()
      const [data, grads, topo] = expected[i]!
      values.forEach((value, k) => {
        assert.ok(
          isClose(value.data, data[k]!),
          `data of ${k} in ${JSON.stringify(expression)}: ${value.data}, CPython ${data[k]}`,
        )
        assert.ok(
          isClose(value.grad, grads[k]!),
          `grad of ${k} in ${JSON.stringify(expression)}: ${value.grad}, CPython ${grads[k]}`,
        )
      })
      assert.deepEqual(
        values
          .at(-1)!
          .topo()
          .map(value => values.indexOf(value)),
        topo,
      )
    })
  },
)

test('every gradient is the slope that a nudge finds', () => {
  const random = new Random(11)
  for (let i = 0; i < 20; i++) {
    const { leaves, lines } = draw(random)
    const values = evaluate({ leaves, lines })
    values.at(-1)!.backward()
    leaves.forEach((x, k) => {
      const at = (moved: number): number => evaluate({ leaves: leaves.with(k, moved), lines }).at(-1)!.data
      const slope = (at(x + 1e-6) - at(x - 1e-6)) / 2e-6
      assert.ok(
        Math.abs(slope - values[k]!.grad) <= 1e-4 * Math.max(1, Math.abs(slope)),
        `${slope} against ${values[k]!.grad}`,
      )
    })
  }
})

test('a number that is used twice gets both gradients, and a chain may be as long as it likes', () => {
  const [a, b] = [new Value(2), new Value(3)]
  const L = a.mul(b).add(a)
  L.backward()
  assert.deepEqual([L.data, a.grad, b.grad], [8, 4, 2])
  let long = new Value(1)
  const first = long
  for (let i = 0; i < 200_000; i++) long = long.add(0)
  long.backward()
  assert.equal(first.grad, 1)
})

// ── how many there are ──

const BOS = 26
const tokensOf = (name: string): number[] => [BOS, ...[...name].map(letter => letter.charCodeAt(0) - 97)]

test('counts the numbers of a training step', () => {
  const yuheng = countValues(defaultConfig, 27, tokensOf('yuheng'))
  const { nodes, operations, edges, parameters } = yuheng
  assert.deepEqual(
    { nodes, operations, edges, parameters },
    { nodes: 59_647, operations: 53_978, edges: 107_060, parameters: 3_728 },
  )
  const parts = { 'mlp.expand': 14_784, 'mlp.contract': 14_448, 'output.logits': 6_237, 'attention.query': 3_696, 'attention.output': 3_696, 'attention.scores': 1_232, 'attention.softmax': 700, 'attention.mix': 1_008 } as const // prettier-ignore
  for (const [op, count] of Object.entries(parts))
    assert.equal(yuheng.parts.get(op as keyof typeof parts)!.nodes, count, op)
  assert.equal(countValues(defaultConfig, 27, tokensOf('emma')).nodes, 43_091)
})

const variants: { readonly config: Partial<Config>; readonly edits: Readonly<Record<string, string>> }[] = [
  { config: {}, edits: {} },
  {
    config: { n_layer: 2, n_embd: 12, n_head: 3, block_size: 4, activation: 'relu2' },
    edits: {
      'n_layer = 1 ': 'n_layer = 2 ',
      'n_embd = 16 ': 'n_embd = 12 ',
      'n_head = 4 ': 'n_head = 3 ',
      'block_size = 16 ': 'block_size = 4 ',
      'xi.relu() for': 'xi.relu() ** 2 for',
    },
  },
]

for (const { config: change, edits } of variants)
  test(`the counts are those of CPython's own topo, ${JSON.stringify(change)}`, { skip: !hasPython && whyNot }, () => {
    const count =
      "        print('COUNT', len(topo), sum(1 for v in topo if v._children), sum(len(v._children) for v in topo))\n"
    const all = {
      ...edits,
      '        self.grad = 1\n': `${count}        self.grad = 1\n`,
      'num_steps = 1000': 'num_steps = 4',
      'loss.backward()': "print('READ', vocab_size, tokens[:n]); loss.backward()",
      '# Sampling': 'raise SystemExit  # Sampling',
    }
    const patched = Object.entries(all).reduce((text, [old, other]) => {
      assert.ok(text.includes(old), old)
      return text.replace(old, other)
    }, program)
    const printed = python(patched, 'emma\nyuheng\nanna\nxo\n')
    const read = [...printed.matchAll(/READ (\d+) \[(.*)\]\nCOUNT (\d+) (\d+) (\d+)/g)]
    assert.equal(read.length, 4)
    for (const [, vocab_size, tokens, ...counts] of read) {
      const { nodes, operations, edges } = countValues(
        { ...defaultConfig, ...change },
        Number(vocab_size),
        tokens!.split(', ').map(Number),
      )
      assert.deepEqual([nodes, operations, edges], counts.map(Number), tokens)
    }
  })
