import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { heldBy } from '../../src/lens/held-by.ts'
import type { Held, HeldTensor } from '../../src/lens/held.ts'
import { atCursor } from '../../src/lens/ledger.ts'
import { namesIn, namesOn } from '../../src/lens/names.ts'
import type { Session } from '../../src/lens/session.ts'
import { lineOf, opened, source } from './run.ts'

const names = namesIn(source)

/** What the nth of a name on a line holds. */
function held(session: Session, start: string, name: string, nth = 0): Held | null {
  const found = namesOn(source, lineOf(start)).filter(({ of, name: at }) => (of ? `${of}.${at}` : at) === name)[nth]
  assert.ok(found, `no ${name} on ${start}`)
  return heldBy(atCursor(session)!, found, names)
}

function tensor(session: Session, start: string, name: string, nth = 0): HeldTensor {
  const found = held(session, start, name, nth)
  assert.equal(found?.kind, 'tensor', `${name} on ${start} holds ${JSON.stringify(found)}`)
  return found
}

const words = (session: Session, start: string, name: string, nth = 0): string | null => {
  const found = held(session, start, name, nth)
  return found?.kind === 'value' ? found.words : null
}

describe('a name', () => {
  test('that is read holds what was there before its line, one that is written what the line makes', async () => {
    const session = await opened({ n_layer: 2 })
    session.goTo('loss.mean')
    session.goTo('mlp.add', { layer: 1, position: 2 })
    const { reader } = session.view.value!
    const same = ({ reading }: HeldTensor, ...place: Parameters<typeof reader.output>): void =>
      assert.deepEqual(reading.values, reader.output(...place)!.values)
    same(tensor(session, 'x = [xi.relu()', 'x', 0), 'mlp.relu', 2, 1)
    same(tensor(session, 'x = [xi.relu()', 'x', 1), 'mlp.expand', 2, 1)
    same(tensor(session, 'x = [xi.relu()', 'xi'), 'mlp.expand', 2, 1)
    same(tensor(session, 'x_residual = x', 'x'), 'mlp.add', 2, 0)
    same(tensor(session, 'q = linear', 'x'), 'attention.norm', 2, 1)
    same(tensor(session, 'logits = linear', 'x'), 'mlp.add', 2, 1)
    same(tensor(session, 'x = linear(x_attn', 'x_attn'), 'attention.concat', 2, 1)
    session.goTo('mlp.add', { layer: 0, position: 2 })
    same(tensor(session, 'x_residual = x', 'x'), 'embedding.norm', 2)
  })

  test('of the innermost loop is of the head at hand, and goes through what its comprehension goes through', async () => {
    const session = await opened()
    session.goTo('attention.scores', { position: 3, head: 2 })
    const { reader } = session.view.value!
    const scores = 'attn_logits = ['
    assert.deepEqual(tensor(session, scores, 'a').reading, reader.output('attention.query_head', 3, 0, 2))
    assert.deepEqual(tensor(session, scores, 'b').reading, reader.output('attention.key_head', 3, 0, 2))
    assert.equal(tensor(session, scores, 'b').note, 'b goes through it')
    assert.deepEqual(tensor(session, 'k_h = [', 'key').rowLabels, ['BOS', 'e', 'm', 'm'])
    assert.deepEqual(tensor(session, 'k_h = [', 'k_h').axes, ['pos_id + 1', 'head_dim'])
    session.goTo('attention.scores', { position: 3, head: 0 })
    assert.deepEqual(held(session, 'head_out = [', 'head_out'), {
      kind: 'nothing',
      title: 'head_out',
      why: 'not computed yet at the cursor',
    })
  })

  test('v is a value in gpt and a running mean in Adam; a key of state_dict is the matrix of the layer at hand', async () => {
    const session = await opened({ n_layer: 2 })
    session.goTo('mlp.relu', { layer: 1, position: 1 })
    const { reader } = session.view.value!
    assert.equal(tensor(session, 'v = linear', 'v').reading.columns, 16)
    assert.equal(tensor(session, 'v[i] =', 'v').reading.columns, session.run.value!.plan.parameters)
    const matrix = tensor(session, 'x = linear(x, state_dict[f', 'mlp_fc1')
    assert.equal(matrix.title, "state_dict['layer1.mlp_fc1']")
    assert.deepEqual(matrix.axes, ['4 * n_embd', 'n_embd'])
    assert.deepEqual(matrix.reading.values, reader.matrix('layer1.mlp_fc1').values)
    assert.equal(matrix.gradient, null)
    session.goTo('mlp.expand', { layer: 1, phase: 'backward' })
    const gradients = reader.matrix('layer1.mlp_fc1', 'gradients').values
    assert.deepEqual(tensor(session, 'x = linear(x, state_dict[f', 'mlp_fc1').gradient?.values, gradients)
    session.goTo('adam', { parameter: 'layer1.mlp_fc1' })
    const updated = reader.matrix('layer1.mlp_fc1', 'updated').values
    assert.deepEqual(tensor(session, 'x = linear(x, state_dict[f', 'mlp_fc1').reading.values, updated)
  })

  test('in a helper is what the call at hand has there, and nothing where it is not called', async () => {
    const session = await opened()
    session.goTo('attention.softmax', { position: 3, head: 1 })
    const scores = session.view.value!.reader.output('attention.scores', 3, 0, 1)!
    assert.deepEqual(tensor(session, 'exps =', 'logits').reading.values, scores.values)
    assert.deepEqual(tensor(session, 'exps =', 'val').reading.values, scores.values)
    assert.equal(Number(words(session, 'exps =', 'max_val')?.replace('−', '-')), Math.max(...scores.values))
    assert.equal(held(session, 'ms =', 'x')?.kind, 'nothing')
    session.goTo('attention.query', { position: 3 })
    assert.equal(tensor(session, 'return [sum(wi', 'row').reading.rows, 16)
    assert.equal(held(session, 'exps =', 'logits')?.kind, 'nothing')
  })

  test('of the loop is the number or the word that it holds', async () => {
    const session = await opened()
    session.goTo('loss.mean')
    session.lookAtPosition(1)
    assert.equal(words(session, 'token_id = tokens', 'token_id'), '4')
    assert.equal(words(session, 'doc =', 'doc'), 'emma')
    assert.equal(words(session, 'tokens =', 'tokens'), '[26, 4, 12, 12, 0, 26]')
    assert.equal(words(session, 'loss =', 'n'), '5')
    assert.equal(Number(words(session, 'loss =', 'loss')), session.view.value!.reader.loss)
    assert.equal(tensor(session, 'losses.append', 'losses').reading.columns, 5)
    assert.equal(words(session, 'head_dim =', 'head_dim'), '4')
    assert.equal(words(session, 'for i, p', 'i'), null)
  })

  test('on the way back the walk holds the numbers of one edge, and each tensor its gradient once that is known', async () => {
    const session = await opened()
    session.goTo('mlp.expand', { phase: 'backward' })
    const [local, grad, added] = [
      ['child.grad +=', 'local_grad'],
      ['child.grad +=', 'v.grad'],
      ['child.grad +=', 'child.grad'],
    ].map(([line, name]) => Number(words(session, line!, name!)?.replace('−', '-')))
    assert.equal(added, local! * grad!)
    assert.ok(tensor(session, 'x = [xi.relu()', 'x').gradient)
    assert.equal(tensor(session, 'q = linear', 'q').gradient, null)
  })

  test('that no one knows anything of has no card', async () => {
    const session = await opened()
    assert.equal(held(session, 'url =', 'url'), null)
  })
})
