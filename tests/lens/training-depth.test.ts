import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, mock, test } from 'node:test'
import { signal } from '@preact/signals-core'
import { defaultConfig } from '../../src/engine/config.ts'
import { datasetOf } from '../../src/engine/dataset.ts'
import { planFor } from '../../src/engine/plan.ts'
import { divergenceOf } from '../../src/lens/after-divergence.ts'
import { Glance } from '../../src/lens/glance.ts'
import { heldOutOf, nextStep, stepsBefore } from '../../src/lens/held-out.ts'
import { letterCosts } from '../../src/lens/letter-costs.ts'
import { countsOf, firstOp, linesOf, loopParts, partOf } from '../../src/lens/loop-parts.ts'
import { passingOf, passingWords } from '../../src/lens/loss-passing.ts'
import { multiplyAddsOf } from '../../src/lens/multiply-adds.ts'
import { pendingOf } from '../../src/lens/pending.ts'
import { limitsOf, mostUnseen, RunLimits } from '../../src/lens/run-limits.ts'
import { code, opened } from './run.ts'

const text = readFileSync('src/data/names.txt', 'utf8')
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

async function until(isSo: () => boolean): Promise<void> {
  for (const end = Date.now() + 10_000; !isSo(); await new Promise(done => setTimeout(done, 10)))
    if (Date.now() > end) throw new Error('it never came to this')
}

describe('the loop in five words', () => {
  test('each has its lines in the program, and every operation between setup and sampling is in one', async () => {
    const session = await opened({}, { replay: 2 })
    const timeline = session.timeline.value!
    const counts = countsOf(timeline)
    const sum = loopParts.reduce((all, part) => all + counts[part], 0)
    const outside = timeline.segments
      .filter(({ phase }) => phase === 'setup' || phase === 'sample')
      .reduce((count, { from, to }) => count + to - from, 0)
    assert.equal(sum, timeline.length - outside)
    // Of emma's five letters each has two operations that are its loss, and the mean is one more.
    assert.equal(counts.loss, 11)
    const first = loopParts.map(part => code[linesOf(part, session.program.value)![0] - 1]!.trim().slice(0, 14))
    assert.deepEqual(first, ['doc = docs[ste', 'tok_emb = stat', 'probs = softma', 'loss.backward(', 'lr_t = learnin'])
    for (const part of loopParts) {
      session.goTo(firstOp[part], { position: 0 })
      assert.equal(partOf(session.moment.value!), part)
    }
  })
})

describe('the table of letter pairs', () => {
  const means = [...Array<number>(25).fill(3), 2, 2, 3, 2, 2]

  test('is passed at the first step below it, and for good after the last above', () => {
    assert.deepEqual(passingOf(means, 2.5), { first: 26, since: 29 })
    assert.deepEqual(passingOf([...means, 3], 2.5), { first: 26, since: null })
    assert.equal(passingOf(means, 1), null)
    assert.equal(passingOf(Array<number>(10).fill(0), 1), null)
  })

  test('is said in a sentence', () => {
    assert.match(
      passingWords(means, 2.5),
      /^At step 26 .* first passed .*\(2\.50\); since step 29 it has stayed below\.$/,
    )
    assert.match(passingWords([...means, 3], 2.5), /now it is above again\.$/)
    assert.match(passingWords(means, 1), /not come below/)
    assert.equal(passingWords([], 1), '')
  })
})

describe('names kept aside', () => {
  test('their loss is that of the last names of the shuffle, with the parameters of the step', async () => {
    const session = await opened({ num_steps: 20 }, { replay: 20, document: null })
    const { docs } = datasetOf('', text, 42)
    const stop = heldOutOf(session).follow()
    await until(() => heldOutOf(session).points.value.some(({ step }) => step === 7))
    stop()
    const costs = (await session.questions.surprises(7, docs.slice(-200)))!
    const expected = mean(costs.flatMap(letters => letters!))
    assert.equal(heldOutOf(session).points.value.find(({ step }) => step === 7)!.loss, expected)
    const steps = heldOutOf(session).points.value.map(({ step }) => step)
    assert.deepEqual(
      steps,
      [...steps].sort((a, b) => a - b),
    )
  })

  test('they are measured as long as training has not come to them', () => {
    const run = { docs: 2041, config: defaultConfig, start: null }
    assert.equal(stepsBefore(run), 1841)
    assert.equal(stepsBefore({ ...run, config: { ...defaultConfig, batch_size: 64 } }), 28)
    assert.equal(stepsBefore({ ...run, docs: 9 }), 0)
  })

  test('the newest step comes first, then what is furthest from all that is known', () => {
    assert.equal(nextStep([], 700, 1000, true), 680)
    assert.equal(nextStep([680], 700, 1000, true), null)
    assert.equal(nextStep([], 1000, 1000, false), 1000)
    assert.equal(nextStep([1000], 1000, 1000, false), 0)
    assert.equal(nextStep([0, 1000], 1000, 1000, false), 480)
    const known: number[] = []
    for (let step; (step = nextStep(known, 1000, 1000, false)) !== null;) known.push(step)
    assert.deepEqual(
      known.sort((a, b) => a - b),
      Array.from({ length: 26 }, (_, i) => 40 * i),
    )
  })
})

describe('what a choice costs', () => {
  test('the multiply-adds of emma, counted by hand', () => {
    // A row goes through 4 matrices of 16 × 16, 2 of 64 × 16 and the head of 27 × 16: forward, and twice back.
    const ofRow = 3 * (4 * 256 + 2 * 1024 + 27 * 16)
    assert.equal(multiplyAddsOf(planFor(defaultConfig, 27), [5]), 5 * ofRow + 6 * 16 * (1 + 2 + 3 + 4 + 5))
  })

  test('is there before anything runs; applied, it starts again from the same seed', async () => {
    const session = await opened({ num_steps: 30 }, { replay: 3 })
    const pending = pendingOf(session)
    session.lane.value = { ...session.lane.value, figures: [{ lane: 'exact', milliseconds: 2, note: null }] }
    pending.choose({ n_layer: 2, batch_size: 4 })
    const costs = pending.costs.value
    assert.ok(costs !== null && typeof costs !== 'string')
    assert.deepEqual([costs.now.parameters, costs.next.parameters], [4192, 4192 + 3072])
    assert.ok(costs.next.multiplyAdds > 4 * 1.8 * costs.now.multiplyAdds)
    assert.equal(costs.estimated, (2 * costs.next.multiplyAdds) / costs.now.multiplyAdds)
    assert.equal(session.training.losses.value.length, 3)
    pending.choose({ n_layer: 1 })
    assert.deepEqual(pending.changes.value, { batch_size: 4 })
    pending.choose({ n_head: 3 })
    assert.match(JSON.stringify(pending.costs.value), /n_head must divide n_embd/)
    assert.equal(await pending.apply(), false)
    pending.discard()
    assert.equal(pending.isAny.value, false)
    pending.choose({ n_layer: 2 })
    assert.equal(await pending.apply(), true)
    assert.deepEqual([session.run.value!.config.n_layer, session.run.value!.config.seed], [2, 42])
    assert.deepEqual([session.training.losses.value.length, pending.isAny.value], [0, false])
  })
})

describe('a run stops', () => {
  test('at just the step that was asked for, and goes on when it is told to', async () => {
    const session = await opened({ num_steps: 60 }, { replay: 0 })
    const { training } = session
    training.pace.value = Infinity
    training.restAt.value = 17
    await training.start()
    assert.deepEqual([training.losses.value.length, training.running.value], [17, false])
    assert.match(session.message.value!, /^Stopped at step 17/)
    limitsOf(training).loss.value = 100
    await training.start()
    assert.equal(training.losses.value.length, 60)
  })

  test('at a smoothed loss, and says at which step it came to it', async () => {
    const session = await opened({ num_steps: 1000 }, { replay: 0 })
    const { training } = session
    training.pace.value = 2000
    limitsOf(training).loss.value = 2.9
    await training.start()
    await until(() => session.message.value !== null)
    const first = training.smoothedLosses.value.findIndex(each => each <= 2.9) + 1
    assert.ok(first > 0 && training.losses.value.length < 1000)
    assert.match(session.message.value!, new RegExp(`: at step ${first} the smoothed loss came to 2\\.90\\.$`))
  })

  /** A run that stands for one, beside a page that can be hidden. */
  function watched() {
    const page = Object.assign(new EventTarget(), { hidden: false })
    const said: string[] = []
    let starts = 0
    const training = {
      running: signal(false),
      losses: signal<readonly number[]>([1, 1, 1]),
      smoothedLosses: signal([1, 1, 1]),
      stop: async (words: () => string) => {
        training.running.value = false
        said.push(words())
      },
      start: async () => {
        starts++
        training.running.value = true
      },
    }
    const limits = new RunLimits(training, page)
    const hide = (isHidden: boolean): void => {
      page.hidden = isHidden
      page.dispatchEvent(new Event('visibilitychange'))
    }
    return { limits, training, said, hide, starts: () => starts }
  }

  test('after so many minutes, and after half an hour that nobody sees it', () => {
    mock.timers.enable({ apis: ['setTimeout'] })
    const { limits, training, said, hide } = watched()
    limits.minutes.value = 2
    training.running.value = true
    mock.timers.tick(119_000)
    assert.deepEqual(said, [])
    mock.timers.tick(1000)
    assert.deepEqual(said, ['Stopped after 2 minutes, at step 3.'])
    limits.minutes.value = null
    training.running.value = true
    hide(true)
    mock.timers.tick((mostUnseen - 1) * 60_000)
    hide(false)
    mock.timers.tick(60 * 60_000)
    assert.equal(said.length, 1)
    hide(true)
    mock.timers.tick(mostUnseen * 60_000)
    assert.match(said[1]!, /hidden for 30 minutes/)
    mock.timers.reset()
  })

  test('while the page is hidden, where that is wanted, and goes on when it is seen again', () => {
    const { limits, training, said, hide, starts } = watched()
    training.running.value = true
    hide(true)
    assert.equal(training.running.value, true)
    hide(false)
    limits.setPauseHidden(true)
    hide(true)
    assert.deepEqual([training.running.value, said.length], [false, 1])
    hide(false)
    assert.deepEqual([training.running.value, starts()], [true, 1])
  })
})

test('a run that diverged says what its last good step did, and what to try', async () => {
  const change = { optimizer: 'sgd', learning_rate: 1, std: 1, num_steps: 200, decay: 'constant' } as const
  const session = await opened(change, { replay: 0, document: null })
  session.training.pace.value = Infinity
  await session.training.start()
  assert.match(session.training.problem.value!, /^Training diverged at step/)
  const good = session.training.losses.value.length
  const view = (await session.questions.traceOf(Math.max(0, good - 1), null))!
  const found = divergenceOf(session.run.value!.config, view)!
  const { before, updatedParameters } = view.reader
  const moved = before.parameters.map((value, i) => (updatedParameters[i]! - value) ** 2)
  assert.equal(found.update, Math.sqrt(mean([...moved])))
  assert.equal(found.rate, 1)
  assert.ok('learning_rate' in found.change || 'std' in found.change)
  await session.reset()
  assert.equal(session.training.problem.value, null)
})

test('a step is glanced at without moving anything; the costs of its letters make its loss', async () => {
  const session = await opened({ num_steps: 30 }, { replay: 30, document: null })
  const before = session.view.value
  const glance = new Glance(session)
  glance.at(9)
  await until(() => glance.view.value !== null)
  assert.equal(session.view.value, before)
  const { reader, step } = glance.view.value!
  assert.deepEqual([step, reader.loss], [8, session.training.losses.value[8]])
  const costs = letterCosts(reader, session.run.value!.tokenizer)
  assert.ok(Math.abs(mean(costs.map(({ cost }) => cost)) - reader.loss) < 1e-12)
  for (const { probability, cost } of costs) assert.ok(Math.abs(cost + Math.log(probability)) < 1e-12)
  assert.equal(costs.at(-1)!.target, 'end')
  glance.at(null)
  assert.equal(glance.view.value, null)
})
