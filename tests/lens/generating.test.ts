import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { editDistance, lettersOf } from '../../src/engine/edit-distance.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import { planFor } from '../../src/engine/plan.ts'
import { Random } from '../../src/engine/random.ts'
import { drawsIn, generatingOf } from '../../src/lens/generating.ts'
import { ledgerAt } from '../../src/lens/ledger.ts'
import {
  bitsOf,
  likeliest,
  logProbability,
  multiplyAdds,
  oddsWords,
  probabilitiesAt,
  sharesOf,
  surpriseOf,
} from '../../src/lens/letter-odds.ts'
import { surpriseReadingOf } from '../../src/lens/surprise-reading.ts'
import type { Session } from '../../src/lens/session.ts'
import { code, lineOf, opened } from './run.ts'

const until = async (what: string, holds: () => boolean): Promise<void> => {
  for (let left = 400; left > 0; left--, await new Promise(done => setTimeout(done, 5))) if (holds()) return
  assert.fail(`never: ${what}`)
}

const names = (session: Session): string[] => generatingOf(session).made.value!.names.map(({ text }) => text)

/** A session with the tab open, the names there. */
async function generating(replay = 12): Promise<{ session: Session; close: () => void }> {
  const session = await opened({}, { replay, document: null })
  const close = generatingOf(session).follow()
  await until('names', () => generatingOf(session).made.value !== null)
  return { session, close }
}

describe('names made up', () => {
  test('those of the whole run are the script’s own twenty, as CPython printed them', async () => {
    const { session, close } = await generating(1000)
    const printed = readFileSync('src/data/cpython-run.txt', 'utf8').matchAll(/^sample +\d+: (\S+)$/gm)
    assert.deepEqual(
      names(session),
      Array.from(printed, ([, name]) => name),
    )
    assert.deepEqual(names(session), await session.questions.namesAt(1000, 20))
    close()
  })

  test('more of them go on where the generator was left, and a hundred begin with the first twenty', async () => {
    const { session, close } = await generating()
    const state = generatingOf(session)
    const [first, drawn] = [names(session), drawsIn(state.made.value!.names)]
    state.again()
    await until('the next', () => state.made.value!.wanted.drawsBefore === drawn)
    const second = names(session)
    assert.notDeepEqual(second, first)
    state.fromTheStart()
    state.more()
    await until('a hundred', () => state.made.value!.names.length === 100)
    assert.deepEqual(names(session).slice(0, 40), [...first, ...second])
    close()
  })

  test('a beginning is read as typed, two of them in turn; what the data can’t spell is said', async () => {
    const { session, close } = await generating()
    const state = generatingOf(session)
    state.begins.value = 'jo ka'
    await until('begun', () => names(session)[0]!.startsWith('jo'))
    names(session).forEach((name, i) => assert.ok(name.startsWith(i % 2 === 0 ? 'jo' : 'ka'), name))
    assert.equal(state.at.value!.name, 0)
    assert.ok(state.at.value!.draws[1]!.isGiven)
    state.top_k.value = 1
    state.chooseBy.value = 'top_k'
    await until('the likeliest', () => new Set(names(session)).size === 2)
    for (const draw of state.at.value!.draws)
      assert.equal(sharesOf(draw)[draw.index], draw.isGiven ? draw.probs[draw.index] : 1)
    state.begins.value = 'jß'
    assert.match(state.problem.value!, /“ß”/)
    state.begins.value = 'a'.repeat(16)
    assert.match(state.problem.value!, /at most 16/)
    state.begins.value = 'z'.repeat(10_000)
    assert.match(state.problem.value!, /^z{23}… leaves no room/)
    close()
  })

  test('a link says what they begin with and how; the largest of all makes one name of each beginning', async () => {
    const session = await opened({}, { document: null })
    session.follow({ tab: 'Generate', begins: 'jo', choose: 'top3', config: {} })
    const state = generatingOf(session)
    const close = state.follow()
    await until('names', () => state.made.value !== null)
    assert.deepEqual([state.made.value!.wanted.prefixes, state.made.value!.wanted.top_k], [['jo'], 3])
    session.kept.choose.value = 'largest'
    await until('the largest', () => state.made.value!.wanted.greedy === true)
    assert.equal(names(session).length, 1)
    state.chooseBy.value = 'drawing'
    assert.equal(session.kept.choose.value, '')
    await until('drawn again', () => names(session).length === 20)
    session.follow({ tab: 'Generate', drawn: '40', config: {} })
    await until('later draws', () => state.made.value!.wanted.drawsBefore === 40)
    state.again()
    await until('those after them', () => state.made.value!.wanted.drawsBefore > 40)
    assert.equal(session.kept.drawn.value, String(state.drawsBefore.value))
    close()
  })

  test('a document of one’s own, and other names, bring the code back to where names are made', async () => {
    const { session, close } = await generating()
    await until('the cursor', () => session.moment.value?.op === 'sample.choose')
    assert.ok(await session.read('zoe'))
    await until('the cursor again', () => session.moment.value?.op === 'sample.choose')
    assert.equal(surpriseReadingOf(session).text.value, 'zoe')
    session.goTo('attention.query')
    generatingOf(session).begins.value = 'ka'
    await until('the cursor once more', () => session.moment.value?.op === 'sample.choose')
    close()
  })

  test('the code shows the name and the letter at hand, and time goes on draw by draw', async () => {
    const { session, close } = await generating()
    await until('the cursor', () => session.moment.value?.op === 'sample.choose')
    const state = generatingOf(session)
    const beside = (start: string): string => {
      const entry = ledgerAt(session).get(lineOf(start))
      if (entry?.kind !== 'text') return String(entry?.kind)
      return entry.parts
        .map(part => (typeof part === 'string' ? part : 'words' in part ? part.words : part.value.toFixed(part.digits)))
        .join('')
    }
    const { tokenizer } = session.run.value!
    state.standAt(0)
    for (const name of [0, 1, 2])
      for (const [letter, draw] of state.made.value!.names[name]!.draws.entries()) {
        assert.deepEqual([state.at.value!.name, state.at.value!.letter], [name, letter])
        assert.equal(beside('for sample_idx'), `sample_idx = ${name}`)
        assert.equal(beside('for pos_id in range(block'), `pos_id = ${letter}`)
        assert.equal(
          beside('token_id = random'),
          `u = ${draw.u!.toFixed(4)} → ${draw.index} ${tokenizer.letter(draw.index)}`,
        )
        state.step(1)
      }
    session.goTo('sample.logits')
    assert.deepEqual([state.stage(0), state.stage(1)], ['logits', 'todo'])
    session.goTo('sample.print')
    assert.equal(beside("print(f'sample"), `sample  4: ${names(session)[3]}`)
    const before = session.cursor.value
    close()
    assert.notEqual(session.cursor.value, before, 'the cursor goes back to where the tab was opened')
  })

  test('the keys and values beside the code are those that the model has of these letters', async () => {
    const { session, close } = await generating()
    await until('the cursor', () => session.moment.value?.op === 'sample.choose')
    const state = generatingOf(session)
    state.standAtName(3)
    const [name, step] = [names(session)[3]!, state.made.value!.view.step]
    const trace = await session.questions.traceOf(step + 1, name)
    const line = code.findLastIndex(line => line.trim().startsWith('keys = ')) + 1
    for (const [at, op] of [
      [line, 'attention.keys'],
      [line + 1, 'attention.values'],
    ] as const) {
      const entry = ledgerAt(session).get(at)
      assert.ok(entry?.kind === 'reading')
      const expected = trace!.reader.output(op, state.at.value!.letter, 0)!
      assert.deepEqual(Array.from(entry.reading.values), Array.from(expected.values))
      assert.equal(entry.reading.rows, state.at.value!.letter + 1)
    }
    close()
  })

  test('what is switched off on the screen is off in the names', async () => {
    const { session, close } = await generating()
    const first = names(session)
    await session.toggle('mlp.add')
    await until('others', () => generatingOf(session).made.value!.wanted.off === 'mlp.add')
    assert.notDeepEqual(names(session), first)
    close()
  })

  test('the nearest is the nearest of all', async () => {
    const session = await opened({}, { replay: 1, document: null })
    const docs = readFileSync('src/data/names.txt', 'utf8').trim().split('\n')
    const asked = ['emma', 'emmma', 'qwrtz', 'jo']
    const found = (await session.questions.nearest(asked))!
    for (const [i, { document, distance }] of found.entries()) {
      const all = docs.map(doc => plainDistance(asked[i]!, doc))
      assert.equal(distance, Math.min(...all))
      assert.equal(plainDistance(asked[i]!, document), distance)
    }
    assert.deepEqual(found[0], { document: 'emma', distance: 0 })
  })
})

/** By its definition. */
function plainDistance(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const rest = [a.slice(1), b.slice(1)] as const
  if (a[0] === b[0]) return plainDistance(...rest)
  return 1 + Math.min(plainDistance(rest[0], b), plainDistance(a, rest[1]), plainDistance(...rest))
}

describe('odds of letters', () => {
  test('a name that is read costs what the engine says, and its odds are those of its letters', async () => {
    const { session, close } = await generating()
    const reading = surpriseReadingOf(session)
    const stop = reading.follow()
    reading.typed.value = 'emma'
    await until('read', () => reading.read.value?.text === 'emma')
    const { draws } = reading.read.value!
    const [costs] = (await session.questions.surprises(12, ['emma']))!
    assert.deepEqual(draws.map(surpriseOf), costs)
    assert.equal(logProbability(draws).toFixed(9), (-costs!.reduce((sum, cost) => sum + cost, 0)).toFixed(9))
    const [first] = likeliest(draws[0]!.probs, 3)
    assert.equal(draws[0]!.probs[first!], Math.max(...draws[0]!.probs))
    stop()
    close()
  })

  test('27 alike are 4.75 bits, and less temperature is less open', () => {
    assert.equal(bitsOf(new Float64Array(27).fill(1 / 27)).toFixed(2), '4.75')
    const logits = Float64Array.from({ length: 27 }, (_, i) => Math.sin(i))
    const bits = [0.1, 0.2, 0.5, 1, 1.5, 2].map(temperature => bitsOf(probabilitiesAt(logits, temperature)))
    assert.deepEqual(
      bits,
      bits.toSorted((a, b) => a - b),
    )
  })

  test('odds are said short', () => {
    const words = [1, 2.5, 20, 4866, 51_000, 2_587_000, 3e7, 1e20].map(one => oddsWords(-Math.log(one)))
    assert.deepEqual(words, [
      '1 in 1',
      '1 in 2.5',
      '1 in 20',
      '1 in 4,866',
      '1 in 51k',
      '1 in 2.6M',
      '1 in 30M',
      '1 in 10²⁰',
    ])
  })

  test('the work is that of the matrices and of the scores, counted one by one', () => {
    const config = { ...defaultConfig, n_layer: 2 }
    const plan = planFor(config, 27)
    const tokens = 5
    let cached = 0
    let anew = 0
    for (let last = 0; last < tokens; last++)
      for (let row = 0; row <= last; row++) {
        const matrices = plan.parameters - (27 + config.block_size) * config.n_embd
        const scores = config.n_layer * config.n_head * 2 * (row + 1) * plan.head_dim
        anew += matrices + scores
        if (row === last) cached += matrices + scores
      }
    assert.deepEqual(multiplyAdds(config, 27, tokens), { cached, anew })
  })

  test('with the cache and without, the logits are the same, and both were timed', async () => {
    const session = await opened({ n_layer: 2 }, { replay: 2, document: null })
    const times = (await session.questions.cacheTimes(2, 'emmaline'))!
    assert.equal(times.largestDifference, 0)
    assert.ok(times.cached > 0 && times.anew > times.cached)
  })

  test('distances end at their limit, and random names agree with the definition', () => {
    const random = new Random(3)
    const word = (): string =>
      Array.from({ length: Math.floor(random.random() * 6) }, () => 'abc'[Math.floor(random.random() * 3)]).join('')
    for (let i = 0; i < 200; i++) {
      const [a, b] = [word(), word()]
      const plain = plainDistance(a, b)
      assert.equal(editDistance(lettersOf(a), lettersOf(b)), plain, `${a} ${b}`)
      assert.equal(editDistance(lettersOf(a), lettersOf(b), 2), Math.min(2, plain), `${a} ${b}`)
    }
  })
})
