/** Going in and out of the model, and an operation laid open: its arithmetic is what the trace holds. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readLink, writeLink } from '../../src/lens/link.ts'
import { linkOf } from '../../src/lens/place.ts'
import { forwardPlaces } from '../../src/lens/timeline.ts'
import { arithmeticOf, productsOf, shapeOf, sumsOf } from '../../src/lens/zoom-arithmetic.ts'
import { blockOf, chooseRow, crumbsOf, goIn, goOut, reconcile, zoomPlace } from '../../src/lens/zoom.ts'
import { opened } from './run.ts'

const near = (a: number, b: number, words: string): void => assert.ok(Math.abs(a - b) < 1e-12, `${words}: ${a} ≠ ${b}`)

for (const [name, config] of Object.entries({
  'the script’s own model': {},
  'two layers, layernorm, gelu, a tied head': {
    n_layer: 2,
    n_embd: 8,
    n_head: 2,
    norm: 'layernorm',
    activation: 'gelu',
    tied_head: true,
  },
  'parts switched off': { off: 'attention.norm,attention.scale,mlp.relu,head.1' },
} as const))
  test(`every operation of ${name} is laid open with the numbers of the trace`, async () => {
    const session = await opened(config)
    const { reader } = session.view.value!
    for (const place of forwardPlaces(reader.plan.config)) {
      const position = 2
      const made = arithmeticOf(reader, place, position)
      const where = `${place.op} in layer ${place.layer}, head ${place.head}`
      const { values } = made.out.reading
      if (made.kind === 'rows') {
        const { rows, columns } = shapeOf(made.matrix)
        assert.equal(values.length, rows, where)
        assert.equal(made.x.reading.columns, columns, where)
        values.forEach((value, row) => near(sumsOf(productsOf(made, row)).at(-1)! / (made.root ?? 1), value, where))
      } else if (made.kind === 'pick') {
        assert.deepEqual(
          values,
          made.table.values.slice(made.row * made.table.columns, (made.row + 1) * made.table.columns),
        )
      } else if (made.kind === 'copy') {
        const { source, from } = made
        const taken = Array.from({ length: from.rows * from.columns }, (_, i) => {
          const [row, column] = [from.row + Math.floor(i / from.columns), from.column + (i % from.columns)]
          return source.reading.values[row * source.reading.columns + column]!
        })
        // What is appended to or joined ends with what was taken.
        const isOff = place.op === 'attention.concat' && reader.plan.config.off !== ''
        if (!isOff) assert.deepEqual([...values].slice(-taken.length), taken, where)
      } else checkChain(made, where)
    }
  })

function checkChain(
  { steps, out, marked }: Extract<ReturnType<typeof arithmeticOf>, { kind: 'chain' }>,
  where: string,
): void {
  const { values } = out.reading
  const [op] = where.split(' ')
  const first = steps.find(step => step.kind === 'numbers')!.reading.values
  const scalar = (words: string): number => {
    const found = steps.find(step => step.kind === 'scalar' && step.words.startsWith(words))
    assert.ok(found?.kind === 'scalar', `${where} has no ${words}`)
    return found.value
  }
  const sum = steps.find(step => step.kind === 'sum')
  if (op!.endsWith('.norm')) {
    const mean = steps.some(step => step.kind === 'scalar' && step.words.startsWith('mean')) ? scalar('mean') : 0
    values.forEach((value, i) => near((first[i]! - mean) * scalar('scale'), value, where))
  } else if (op!.endsWith('softmax')) {
    assert.ok(sum?.kind === 'sum')
    values.forEach((value, i) => near(sum.terms[i]! / sum.total, value, where))
  } else if (op!.endsWith('.add')) {
    const [a, b] = steps.map(step => (step.kind === 'numbers' ? step.reading.values : []))
    values.forEach((value, i) => near(a![i]! + b![i]!, value, where))
  } else if (op === 'loss.cross_entropy') near(-Math.log(first[marked!]!), values[0]!, where)
}

test('going in follows the cursor, stepping on keeps the level, and going out keeps the place', async () => {
  const session = await opened()
  goIn(session, { op: 'attention.query', layer: 0 })
  assert.equal(session.zoom.value.level, 1)
  assert.equal(session.moment.value!.op, 'attention.add', 'a block is complete when one comes into it')
  goIn(session, { op: 'attention.query', layer: 0, row: 5 })
  assert.deepEqual(session.zoom.value, { level: 2, row: 5 })
  assert.equal(session.moment.value!.op, 'attention.query')
  goIn(session)
  const place = session.opened.value!
  assert.ok(place.kind === 'activation' && place.op === 'attention.query' && place.column === 5)
  const cursor = session.cursor.value
  session.step(1)
  reconcile(session, { cursor, opened: place })
  assert.equal(session.zoom.value.level, 3)
  const next = session.opened.value!
  assert.ok(next.kind === 'activation' && next.op === 'attention.key' && next.column === 5)
  goOut(session)
  assert.equal(session.opened.value, null)
  assert.deepEqual(session.zoom.value, { level: 2, row: 5 })
  chooseRow(session, 99)
  assert.equal(session.zoom.value.row, 15, 'no further than the numbers there are')
  goOut(session)
  goOut(session)
  assert.equal(session.zoom.value.level, 0)
  assert.equal(session.moment.value!.op, 'attention.key')
})

test('a link has the level and the open number, and what is no level is left out', async () => {
  const session = await opened()
  goIn(session, { op: 'mlp.norm', layer: 0 })
  goIn(session, { op: 'mlp.norm', layer: 0, row: 3 })
  const hash = writeLink(linkOf(session))
  assert.match(hash, /zoom=2\.3(&|$)/)
  const other = await opened()
  other.follow(readLink(hash))
  assert.deepEqual(other.zoom.value, { level: 2, row: 3 })
  assert.equal(other.moment.value!.op, 'mlp.norm')
  assert.equal(readLink('#zoom=7').zoom, undefined)
  assert.equal(readLink('#zoom=2.x').zoom, undefined)
})

test('wherever the cursor is there is an operation to look at', async () => {
  const session = await opened({ n_layer: 2 })
  for (let at = 0; at < session.timeline.value!.length; at += 7) {
    session.moveTo(at)
    const place = zoomPlace(session)!
    assert.equal(blockOf(place.op), place.block)
    arithmeticOf(session.view.value!.reader, place, session.position.value)
  }
  session.goTo('adam', { parameter: 'layer1.mlp_fc1' })
  const place = zoomPlace(session)!
  assert.deepEqual([place.op, place.layer], ['mlp.expand', 1])
  const words = crumbsOf(session.run.value!.config, 2, place, null).map(({ words }) => words)
  assert.deepEqual(words, ['whole model', 'layer 1, MLP', 'MLP expand'])
})
