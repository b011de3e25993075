import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import sourceMap from '../../src/source-map.json'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import type { LedgerEntry, Part } from '../../src/lens/ledger-entry.ts'
import { boundOn, ledgerAt } from '../../src/lens/ledger.ts'
import type { Reading } from '../../src/lens/reading.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

const source = readFileSync('microgpt.py', 'utf8')
const code = source.split('\n')

async function opened(config: Partial<Config> = {}, replay = 12): Promise<Session> {
  const session = new Session(new EngineService() as unknown as Engine, new Program(source, sourceMap))
  const names = readFileSync('src/data/names.txt', 'utf8')
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  assert.ok(await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay }))
  assert.ok(await session.read('emma'))
  return session
}

/** What stands beside the first line that begins so. */
function beside(session: Session, start: string): LedgerEntry | undefined {
  const line = code.findIndex(line => line.trim().startsWith(start)) + 1
  assert.ok(line > 0, `microgpt.py has no line that begins with ${start}`)
  return ledgerAt(session).get(line)
}

function reading(session: Session, start: string): Reading {
  const entry = beside(session, start)
  assert.ok(entry?.kind === 'reading', `no numbers beside ${start}`)
  return entry.reading
}

const word = (part: Part): string =>
  typeof part === 'string' ? part : 'words' in part ? part.words : part.value.toFixed(part.digits)

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
    session.moveTo(0)
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
    const session = await opened({ n_layer: 2, n_embd: 8, n_head: 2 }, 1)
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
    "print(f'loss {x == y}')": [''],
  }
  for (const [line, names] of Object.entries(lines)) assert.deepEqual(boundOn(line), names, line)
})
