import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noIntervention } from '../../src/engine/intervention.ts'
import { silence, headStretch, withActivation } from '../../src/lens/interventions.ts'
import { likeliest, logitSplit, shareTerms, streamParts, unembedding } from '../../src/lens/logit-parts.ts'
import type { TraceReader } from '../../src/lens/reading.ts'
import type { Session } from '../../src/lens/session.ts'
import { opened } from './run.ts'

const readerOf = (session: Session): TraceReader => session.view.value!.reader
const near = (a: number, b: number, what: string): void => assert.ok(Math.abs(a - b) < 1e-12, `${what}: ${a} and ${b}`)

/** Every letter at every position, and each part of it once more. */
function isExact(reader: TraceReader, what: string): void {
  const { vocab_size } = reader.plan
  for (let position = 0; position < reader.positions; position++) {
    const parts = streamParts(reader, position)
    for (let letter = 0; letter < vocab_size; letter++) {
      const against = letter % 3 === 0 ? (letter + 5) % vocab_size : null
      const { rest, running, logit } = logitSplit(reader, position, letter, against, parts)
      near(rest, 0, `${what}: the rest of letter ${letter} at ${position}`)
      near(running.at(-1)!, logit, what)
    }
    const row = unembedding(reader, reader.targets[position]!)
    for (const part of parts) {
      const share = part.isCut ? 0 : part.written.reduce((sum, value, i) => sum + value * row[i]!, 0)
      const terms = shareTerms(reader, position, part, row)
      near(
        terms.reduce((sum, { share }) => sum + share, 0),
        share,
        `${what}: the terms of ${part.kind} ${part.head}`,
      )
    }
  }
}

test('a logit is the sum of what the embedding, each head and each MLP wrote, for every letter and position', async () => {
  const session = await opened()
  isExact(readerOf(session), 'microgpt')
  const parts = streamParts(readerOf(session), 2)
  assert.deepEqual(
    parts.map(({ kind, head }) => [kind, head]),
    [
      ['embedding', null],
      ['head', 0],
      ['head', 1],
      ['head', 2],
      ['head', 3],
      ['mlp', null],
    ],
  )
  const { shares } = logitSplit(readerOf(session), 2, 0)
  assert.ok(shares.every(share => Math.abs(share) > 1e-6))
  isExact(
    readerOf(await opened({ n_layer: 3, n_head: 2, tied_head: true, activation: 'gelu', norm: 'layernorm' })),
    'gelu',
  )
  isExact(readerOf(await opened({ n_layer: 2, activation: 'relu2', n_embd: 8 }, { document: 'zoe' })), 'relu²')
})

test('with parts switched off the split stays exact: what a missing residual cuts off brings nothing', async () => {
  const session = await opened({ n_layer: 2 })
  for (const part of ['attention.add', 'mlp.add', 'head.1', 'embedding.position', 'mlp.norm']) {
    await session.toggle(part)
    isExact(readerOf(session), `without ${session.off.value}`)
    const parts = streamParts(readerOf(session), 1)
    if (part === 'attention.add') assert.equal(parts.filter(({ isCut }) => isCut).length, 6)
    if (part === 'mlp.add')
      assert.deepEqual(
        parts.filter(({ isCut }) => !isCut).map(({ kind }) => kind),
        ['mlp'],
      )
    if (part !== 'attention.add') await session.toggle(part)
    if (part === 'mlp.add') await session.toggle('attention.add')
  }
})

test('numbers held within the stream are the rest, and a silenced head brings nothing', async () => {
  const session = await opened()
  const { plan } = session.run.value!
  const letter = 4
  await session.intervene(silence(noIntervention, headStretch(plan, 0, 2, readerOf(session).positions)))
  assert.equal(logitSplit(readerOf(session), 3, letter).shares[3], 0)
  near(logitSplit(readerOf(session), 3, letter).rest, 0, 'the rest')
  const held = { op: 'attention.add', layer: 0, position: 3, column: 5, value: 1.5 } as const
  await session.intervene(withActivation(noIntervention, held))
  const reader = readerOf(session)
  const parts = streamParts(reader, 3)
  const sum = parts.slice(0, 5).reduce((sum, { written }) => sum + written[5]!, 0)
  near(logitSplit(reader, 3, letter).rest, (1.5 - sum) * unembedding(reader, letter)[5]!, 'the rest')
  near(logitSplit(reader, 2, letter).rest, 0, 'the rest elsewhere')
})

test('the likeliest other letter is another one', () => {
  assert.equal(likeliest([0.2, 0.5, 0.3]), 1)
  assert.equal(likeliest([0.2, 0.5, 0.3], 1), 2)
  assert.equal(likeliest([0.9, 0.1], 0), 1)
})
