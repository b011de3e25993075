import assert from 'node:assert/strict'
import { test } from 'node:test'
import { signal } from '@preact/signals-core'
import { result, run, startValues, troubleOf, uses } from '../../src/lens/autograd/expression.ts'
import { presets } from '../../src/lens/autograd/presets.ts'
import { stateAt, visitedAt, walkthrough } from '../../src/lens/autograd/steps.ts'
import { expressionText, isProblem, mostNodes, readExpression } from '../../src/lens/autograd/typed.ts'
import { Walk, walkOf } from '../../src/lens/autograd/walk.ts'
import { readLink, writeLink } from '../../src/lens/link.ts'
import type { Session } from '../../src/lens/session.ts'

const read = (text: string) => {
  const found = readExpression(text)
  assert.ok(!isProblem(found), `${text}: ${isProblem(found) ? found.words : ''}`)
  return found
}
const valueOf = (text: string): number => {
  const preset = read(text)
  return result(run(preset, startValues(preset))).value.data
}

test('what is typed comes to what Python would make of it', () => {
  const a = 'a = 2; b = 3; '
  for (const [text, value] of [
    [a + 'a*b + a', 8],
    [a + '1 - a - b', -4],
    [a + '1 - (a - b)', 2],
    [a + 'a / b / 4', 2 / 3 / 4],
    [a + '6 / a * b', 9],
    [a + '-a**2 + b', -1],
    [a + '(-a)**2 * b', 12],
    [a + 'a**-1 + b**0.5', 0.5 + 3 ** 0.5],
    [a + '2 ** 3 ** 2 * a + b', 1027],
    [a + 'relu(b - 2*a) + exp(0) * a', 3 - 4 > 0 ? -1 : 2],
    [a + '(a*b).log() + exp( a )', Math.log(6) + Math.exp(2)],
    ['a = -6; b = 7; c = 10; d = a*b + c', -32],
    [a + 'p = a·b; q = p − a; q × q', 16],
  ] as const)
    assert.ok(Math.abs(valueOf(text) - value) < 1e-12, `${text} gave ${valueOf(text)}`)
})

test('every problem has a sentence and its place', () => {
  for (const [text, place, words] of [
    ['', 0, 'Type an expression'],
    ['a * (b + c', 4, 'never closed'],
    ['a * b) + c', 5, 'no ( for this )'],
    ['a + ', 3, 'It ends where'],
    ['a + * b', 4, 'Before *'],
    ['a ^ 2', 2, 'written **'],
    ['a ? b', 2, '? means nothing'],
    ['a * 😀', 4, '😀 means nothing'],
    ['tanh(a)', 0, 'tanh is not known'],
    ['relu a', 0, 'needs its number'],
    ['a ** b', 5, 'plain number'],
    ['a b', 2, 'operator was expected'],
    ['2 + 3', 0, 'no named number'],
    ['a', 0, 'Nothing is computed'],
    ['a = 2; b = 3; a + 1', 7, 'b is set and never used'],
    ['p = a*b; p = a; p + a', 9, 'there already'],
    ['L = L + a', 4, 'made of itself'],
    ['weights * a', 0, 'too long a name'],
    ['a / (1 - 1)', 2, 'no result'],
    ['a+'.repeat(45) + 'a', 0, `holds ${mostNodes}`],
  ] as const) {
    const found = readExpression(text)
    assert.ok(isProblem(found), text)
    assert.ok(found.words.includes(words), `${text}: ${found.words}`)
    // The place of a binary operation is its sign.
    if (!text.startsWith('a+')) assert.equal(found.at, place, text)
  }
})

test('the text of each preset is that preset', () => {
  for (const preset of presets) {
    const typed = read(expressionText(preset, startValues(preset)))
    const [ours, theirs] = [preset, typed].map(each => walkthrough(run(each, startValues(each))))
    assert.equal(result(theirs!).value.data, result(ours!).value.data, preset.title)
    assert.equal(theirs!.nodes.length, ours!.nodes.length, preset.title)
    for (const { name } of preset.leaves) {
      const grads = [ours!, theirs!].map(({ nodes }) => nodes.find(node => node.name === name)!.value.grad)
      assert.ok(Math.abs(grads[0]! - grads[1]!) < 1e-12, `${preset.title} ${name}`)
    }
  }
})

test('names keep apart, also those of equal plain numbers, and a book would print it so', () => {
  const preset = read('(a - b) * (b - c) / 2 + p')
  const { nodes } = run(preset, startValues(preset))
  assert.equal(new Set(nodes.map(({ name }) => name)).size, nodes.length)
  assert.equal(nodes.filter(({ name }) => name.startsWith('−1')).length, 2)
  assert.equal(
    uses(
      { preset, nodes },
      nodes.find(({ name }) => name === 'b')!,
    ),
    2,
  )
  assert.equal(preset.formula, 'L = (a − b)·(b − c) / 2 + p')
  assert.equal(read('y = relu(w*x)**-2 - (a - b)').formula, 'y = relu( w·x )⁻² − (a − b)')
})

test('where a number has no value, that is said in the words of Python', () => {
  const at = (text: string): string | null => {
    const preset = read(text)
    return troubleOf(run(preset, startValues(preset)))
  }
  assert.match(at('a = -1; log(a)')!, /^log −1 has no value.*math domain/)
  assert.match(at('a = 0; b = 2; b / a')!, /ZeroDivisionError/)
  assert.match(at('a = 800; exp(a)')!, /OverflowError/)
  assert.match(at('a = -2; a**0.5')!, /complex/)
  assert.equal(at('a*1e308*1e308'), 'p is beyond the largest float: Python goes on with inf.')
  assert.equal(at('a*b'), null)
})

test('where Python stops the walk does: what comes after is not made, and no gradient is known', () => {
  const walk = new Walk(read('a = 2; b = 3; log(a)*b'))
  const place = 5
  walk.goTo(place)
  assert.equal(stateAt(walk.walkthrough.value, place).step.kind, 'start')
  walk.set('a', -1)
  const { step, made, grads } = walk.state.value
  assert.equal(step.kind === 'stop' && step.node.op, 'value.log')
  assert.deepEqual([...made].map(({ name }) => name).includes('L'), false)
  assert.equal(grads.size, 0)
  const made2 = walk.walkthrough.value
  assert.equal(visitedAt(made2, result(made2), false), walk.last, 'a number that is never made leads to the stop')
  walk.set('a', 2)
  assert.equal(walk.step.value, place, 'and back to where it was')
  // Sums and products go on with inf, as in Python.
  const endless = walkthrough(run(read('a*1e308*1e308'), { a: 2 }))
  assert.equal(stateAt(endless, endless.steps.length - 1).step.kind, 'end')
})

test('an expression and its numbers survive a link; a strange one is dropped', () => {
  const walk = new Walk()
  assert.equal(walk.link, '')
  assert.equal(walk.type('a*b + exp(c)'), true)
  walk.set('a', 1.3)
  // Signs as in a book are kept as Python has them.
  const book = new Walk()
  assert.equal(book.type('a × b ÷ 2 – c'), true)
  assert.equal(readLink(writeLink({ tab: 'Autograd', expr: book.link, config: {} })).expr, book.link)
  const hash = writeLink({ tab: 'Autograd', expr: walk.link, config: {} })
  const { expr } = readLink(hash)
  const other = new Walk()
  other.follow(expr!)
  assert.deepEqual(other.values.value, walk.values.value)
  assert.equal(other.preset.value.formula, 'L = a·b + exp( c )')
  assert.equal(readLink('#expr=%3Cscript%3E').expr, undefined)
  assert.equal(readLink(`#expr=${'a'.repeat(201)}`).expr, undefined)
})

test('a problem leaves the picture as it was, and what is right again clears it', () => {
  const walk = new Walk()
  const { formula } = walk.preset.value
  assert.equal(walk.type('a * (b'), false)
  assert.deepEqual([walk.preset.value.formula, walk.problem.value?.at, walk.typed.value], [formula, 4, 'a * (b'])
  walk.type('a * b')
  assert.deepEqual([walk.preset.value.formula, walk.problem.value], ['L = a·b', null])
})

test('the session tells links of the expression, and one that comes by a link is shown', () => {
  const session = { kept: { expr: signal('a=1; b=2; a*b') } } as unknown as Session
  const walk = walkOf(session)
  assert.deepEqual([walk.preset.value.formula, walk.values.value], ['L = a·b', { a: 1, b: 2 }])
  walk.set('b', 2.5)
  assert.deepEqual([walk.values.value, session.kept.expr.value], [{ a: 1, b: 2.5 }, 'a=1; b=2.5; a*b'])
  session.kept.expr.value = 'a=2; b=-1.5; a + b'
  assert.equal(walk.preset.value.id, 'sum')
  session.kept.expr.value = 'a + (b'
  assert.equal(walk.problem.value?.at, 4)
  assert.equal(session.kept.expr.value, 'a + (b')
})
