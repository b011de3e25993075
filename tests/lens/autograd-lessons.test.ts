import assert from 'node:assert/strict'
import { test } from 'node:test'
import { descentAt, hasDiverged, neuron, presetOf, stepped } from '../../src/lens/autograd/descent.ts'
import { answerIn, exercisesOf, isRight, truthOf } from '../../src/lens/autograd/exercises.ts'
import { run, startValues } from '../../src/lens/autograd/expression.ts'
import { countPaths, measuredSlope, overwritten, pathsTo } from '../../src/lens/autograd/paths.ts'
import { presets } from '../../src/lens/autograd/presets.ts'
import { sixOperations } from '../../src/lens/autograd/six.ts'
import { speedsOf } from '../../src/lens/autograd/speeds.ts'
import { runStage, stages } from '../../src/lens/autograd/stages.ts'
import { walkthrough } from '../../src/lens/autograd/steps.ts'
import { printed } from '../../src/lens/autograd/torch.ts'

const walkOf = (text: string) => {
  const preset = presetOf(text)
  return walkthrough(run(preset, startValues(preset)))
}

test('the class remembers more at every stage', () => {
  const preset = presetOf('a = -6; b = 7; c = 10; d = a*b + c')
  const [wrapper, operators, children, gradients] = stages.map(stage => runStage(stage, preset, startValues(preset)))
  const fields = (ran: typeof wrapper, name: string) =>
    Object.fromEntries(ran!.objects.find(each => each.name === name)!.fields)
  assert.match(wrapper!.problem!, /unsupported operand type\(s\) for \*/)
  assert.deepEqual(
    wrapper!.objects.map(({ name }) => name),
    ['a', 'b', 'c'],
  )
  assert.deepEqual(fields(operators, 'd'), { data: -32 })
  // Nothing keeps a·b: it has no variable, and d has forgotten it.
  assert.deepEqual(
    [operators, children].map(ran => ran!.objects.find(({ name }) => name === 'p')!.isKept),
    [false, true],
  )
  assert.deepEqual(fields(children, 'd'), { data: -32, _children: ['p', 'c'] })
  assert.deepEqual(fields(gradients, 'p'), { data: -42, _children: ['a', 'b'], _local_grads: [7, -6], grad: 1 })
  assert.deepEqual(fields(gradients, 'a')['grad'], 7)
  const withLog = presetOf('a = 2; log(a * a)')
  assert.match(runStage(stages[2]!, withLog, startValues(withLog)).problem!, /has no log/)
  assert.equal(runStage(stages[3]!, withLog, startValues(withLog)).problem, null)
  const stopped = runStage(stages[3]!, presetOf('a = -2; b = 3; log(a)*b'), { a: -2, b: 3 })
  assert.match(stopped.problem!, /math domain error/)
  assert.equal(fields(stopped, 'a')['grad'], undefined, 'the walk back never came there')
})

test('each of the six operations grows as its local gradients say', () => {
  const by = 1e-6
  const [at, a, b] = [sixOperations(1.3, -0.7, 3), sixOperations(1.3 + by, -0.7, 3), sixOperations(1.3, -0.7 + by, 3)]
  for (const [i, { op, data, local_grads }] of at.entries()) {
    assert.ok(Math.abs((a[i]!.data - data) / by - local_grads[0]!) < 1e-4, op)
    if (local_grads.length > 1) assert.ok(Math.abs((b[i]!.data - data) / by - local_grads[1]!) < 1e-4, op)
  }
})

test('a car twice as fast as a bicycle that is four times as fast as a walker', () => {
  const { car, carPerWalker, carPerBicycle, bicyclePerWalker } = speedsOf(5, 4, 2)
  assert.deepEqual([car, carPerWalker, carPerBicycle, bicyclePerWalker], [40, 8, 2, 4])
})

test('the products along all paths add up to the gradient', () => {
  for (const { text } of [...presets, { text: 'a*a*a + exp(a*b) * (a - b)' }]) {
    const walk = walkOf(text)
    for (const node of walk.nodes) {
      const paths = pathsTo(walk, node)
      assert.equal(paths.length, countPaths(walk, node), `${text}: ${node.name}`)
      const sum = paths.reduce((sum, { product }) => sum + product, 0)
      assert.ok(Math.abs(sum - node.value.grad) < 1e-9 * Math.max(1, Math.abs(sum)), `${text}: ${node.name}`)
    }
  }
})

test('paths are counted even where there are too many to be shown', () => {
  const walk = walkOf('p = a + a; q = p + p; r = q + q; s = r + r; s + s')
  const a = walk.nodes[0]!
  assert.deepEqual([countPaths(walk, a), pathsTo(walk, a).length], [32, 6])
})

test('with = in place of += a number that is used twice gets a wrong gradient, which a nudge shows', () => {
  const walk = walkOf('a = 2; b = 3; a*b + a')
  const values = startValues(walk.preset)
  const [a, b] = [walk.nodes[0]!, walk.nodes[1]!]
  const wrong = overwritten(walk)
  assert.deepEqual([a.value.grad, b.value.grad], [4, 2])
  assert.notEqual(wrong.get(a), 4)
  assert.equal(wrong.get(b), 2)
  assert.ok(Math.abs(measuredSlope(walk.preset, values, 'a') - 4) < 1e-6)
})

test('exercises ask what everybody gets asked, and the same of everybody with the same seed', () => {
  const exercises = exercisesOf(42)
  const truths = exercises.slice(0, 3).map(exercise => truthOf(exercise, exercise.asks[0]!))
  assert.deepEqual(truths, [0, 5, 1.5])
  const texts = (seed: number) => exercisesOf(seed).map(({ preset }) => JSON.stringify(preset.leaves) + preset.text)
  assert.deepEqual(texts(7), texts(7))
  assert.notDeepEqual(texts(7), texts(8))
  for (const seed of [1, 2, 3])
    for (const exercise of exercisesOf(seed))
      for (const ask of exercise.asks) {
        const truth = truthOf(exercise, ask)
        assert.ok(Number.isFinite(truth), `${exercise.preset.formula} ${ask.name}`)
        if (ask.kind === 'grad' && !exercise.preset.text.includes('relu'))
          assert.ok(
            Math.abs(measuredSlope(exercise.preset, startValues(exercise.preset), ask.name) - truth) < 1e-3,
            `${exercise.preset.formula} ${ask.name}`,
          )
      }
})

test('an answer is read as people write numbers, and judged with the tolerance that is told', () => {
  assert.deepEqual(['3/2', '−1,5', ' .25 ', '+4', '1/0', 'two', ''].map(answerIn), [
    1.5,
    -1.5,
    0.25,
    4,
    null,
    null,
    null,
  ])
  assert.deepEqual(
    [isRight(1.509, 1.5), isRight(1.53, 1.5), isRight(99.5, 100), isRight(0, 0.2)],
    [true, false, true, false],
  )
})

test('PyTorch’s two numbers come from Value', () => {
  assert.equal(printed(), '4.0 2.0')
})

test('the neuron begins with the gradients −6 and −18 and comes to 10; too large a learning rate runs away', () => {
  let step = descentAt(neuron, startValues(neuron))
  assert.deepEqual([step.data['ŷ'], step.grads['b'], step.grads['w']], [7, -6, -18])
  const names = ['w', 'b']
  for (let i = 0; i < 30; i++) step = descentAt(neuron, stepped(step, names, 0.02))
  assert.ok(Math.abs(step.data['ŷ']! - 10) < 1e-5)
  let wild = descentAt(neuron, startValues(neuron))
  for (let i = 0; i < 30; i++) wild = descentAt(neuron, stepped(wild, names, 0.15))
  assert.equal(hasDiverged(wild), true)
})
