import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, writeFileSync, copyFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, test } from 'node:test'
import { callAtHand, valueCallsAtHand } from '../../src/lens/call-at-hand.ts'
import { edgeAtHand } from '../../src/lens/chain-rule.ts'
import { graphSize } from '../../src/lens/graph-size.ts'
import { atCursor } from '../../src/lens/ledger.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { withConfig } from '../../src/python/with-config.ts'
import { opened, source } from './run.ts'

const near = (a: number, b: number, within = 1e-6): void =>
  assert.ok(Math.abs(a - b) <= within * Math.max(1, Math.abs(b)), `${a} is not ${b}`)

describe('the call at hand', () => {
  test('exps over total are the traced weights, x times scale the traced norm, the products the traced sum', async () => {
    const session = await opened({ n_layer: 2 })
    for (const [op, head] of [
      ['attention.softmax', 2],
      ['loss.softmax', 0],
    ] as const) {
      session.goTo(op, { position: 3, head, layer: 1 })
      const { tensors, numbers, result } = callAtHand(atCursor(session)!)!
      assert.equal(numbers['max_val'], Math.max(...tensors['logits']!.values))
      result.values.forEach((weight, i) => near(tensors['exps']!.values[i]! / numbers['total']!, weight))
    }
    for (const op of ['embedding.norm', 'attention.norm', 'mlp.norm'] as const) {
      session.goTo(op, { position: 3, layer: 1 })
      const { tensors, numbers, result } = callAtHand(atCursor(session)!)!
      result.values.forEach((value, i) => near(tensors['x']!.values[i]! * numbers['scale']!, value))
    }
    for (const op of ['attention.query', 'attention.output', 'mlp.expand', 'mlp.contract', 'output.logits'] as const) {
      session.goTo(op, { position: 3, layer: 1 })
      const { tensors, result } = callAtHand(atCursor(session)!)!
      const { x, w } = tensors as Record<'x' | 'w', typeof result>
      assert.equal(w.rows, result.columns)
      for (let row = 0; row < w.rows; row++) {
        const sum = Array.from(x.values).reduce((sum, xi, i) => sum + xi * w.values[row * w.columns + i]!, 0)
        near(sum, result.values[row]!)
      }
    }
  })

  test('no helper is called where the operation calls none, and none on the way back', async () => {
    const session = await opened()
    session.goTo('mlp.relu', { position: 1 })
    assert.equal(callAtHand(atCursor(session)!), null)
    assert.ok('relu' in valueCallsAtHand(atCursor(session)!))
    session.goTo('attention.query', { phase: 'backward' })
    assert.equal(callAtHand(atCursor(session)!), null)
    assert.deepEqual(valueCallsAtHand(atCursor(session)!), {})
  })

  test('the methods of Value give what they are shown to give', async () => {
    const session = await opened()
    for (const op of ['attention.scores', 'attention.softmax', 'mlp.norm', 'mlp.add', 'loss.cross_entropy'] as const) {
      session.goTo(op, { position: 2, head: 1 })
      const calls = valueCallsAtHand(atCursor(session)!)
      assert.ok(Object.keys(calls).length > 0, op)
      for (const [method, { self, other, result }] of Object.entries(calls)) {
        const right: Record<string, number> = {
          add: self + other!,
          sum: self + other!,
          subtract: self - other!,
          multiply: self * other!,
          divide: self / other!,
          power: self ** other!,
          exp: Math.exp(self),
          log: Math.log(self),
          negate: -self,
        }
        near(result, right[method]!)
      }
    }
    session.goTo('attention.scores', { position: 2, head: 1 })
    const { divide } = valueCallsAtHand(atCursor(session)!)
    near(divide!.result, session.view.value!.reader.output('attention.scores', 2, 0, 1)!.values[0]!)
  })
})

describe('the edge that is walked back', () => {
  test('a parameter that one position alone reads gets just what its edge adds', async () => {
    const session = await opened({}, { document: 'e' })
    const { reader } = session.view.value!
    session.goTo('output.logits', { phase: 'backward' })
    const sums = [0, 1].map(position => {
      session.lookAtPosition(position)
      return edgeAtHand(atCursor(session)!)!
    })
    for (const [position, { v, child, grad, local }] of sums.entries()) {
      const [row, column] = /\[(\d+)\]\[(\d+)\]/.exec(child)!.slice(1).map(Number)
      assert.equal(v, `logits[${row}]`)
      assert.equal(grad, reader.gradient('output.logits', position)!.values[row!])
      // The other position adds its share to the same weight.
      const other = reader.gradient('output.logits', 1 - position)!.values[row!]!
      const x = reader.output('mlp.add', 1 - position, 0)!.values[column!]!
      const total = reader.matrix('lm_head', 'gradients').values[row! * 16 + column!]!
      near(local * grad + other * x, total, 1e-9)
    }
  })
})

const hasPython = spawnSync('python3', ['--version']).status === 0

describe('the size of the graph', () => {
  const configs: Partial<Config>[] = [{}, { n_layer: 2, n_embd: 8, n_head: 2 }, { block_size: 3 }]
  for (const change of configs)
    test(
      `is what CPython counts in topo, ${JSON.stringify(change)}`,
      { skip: !hasPython && 'there is no python3' },
      () => {
        const config = { ...defaultConfig, ...change, num_steps: 1 }
        const folder = mkdtempSync(path.join(tmpdir(), 'graph-size-'))
        copyFileSync('src/data/names.txt', path.join(folder, 'input.txt'))
        const text = withConfig(source, config)
        const training = text.slice(0, text.indexOf('# Sampling'))
        const counting = training.replace(
          '        self.grad = 1\n',
          "        print('topo', len(topo), *tokens[:n])\n        self.grad = 1\n",
        )
        assert.notEqual(counting, training)
        writeFileSync(path.join(folder, 'count.py'), counting)
        const printed = execFileSync('python3', ['count.py'], { cwd: folder, encoding: 'utf8' })
        const [, size, tokens] = /^topo (\d+) (.*)$/m.exec(printed)!
        assert.equal(graphSize(config, 27, text, tokens!.split(' ').map(Number)), Number(size))
      },
    )

  test('is not claimed for a program that makes its numbers in another way', () => {
    assert.equal(graphSize(defaultConfig, 27, source.replace('sum(exps)', 'math.fsum(exps)'), [26]), null)
    assert.equal(graphSize({ ...defaultConfig, activation: 'gelu' }, 27, source, [26]), null)
  })
})
