/** Runs that are kept: their curves beside the one at hand, and the way back to each. */
import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgLossChart } from '../../src/elements/training/mg-loss-chart.ts'
import { MgRuns } from '../../src/elements/training/runs/mg-runs.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { mostRuns, Runs, runsOf, type KeptRun } from '../../src/lens/runs.ts'
import { RunStore } from '../../src/lens/run-store.ts'
import type { DatasetChoice, Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

const dataset: DatasetChoice = { name: 'shipped names', text: names, shared: 'shipped' }
const short: Config = { ...defaultConfig, num_steps: 60 }
let frame: HTMLElement

const pause = (ms: number): Promise<unknown> => new Promise(done => setTimeout(done, ms))
async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`it never came to this: ${what}`)
    await pause(20)
  }
  await pause(100)
}

async function opened(change: Partial<Config> = {}, replay = 60, data = dataset): Promise<Session> {
  const session = newSession()
  expect(await session.open({ ...short, ...change }, data, { lane: 'exact', replay })).to.equal(true)
  return session
}

async function show(session: Session): Promise<{ element: MgRuns; chart: MgLossChart }> {
  frame = document.createElement('div')
  frame.style.width = '700px'
  const element = Object.assign(new MgRuns(), { session })
  const chart = Object.assign(new MgLossChart(), { session })
  frame.append(chart, element)
  document.body.append(frame)
  await runsOf(session).loaded
  await until(() => element.renderRoot.querySelectorAll('li').length > 0, 'the runs are listed')
  return { element, chart }
}
const button = (element: MgRuns, name: string): HTMLElement =>
  [...element.renderRoot.querySelectorAll('button')].find(
    each => (each.getAttribute('aria-label') ?? each.textContent.trim()) === name,
  )!
const rows = (element: MgRuns): string[] =>
  [...element.renderRoot.querySelectorAll('li')].map(row => row.querySelector('.name')!.textContent.trim())
const curves = (chart: MgLossChart): string[] =>
  [...chart.renderRoot.querySelectorAll('path.kept')].map(each => each.getAttribute('stroke-dasharray')!)

async function forget(): Promise<void> {
  const store = new RunStore()
  for (const { id, data } of await store.all()) await store.remove(id, data.textKey)
}

describe('kept runs', () => {
  before(addStyleSheets)
  beforeEach(forget)
  afterEach(async () => {
    frame?.remove()
    await forget()
  })

  it('are there in another session, and a return brings losses and parameters back as they were', async () => {
    const session = await opened({ learning_rate: 0.03 }, 45)
    const { element } = await show(session)
    button(element, 'Keep this run').click()
    await until(() => runsOf(session).list.value.length === 1, 'it is kept')
    expect(button(element, 'This run is kept')).to.exist
    const losses = session.training.losses.value
    const { parameters } = await session.questions.stateAfter(45)
    frame.remove()

    const other = await opened({}, 60)
    const { element: again, chart } = await show(other)
    expect(rows(again)).to.deep.equal(['lr 0.01, steps 60', 'lr 0.03, steps 60'])
    expect(curves(chart)).to.have.length(1)
    button(again, 'Return to lr 0.03, steps 60').click()
    await until(() => other.training.losses.value.length === 45, 'its steps are done again')
    expect(other.training.losses.value).to.deep.equal(losses)
    expect((await other.questions.stateAfter(45)).parameters).to.deep.equal(parameters)
    expect(runsOf(other).list.value[0]!.parameters).to.deep.equal(parameters)
    expect(other.run.value!.config.learning_rate).to.equal(0.03)
    expect(other.message.value ?? '').not.to.contain('otherwise')
    // It is the run at hand now, and no curve beside it.
    expect(rows(again)).to.deep.equal(['lr 0.03, steps 60'])
    await until(() => curves(chart).length === 0, 'the chart draws it once')
  })

  it('have lines of different dashes in the chart, which can be hidden', async () => {
    const session = await opened({ learning_rate: 0.02 })
    expect(await runsOf(session).keep()).to.equal(true)
    await session.reset({ learning_rate: 0.03 })
    await session.training.start()
    expect(await runsOf(session).keep()).to.equal(true)
    await session.reset({ learning_rate: 0.01 })
    const { element, chart } = await show(session)
    expect(new Set(curves(chart)).size).to.equal(2)
    expect(await axeFindings(frame)).to.deep.equal([])
    const box = element.renderRoot.querySelector<HTMLInputElement>('[aria-label="curve of lr 0.02, steps 60"]')!
    box.click()
    await until(() => curves(chart).length === 1, 'one curve is left')
    box.click()
    await until(() => curves(chart).length === 2, 'it is back')
  })

  it('can be renamed and removed', async () => {
    const session = await opened({ n_embd: 8 }, 3)
    const { element } = await show(session)
    button(element, 'Keep this run').click()
    await until(() => runsOf(session).list.value.length === 1, 'it is kept')
    button(element, 'rename or remove lr 0.01, n_embd 8, steps 60').click()
    await until(() => button(element, 'rename') !== undefined, 'its ways are shown')
    button(element, 'rename').click()
    await until(() => element.renderRoot.querySelector('.rename') !== null, 'a name can be written')
    const input = element.renderRoot.querySelector<HTMLInputElement>('.rename')!
    input.value = ' narrow <b>one</b> '
    input.dispatchEvent(new Event('change'))
    await until(() => rows(element)[0] === 'narrow <b>one</b>', 'it has its name')
    expect((await new RunStore().all())[0]!.name).to.equal('narrow <b>one</b>')
    await runsOf(session).remove(runsOf(session).list.value[0]!.id)
    expect(await new RunStore().all()).to.deep.equal([])
    expect(runsOf(session).list.value).to.deep.equal([])
  })

  it('of a text of one’s own keep the text, and it goes with the last of them', async () => {
    const own: DatasetChoice = { name: 'own.txt', text: 'anna\notto\nabba\n', shared: null }
    const session = await opened({}, 5, own)
    await runsOf(session).keep()
    const key = runsOf(session).list.value[0]!.data.textKey!
    expect(await new RunStore().text(key)).to.equal(own.text)
    const other = await opened({}, 2)
    await runsOf(other).loaded
    await runsOf(other).returnTo(runsOf(other).list.value[0]!.id)
    expect(other.run.value!.dataset).to.deep.equal(own)
    expect(other.training.losses.value).to.deep.equal(session.training.losses.value)
    await runsOf(other).remove(runsOf(other).list.value[0]!.id)
    expect(await new RunStore().text(key)).to.equal(null)
  })

  it('that do not fit, or that the browser refuses, are said, and nothing is lost', async () => {
    const session = await opened({}, 4)
    const runs = new Runs(session)
    await runs.keep()
    const [one] = runs.list.value
    runs.list.value = Array.from({ length: mostRuns }, (_, i): KeptRun => ({ ...one!, id: String(i) }))
    expect(await runs.keep()).to.equal(false)
    expect(session.message.value).to.match(/20 runs are kept.*remove one/)
    class Full extends RunStore {
      override put(): Promise<void> {
        return Promise.reject(new DOMException('full', 'QuotaExceededError'))
      }
    }
    const full = new Runs(session, new Full())
    await full.loaded
    const before = full.list.value.length
    expect(await full.keep()).to.equal(false)
    expect(session.message.value).to.match(/no room left/)
    expect(full.list.value).to.have.length(before)
  })

  it('are not made of a run without a step', async () => {
    const session = await opened({}, 0)
    expect(await runsOf(session).keep()).to.equal(false)
    expect(session.message.value).to.match(/nothing to keep yet/)
  })
})
