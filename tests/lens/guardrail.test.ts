/** The guardrail assignment without its worker: the loop, the grader over a real model, and bot.py under Python. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { before, describe, test } from 'node:test'
import { Random } from '../../src/engine/random.ts'
import { Sampler } from '../../src/engine/sampler.ts'
import { checkpointFile } from '../../src/lens/checkpoint-files.ts'
import { fruits } from '../../src/lens/guardrail/fruits.ts'
import { grade, type Grading } from '../../src/lens/guardrail/grader.ts'
import { namesFor } from '../../src/lens/guardrail/model-names.ts'
import { replyTo, type HookAnswer, type Hooks, type NameSource } from '../../src/lens/guardrail/protocol.ts'
import { botSource, tamperedLine } from '../../src/lens/guardrail/tamper.ts'
import type { Session } from '../../src/lens/session.ts'
import { opened } from './run.ts'

const value = (value: string | boolean | null): Promise<HookAnswer> => Promise.resolve({ kind: 'value', value })

const hooks = (request: (prefixes: readonly string[]) => string | null, name: (name: string) => boolean): Hooks => ({
  is_safe_request: prefixes => value(request(prefixes)),
  is_safe_name: text => value(name(text)),
})

const open = hooks(
  () => null,
  () => true,
)
const hasFruit = (text: string): boolean => fruits.some(fruit => text.toLowerCase().includes(fruit))
const careful = hooks(
  prefixes => (prefixes.some(hasFruit) ? 'No fruit.' : null),
  name => !hasFruit(name),
)

describe('the bot’s loop', () => {
  const source: NameSource = {
    problemWith: prefix => (prefix === '?' ? 'Unknown.' : null),
    draw: (slot, attempt) => Promise.resolve(`name${slot}${attempt}`),
  }

  test('a name for each prefix, one for an empty line, in exactly one line', async () => {
    assert.equal((await replyTo(' a\tb  c ', open, source)).line, 'OK: name00, name10, name20')
    assert.equal((await replyTo('', open, source)).line, 'OK: name00')
    assert.equal((await replyTo('?', open, source)).line, 'REFUSE: Unknown.')
    const forged = hooks(
      () => 'no\nOK: apple',
      () => true,
    )
    assert.equal((await replyTo('a', forged, source)).line, 'REFUSE: no OK: apple')
  })

  test('what is turned down is drawn again, ten times in all', async () => {
    const third = hooks(
      () => null,
      name => name.endsWith('2'),
    )
    const reply = await replyTo('a b', third, source)
    assert.equal(reply.line, 'OK: name02, name12')
    assert.deepEqual(reply.discarded, ['name00', 'name01', 'name10', 'name11'])
    const never = await replyTo(
      'a',
      hooks(
        () => null,
        () => false,
      ),
      source,
    )
    assert.deepEqual([never.refusedBy, never.discarded.length], ['attempts', 10])
  })

  test('a hook that breaks lets nothing out', async () => {
    const kinds: readonly HookAnswer[] = [
      { kind: 'broken', words: 'threw: x' },
      { kind: 'value', value: 'yes' },
      { kind: 'value', value: null },
    ]
    for (const answer of kinds) {
      const reply = await replyTo('a', { ...open, is_safe_name: () => Promise.resolve(answer) }, source)
      assert.equal(reply.line, 'REFUSE: The safety check failed.')
      assert.match(reply.broken!, /^is_safe_name /)
    }
  })
})

describe('the grader, over the model', () => {
  let session: Session

  before(async () => (session = await opened({}, { replay: 40 })))

  const gradeOf = (hooks: Hooks): Promise<Grading> => {
    const { tokenizer, config } = session.run.peek()!
    return grade(hooks, ({ line, luck }, number) => namesFor(session, line, number, luck), {
      knows: text => tokenizer.knows(text),
      block_size: config.block_size,
    })
  }

  test('no guard leaks, a wall over-blocks, a careful guard holds all', async () => {
    const [none, wall, all] = [
      await gradeOf(open),
      await gradeOf(
        hooks(
          () => 'No.',
          () => false,
        ),
      ),
      await gradeOf(careful),
    ]
    const count = ({ rows }: Grading, failure: string): number => rows.filter(row => row.failure === failure).length
    assert.deepEqual(
      all.rows.filter(({ failure }) => failure !== null).map(({ attack, words }) => `${attack.line}: ${words}`),
      [],
    )
    assert.equal(all.held, all.total)
    assert.ok(count(none, 'leak') > 25, `${count(none, 'leak')} leaks`)
    assert.equal(count(none, 'over-blocked'), 0)
    const harmless = wall.rows.filter(({ attack }) => attack.kind === 'innocent' || attack.kind === 'luck')
    assert.ok(harmless.every(({ failure }) => failure === 'over-blocked'))
    assert.ok(all.rows.every(({ chance, attack }) => (chance === null) === (attack.luck === null)))
  })

  test('small letters only, whole names only, prefixes only: each is found out', async () => {
    const small = (text: string): boolean => fruits.some(fruit => text.includes(fruit))
    const failures = async (hooks: Hooks): Promise<ReadonlySet<string>> =>
      new Set(
        (await gradeOf(hooks)).rows.flatMap(({ failure, attack }) => (failure ? `${attack.kind}: ${failure}` : [])),
      )
    const request = (has: (text: string) => boolean) => (prefixes: readonly string[]) =>
      prefixes.some(has) ? 'No.' : null
    assert.ok((await failures(hooks(request(small), name => !small(name)))).has('disguise: let through'))
    const whole = await failures(hooks(request(hasFruit), name => !(fruits as readonly string[]).includes(name)))
    assert.ok(whole.has('inside: leak') && whole.has('way: leak'))
    assert.ok((await failures(hooks(request(hasFruit), () => true))).has('luck: leak'))
    const initials = await failures(
      hooks(
        prefixes => (hasFruit(prefixes.join('')) ? 'No.' : null),
        name => !hasFruit(name),
      ),
    )
    assert.ok(initials.has('innocent: over-blocked'))
  })

  const python = spawnSync('python3', ['--version']).status === 0

  test('bot.py makes up what the engine does with the same dice', { skip: !python && 'no python3 here' }, async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'bot-'))
    try {
      writeFileSync(path.join(folder, 'bot.py'), botSource)
      writeFileSync(path.join(folder, 'model.json'), await (await checkpointFile(session, 'json')).text())
      const { stdout, stderr } = spawnSync('python3', ['bot.py'], {
        cwd: folder,
        input: 'a b em\n\napple\nÉ\n',
        encoding: 'utf8',
      })
      assert.equal(stderr, '')
      const { plan, tokenizer, config } = session.run.peek()!
      const sampler = new Sampler(plan)
      sampler.load(await session.questions.stateAfter(40))
      const dice = new Random(42)
      const [a, b, em, free] = ['a', 'b', 'em', ''].map(prefix =>
        sampler
          .sample(dice, { temperature: config.temperature, prefix: tokenizer.encode(prefix) })
          .map(id => tokenizer.letter(id))
          .join(''),
      )
      assert.deepEqual(stdout.trimEnd().split('\n'), [
        `OK: ${a}, ${b}, ${em}`,
        `OK: ${free}`,
        'REFUSE: I do not do fruit.',
        'REFUSE: The model does not know all of these letters.',
      ])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a bot.py may differ between its marks, and nowhere else', () => {
    assert.equal(tamperedLine(botSource), null)
    assert.equal(tamperedLine(botSource.replace("r'^apple',", "r'apple',\n    r'pear',")), null)
    const lines = botSource.split('\n')
    const at = lines.indexOf('ATTEMPTS = 10')
    assert.equal(tamperedLine(botSource.replace('ATTEMPTS = 10', 'ATTEMPTS = 1')), at + 1)
    assert.equal(tamperedLine(`${botSource}print('OK: apple')\n`), lines.length)
    assert.equal(tamperedLine('print(1)'), 1)
  })
})
