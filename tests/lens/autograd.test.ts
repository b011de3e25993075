import assert from 'node:assert/strict'
import { test } from 'node:test'
import { run, startValues } from '../../src/lens/autograd/expression.ts'
import { curve, moved } from '../../src/lens/autograd/nudge.ts'
import { firstPreset, presets } from '../../src/lens/autograd/presets.ts'
import { builtAt, keyOf, stateAt, tellingStep, visitedAt, walkthrough } from '../../src/lens/autograd/steps.ts'
import { Walk } from '../../src/lens/autograd/walk.ts'

const walkOf = (id: string) => {
  const preset = presets.find(preset => preset.id === id)!
  return walkthrough(run(preset, startValues(preset)))
}
const chain = walkOf('chain')
const named = (name: string) => chain.nodes.find(node => node.name === name)!

test('the chain is built in the order of the program and walked back in that of backward()', () => {
  assert.deepEqual(
    chain.nodes.map(({ name }) => name),
    ['a', 'b', 'c', 'p', 's', 't', 'L'],
  )
  assert.deepEqual(
    chain.reversedTopo.map(({ name }) => name),
    ['L', 't', 'c', 's', 'p', 'b', 'a'],
  )
  const walked = chain.steps.flatMap(step =>
    step.kind === 'edge' ? [`${step.edge.v.name}${step.edge.child.name}`] : [],
  )
  assert.deepEqual(walked, ['Lt', 'ts', 'tc', 'sp', 'sa', 'pa', 'pb'])
})

test('the second gradient of a is added to the first, with the numbers of the program', () => {
  const step = chain.steps[tellingStep(chain)]!
  assert.ok(step.kind === 'edge')
  assert.equal(keyOf(step.edge), 'p|0')
  const L = Math.exp(-0.5)
  assert.deepEqual([step.before, step.local_grad, step.grad], [0.5 * L, -1.5, 0.5 * L])
  assert.equal(step.after, 0.5 * L + -1.5 * (0.5 * L))
  assert.deepEqual(
    step.earlier.map(({ v }) => v.name),
    ['s'],
  )
})

test('a gradient is missing, not 0, until the walk has been there', () => {
  const built = stateAt(chain, builtAt(chain))
  assert.deepEqual([built.made.size, built.grads.size, built.isBack], [7, 0, false])
  const state = stateAt(chain, tellingStep(chain))
  assert.deepEqual(
    [...state.grads.keys()].map(({ name }) => name),
    ['L', 't', 's', 'c', 'p', 'a'],
  )
  assert.equal(state.grads.has(named('b')), false)
  assert.deepEqual([state.isComplete(named('a')), state.isComplete(named('b'))], [true, false])
  assert.equal(stateAt(chain, tellingStep(chain) - 1).isComplete(named('a')), false)
})

test('a number is visited when it is made and, on the way back, when its edges are walked', () => {
  const steps = (isBack: boolean) => chain.nodes.map(node => chain.steps[visitedAt(chain, node, isBack)]!)
  assert.ok(steps(false).every((step, i) => step.kind === 'make' && step.node === chain.nodes[i]))
  const back = steps(true).map(step => (step.kind === 'edge' ? keyOf(step.edge) : step.kind))
  assert.deepEqual(back, ['p|0', 'p|1', 't|1', 'p|0', 's|0', 't|0', 'start'])
})

for (const preset of presets)
  test(`${preset.title}: at the end every gradient is known, and a nudge of any leaf agrees with it`, () => {
    const values = startValues(preset)
    const walk = walkthrough(run(preset, values))
    const state = stateAt(walk, walk.steps.length - 1)
    assert.equal(
      walk.steps.length,
      3 + walk.nodes.length + walk.nodes.reduce((sum, { children }) => sum + children.length, 0),
    )
    for (const node of walk.nodes) assert.equal(state.grads.get(node), node.value.grad, node.name)
    for (const { name } of preset.leaves) {
      const { grad } = walk.nodes.find(node => node.name === name)!.value
      assert.ok(Math.abs(moved(preset, values, name, 1e-6) / 1e-6 - grad) < 1e-4, name)
    }
  })

test('the softmax loss is made of primitives only, and its plain number is a Value too', () => {
  const walk = walkOf('softmax')
  assert.ok(Math.abs(walk.nodes.at(-1)!.value.data - Math.log(1 + Math.exp(0.5))) < 1e-15)
  assert.deepEqual(
    walk.nodes.filter(({ isConstant }) => isConstant).map(({ name, value }) => [name, value.data]),
    [['−1', -1]],
  )
})

test('a curve goes through what the expression comes to', () => {
  const values = startValues(firstPreset)
  const points = curve(firstPreset, values, firstPreset.leaves[0]!)
  assert.deepEqual([points.length, points[0]!.x, points.at(-1)!.x], [81, 0, 4])
  assert.equal(points.find(({ x }) => x === 2)!.L, Math.exp(-0.5))
})

test('another number in a leaf changes every number after it, and not where the walk is', () => {
  const walk = new Walk()
  const { step } = walk.state.value
  assert.ok(step.kind === 'edge' && step.edge.child.name === 'a')
  const at = walk.step.value
  walk.set('a', 1)
  assert.equal(walk.step.value, at)
  const L = Math.exp((1 * -1.5 + 1) * 0.5)
  assert.equal(walk.walkthrough.value.nodes.at(-1)!.value.data, L)
  assert.equal(walk.state.value.grads.get(walk.walkthrough.value.nodes[0]!), 0.5 * L + -1.5 * (0.5 * L))
})

test('time runs both ways and stops at both ends; another expression begins built', () => {
  const walk = new Walk()
  const kind = (): string => walk.state.value.step.kind
  walk.choose(presets[0]!)
  assert.deepEqual(walk.state.value.step, { kind: 'make', node: walk.walkthrough.value.nodes.at(-1) })
  walk.goTo(99)
  assert.equal(kind(), 'end')
  walk.next()
  assert.equal(walk.step.value, walk.last)
  walk.back()
  assert.equal(kind(), 'edge')
  walk.startOver()
  walk.back()
  assert.equal(walk.state.value.made.size, 0)
})

test('the leaf that is nudged is the one last reached, or the one just turned, or the one chosen', () => {
  const walk = new Walk()
  assert.equal(walk.nudged.value.name, 'a')
  walk.set('c', 0.3)
  assert.equal(walk.nudged.value.name, 'c')
  walk.next()
  assert.equal(walk.nudged.value.name, 'b')
  walk.nudge('a')
  walk.set('c', 0.4)
  assert.equal(walk.nudged.value.name, 'a')
})

test('walking all goes through every step to the end', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const walk = new Walk()
  walk.startOver()
  const seen: number[] = []
  walk.step.subscribe(step => void seen.push(step))
  walk.walkAll()
  for (let i = 0; i < walk.last; i++) t.mock.timers.tick(450)
  assert.deepEqual(
    seen,
    Array.from({ length: walk.last + 1 }, (_, i) => i),
  )
  assert.equal(walk.walking.value, false)
})
