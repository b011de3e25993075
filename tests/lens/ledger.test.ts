import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { opIds } from '../../src/engine/operations.ts'
import { debuggerOf } from '../../src/lens/debugger.ts'
import { numberWords, sameEntry, type LedgerEntry, type Part } from '../../src/lens/ledger-entry.ts'
import { boundOn, gradientMasses, ledgerAt } from '../../src/lens/ledger.ts'
import type { Reading } from '../../src/lens/reading.ts'
import { drawName } from '../../src/lens/sampling.ts'
import type { Session } from '../../src/lens/session.ts'
import { childrenOf, lineAt, parsePython } from '../../src/python/python-source.ts'
import type { SyntaxNode } from '@lezer/common'
import { code, engineService, lineOf, opened, source } from './run.ts'

/** What stands beside the first line that begins so. */
function beside(session: Session, start: string): LedgerEntry | undefined {
  return ledgerAt(session).get(lineOf(start))
}

function reading(session: Session, start: string): Reading {
  const entry = beside(session, start)
  assert.ok(entry?.kind === 'reading', `no numbers beside ${start}`)
  return entry.reading
}

const word = (part: Part): string =>
  typeof part === 'string' ? part : 'words' in part ? part.words : numberWords(part.value, part.digits)

function text(session: Session, start: string): string | null {
  const entry = beside(session, start)
  return entry?.kind === 'text' ? entry.parts.map(word).join('') : null
}

/** The number that a text entry ends in. */
function numberAt(session: Session, start: string, which = -1): number {
  const entry = beside(session, start)
  assert.ok(entry?.kind === 'text', `no words beside ${start}`)
  const numbers = entry.parts.flatMap(part => (typeof part === 'object' && 'value' in part ? part.value : []))
  return numbers.at(which)!
}

describe('the ledger', () => {
  test('lines behind the cursor are filled, lines ahead are blank', async () => {
    const session = await opened()
    session.goTo('embedding.token', { position: 0 })
    assert.equal(text(session, 'def gpt('), 'token_id = 26, pos_id = 0')
    assert.equal(reading(session, 'tok_emb =').columns, 16)
    for (const start of [
      'pos_emb =',
      'for li in',
      'q = linear',
      'for h in',
      'logits = linear',
      'loss_t =',
      'loss =',
      'lr_t =',
    ])
      assert.equal(beside(session, start), undefined, start)
    assert.equal(text(session, 'keys = '), 'empty')
    assert.equal(text(session, 'losses = '), '[]')
  })

  test('inside the heads each line holds the head at hand, and x_attn what the heads before it gave', async () => {
    const session = await opened()
    session.goTo('attention.softmax', { position: 2, head: 2 })
    const { reader } = session.view.value!
    assert.deepEqual(reading(session, 'q = linear').values, reader.output('attention.query', 2, 0)!.values)
    assert.deepEqual(reading(session, 'q_h =').values, reader.output('attention.query', 2, 0)!.values.slice(8, 12))
    assert.equal(reading(session, 'k_h =').rows, 3)
    assert.deepEqual(reading(session, 'attn_weights =').values, reader.output('attention.softmax', 2, 0, 2)!.values)
    assert.equal(text(session, 'for h in'), 'h = 2')
    assert.equal(text(session, 'hs ='), 'hs = 8')
    assert.equal(beside(session, 'head_out ='), undefined)
    const joined = beside(session, 'x_attn.extend')
    assert.ok(joined?.kind === 'reading')
    assert.deepEqual([joined.reading.columns, joined.slots], [8, 16])
    assert.equal(reading(session, 'losses = ').columns, 2)
    assert.equal(reading(session, 'keys = ').rows, 3)
  })

  test('the training loop says what it read, guessed and lost', async () => {
    const session = await opened()
    session.goTo('loss.mean')
    const { reader } = session.view.value!
    assert.equal(text(session, 'doc ='), "doc = 'emma' your own")
    assert.equal(text(session, 'tokens ='), '[26 4 12 12 0 26]')
    assert.equal(text(session, 'n = min'), 'n = 5')
    session.lookAtPosition(1)
    assert.equal(text(session, 'token_id = tokens'), 'token_id = 4 e')
    assert.equal(text(session, 'target_id ='), 'target_id = 12 m')
    const losses = Array.from(reading(session, 'losses.append').values)
    assert.equal(losses.length, 5)
    assert.equal(numberAt(session, 'loss ='), reader.loss)
    assert.ok(Math.abs(losses.reduce((a, b) => a + b) / 5 - reader.loss) < 1e-12)
    assert.equal(text(session, 'params ='), 'len(params) = 4,192')
  })

  test('on the way back a line shows its gradient as soon as it is known', async () => {
    const session = await opened()
    const { reader } = session.view.value!
    const timeline = session.timeline.value!
    session.moveTo(timeline.backwardIndex({ op: 'mlp.norm', layer: 0, head: null })!)
    assert.equal(reading(session, "x = linear(x, state_dict[f'layer{li}.mlp_fc1").role, 'grad')
    assert.deepEqual(reading(session, 'logits = linear').values, reader.gradient('output.logits', 4)!.values)
    assert.deepEqual(reading(session, 'q = linear').values, reader.output('attention.query', 4, 0)!.values)
    assert.match(text(session, 'loss.backward')!, /^\d+ of \d+ operations$/)
    session.goTo('adam.rate')
    assert.deepEqual(reading(session, 'q = linear').values, reader.gradient('attention.query', 4, 0)!.values)
    assert.equal(text(session, 'loss.backward'), '4,192 gradients')
    assert.equal(beside(session, 'm[i] ='), undefined)
  })

  test('Adam is followed on the parameter that the loss feels most, and its arithmetic adds up', async () => {
    const session = await opened()
    session.goTo('adam', { parameter: 'lm_head' })
    const { before, trace } = session.view.value!.reader
    const [, i, row, column] = /^i = (\d+) lm_head\[(\d+)\]\[(\d+)\]$/.exec(text(session, 'for i, p')!)!.map(Number)
    assert.equal(i, 27 * 16 + 16 * 16 + row! * 16 + column!)
    const gradient = numberAt(session, 'p.grad = 0')
    const { beta1, beta2, rate, eps, correction1, correction2 } = trace.input.rates
    const near = (a: number, b: number): void =>
      assert.ok(Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b)), `${a} is not ${b}`)
    near(numberAt(session, 'm[i] ='), beta1 * before.m[i]! + (1 - beta1) * gradient)
    near(numberAt(session, 'v[i] ='), beta2 * before.v[i]! + (1 - beta2) * gradient ** 2)
    near(numberAt(session, 'm_hat ='), numberAt(session, 'm[i] =') / correction1)
    near(numberAt(session, 'v_hat ='), numberAt(session, 'v[i] =') / correction2)
    const step = (rate * numberAt(session, 'm_hat =')) / (Math.sqrt(numberAt(session, 'v_hat =')) + eps)
    assert.equal(numberAt(session, 'p.data -=', 0), before.parameters[i])
    near(numberAt(session, 'p.data -='), before.parameters[i]! - step)
    const [old, now] = text(session, 'p.data -=')!.split(' → ')
    assert.notEqual(old, now)
  })

  test('an update whose moments are not known is not shown', async () => {
    const session = await opened()
    session.goTo('adam', { parameter: 'wte' })
    session.view.value = { ...session.view.value!, provisional: true }
    assert.equal(beside(session, 'm[i] ='), undefined)
    assert.equal(beside(session, 'p.data -='), undefined)
    assert.ok(text(session, 'lr_t ='))
  })

  test('a deeper model shows the layer at hand, and the numbers that run rather than those in the text', async () => {
    const session = await opened({ n_layer: 2, n_embd: 8, n_head: 2 }, { replay: 1 })
    session.goTo('mlp.relu', { layer: 1, position: 0 })
    assert.equal(text(session, 'for li in'), 'li = 1')
    assert.equal(reading(session, 'x = [xi.relu()').columns, 32)
    assert.equal(text(session, 'n_layer ='), '2')
    assert.equal(text(session, 'n_embd ='), '8')
    session.goTo('mlp.relu', { layer: 0, position: 0 })
    assert.equal(text(session, 'for li in'), 'li = 0')
  })
})

test('what a line binds is read from its text', () => {
  const lines = {
    '    q = linear(x, w)  # a == b': ['q'],
    'm[i] = beta1 * m[i]': ['m[i]'],
    'p.data -= lr_t': ['p.data'],
    'for li in range(n_layer):': ['for li'],
    'def gpt(token_id, keys=None):': ['def gpt'],
    'keys[li].append(k)': ['keys.append'],
    'loss.backward()': ['loss.backward'],
    'learning_rate, beta1 = 0.01, 0.85': ['learning_rate', 'beta1'],
    'return logits': [''],
    "print(f'loss {x == y}')": ['print'],
    "with open('input.txt', encoding='utf-8') as file:": ['with open'],
  }
  for (const [line, names] of Object.entries(lines)) assert.deepEqual(boundOn(line), names, line)
})

/** Lines on which a statement begins that gives a name a value: an assignment, a loop, a `with … as`. */
function bindingLines(): number[] {
  const parsed = parsePython(source)
  const lines: number[] = []
  const walk = (node: SyntaxNode): void => {
    if (/^(Assign|Update|For|With)Statement$/.test(node.name)) lines.push(lineAt(parsed, node.from))
    childrenOf(node).forEach(walk)
  }
  walk(parsed.tree.topNode)
  return lines
}

describe('a walk through the whole timeline', () => {
  test('every line that binds something has a value once it was passed', async () => {
    const session = await opened({}, { document: null })
    const binding = bindingLines()
    assert.ok(binding.length > 80, 'the program binds names on many lines')
    const seen = new Set<number>()
    const { length } = session.timeline.value!
    for (let at = 0; at < length; at++) {
      session.moveTo(at)
      if (session.moment.value!.phase === 'sample')
        session.drawn.value ??= drawName(session.run.value!, session.view.value!)
      for (const line of ledgerAt(session).keys()) seen.add(line)
    }
    assert.deepEqual(
      binding.filter(line => !seen.has(line)).map(line => `${line}: ${code[line - 1]}`),
      [],
    )
    // At the end everything of the program itself stands there; what is inside a call or an edge is over.
    const inCalls = new Set(
      opIds
        .filter(op => op.startsWith('value') || ['linear', 'softmax', 'rmsnorm'].includes(op))
        .flatMap(op => session.program.value.linesOf(op))
        .flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)),
    )
    const last = ledgerAt(session)
    assert.deepEqual(
      binding.filter(line => !last.has(line) && !inCalls.has(line)).map(line => `${line}: ${code[line - 1]}`),
      [],
    )
  })

  test('forward and back again shows the same at every moment', async () => {
    const session = await opened({ n_layer: 2, n_head: 2 }, { document: 'abc' })
    const { length } = session.timeline.value!
    const there = Array.from({ length }, (_, at) => (session.moveTo(at), ledgerAt(session)))
    for (let at = length - 1; at >= 0; at--) {
      session.moveTo(at)
      const back = ledgerAt(session)
      assert.deepEqual([...back.keys()], [...there[at]!.keys()])
      for (const [line, entry] of back) assert.ok(sameEntry(entry, there[at]!.get(line)!), `line ${line} at ${at}`)
    }
  })

  test('what has not changed is the same entry, so that nothing is drawn for it', async () => {
    const session = await opened()
    session.goTo('attention.value', { position: 3 })
    const before = ledgerAt(session)
    session.step(1)
    const after = ledgerAt(session)
    for (const start of ['q = linear', 'tok_emb =', 'values = [[]'])
      assert.equal(after.get(lineOf(start)), before.get(lineOf(start)), start)
    assert.notEqual(after.get(lineOf('keys = [[]')), before.get(lineOf('keys = [[]')))
  })
})

describe('beside the lines around the model', () => {
  test('setup fills line by line as it is passed', async () => {
    const session = await opened({}, { document: null })
    const timeline = session.timeline.value!
    session.moveTo(timeline.onceIndex('setup', 'tokenizer')!)
    assert.equal(text(session, 'docs ='), "len(docs) = 2,041 'aada'")
    assert.match(text(session, 'random.shuffle')!, /^docs = \['\w+', '\w+', …\]$/)
    assert.equal(text(session, 'uchars ='), '26 abcdefghijklmnopqrstuvwxyz')
    assert.equal(text(session, 'vocab_size ='), '26 + 1 = 27')
    for (const start of ['n_embd =', 'params =', 'm = [', 'doc =', 'for step'])
      assert.equal(beside(session, start), undefined, start)
    session.moveTo(timeline.stepStart)
    assert.equal(text(session, 'head_dim ='), '4')
    assert.equal(text(session, 'state_dict ='), '9 matrices')
    assert.equal(text(session, "state_dict[f'layer{i}.mlp_fc1']"), '64 × 16')
    assert.equal(text(session, 'for step'), 'step = 11')
    assert.equal(beside(session, 'token_id = tokens'), undefined)
  })

  test('the shuffled documents are those that training takes first', async () => {
    const session = await opened({}, { replay: 2, document: null })
    const [first, second] = session.run.value!.firstDocs
    assert.equal(session.view.value!.document, second)
    await session.look(0)
    assert.equal(session.view.value!.document, first)
  })

  test("Adam's means are zeros where they are made, and what the step finds and leaves later on", async () => {
    const session = await opened({}, { replay: 3 })
    const timeline = session.timeline.value!
    session.moveTo(timeline.onceIndex('setup', 'adam.state')!)
    assert.equal(text(session, 'm = ['), '4,192 zeros')
    session.goTo('loss.mean')
    const found = text(session, 'm = [')!
    assert.match(found, /^4,192 numbers, at most 0\.\d+$/)
    session.moveTo(timeline.stepEnd)
    assert.notEqual(text(session, 'm = ['), found)
    await session.look(0)
    session.goTo('loss.mean')
    assert.equal(text(session, 'v = ['), '4,192 zeros')
    session.moveTo(session.timeline.value!.stepEnd)
    assert.match(text(session, 'v = [')!, /^4,192 numbers/)
  })

  test('a chosen parameter is followed in its own matrix, and after it; in the others the one that is felt most', async () => {
    const session = await opened()
    const { reader } = session.view.value!
    const wte = reader.matrices.find(({ name }) => name === 'wte')!
    session.parameterIndex.value = wte.start + 4 * wte.columns + 7
    session.goTo('adam', { parameter: 'wte' })
    assert.equal(text(session, 'for i, p'), `i = ${4 * 16 + 7} wte[4][7]`)
    assert.equal(numberAt(session, 'p.data -=', 0), reader.matrix('wte').values[4 * 16 + 7])
    session.goTo('adam', { parameter: 'lm_head' })
    assert.match(text(session, 'for i, p')!, /lm_head\[/)
    session.goTo('training.print')
    assert.equal(text(session, 'for i, p'), `i = ${4 * 16 + 7} wte[4][7]`)
  })

  test('the sampled name is the one that the engine draws, with its probabilities', async () => {
    const session = await opened({}, { document: null })
    session.drawn.value = drawName(session.run.value!, session.view.value!)
    const { names } = await engineService.sample(12, 1, 0.5)
    session.goTo('sample.print')
    assert.equal(text(session, "print(f'sample"), `sample  1: ${names[0]}`)
    session.goTo('sample.choose')
    assert.match(text(session, 'token_id = random')!, new RegExp(` ${names[0]![0]}$`))
    const probs = reading(session, 'probs = softmax([')
    assert.ok(Math.abs(Array.from(probs.values).reduce((sum, p) => sum + p, 0) - 1) < 1e-12)
    assert.equal(probs.ramp, 'probability')
    session.goTo('sample.start')
    assert.equal(text(session, 'for sample_idx'), 'sample_idx = 0')
    assert.equal(beside(session, 'probs = softmax(['), undefined)
  })
})

describe('inside a moment', () => {
  test('a debugger that stands in a helper sees its lines fill, and the line that waits for it blank', async () => {
    const session = await opened()
    session.goTo('attention.softmax', { position: 3, head: 0 })
    assert.ok(beside(session, 'total ='))
    const stepper = debuggerOf(session)
    stepper.into()
    assert.equal(session.frames.value.at(-1)?.helper, 'softmax')
    assert.ok(beside(session, 'max_val ='))
    for (const start of ['exps =', 'total =', 'return [e / total', 'attn_weights ='])
      assert.equal(beside(session, start), undefined, start)
    stepper.into()
    assert.equal(reading(session, 'exps =').columns, 4)
    assert.equal(beside(session, 'total ='), undefined)
    stepper.out()
    session.goTo('attention.query')
    assert.equal(beside(session, 'total ='), undefined)
    assert.match(text(session, 'return [sum(wi * xi')!, / = −?\d/)
  })
})

describe('gradient mass', () => {
  test('grows line by line on the way back, against the largest line, and is nowhere else', async () => {
    const session = await opened()
    session.goTo('loss.mean')
    assert.equal(gradientMasses(session).size, 0)
    session.goTo('mlp.relu', { phase: 'backward' })
    const { reader } = session.view.value!
    const masses = gradientMasses(session)
    const of = (start: string): number | undefined => masses.get(lineOf(start))
    assert.ok(of('logits = linear')! > 0 && of('x = [xi.relu()')! > 0)
    assert.equal(of('q = linear'), undefined)
    const sum = (op: 'mlp.relu' | 'output.logits', layer: number | null): number =>
      Array.from({ length: 5 }, (_, position) => reader.gradient(op, position, layer)!.values)
        .flatMap(values => Array.from(values, Math.abs))
        .reduce((a, b) => a + b)
    const ratio = sum('mlp.relu', 0) / sum('output.logits', null)
    assert.ok(Math.abs(of('x = [xi.relu()')! / of('logits = linear')! - ratio) < 1e-9)
    session.moveTo(session.timeline.value!.first('backward').to - 1)
    const all = [...gradientMasses(session).values()]
    assert.equal(Math.max(...all), 1)
    session.step(1)
    assert.equal(gradientMasses(session).size, 0)
  })
})
