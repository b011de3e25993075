import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { MgTraining } from '../../src/elements/training/mg-training.ts'
import { limitsOf } from '../../src/lens/run-limits.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let frame: HTMLElement

const pause = (ms: number): Promise<unknown> => new Promise(done => setTimeout(done, ms))

async function until(isSo: () => boolean, what: string): Promise<void> {
  const end = performance.now() + 10_000
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`it never came to this: ${what}`)
    await pause(20)
  }
}

async function show({ replay = 60, config = {} }: { replay?: number; config?: Partial<Config> } = {}) {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, num_steps: 60, ...config }, dataset, { lane: 'exact', replay })
  frame = document.createElement('div')
  frame.style.width = '784px'
  const element = new MgTraining()
  element.session = session
  frame.append(element)
  document.body.append(frame)
  await until(() => session.run.value!.baselines.length === 4 && all('mg-loop li button').length === 5, 'it is drawn')
}

/** Everything in the tab that answers to a selector; `mg-loop button` looks inside the shadow root of mg-loop. */
function all<Found extends Element = HTMLElement>(selector: string): Found[] {
  const [host = '', ...rest] = selector.split(' ')
  const found = frame.firstElementChild!.shadowRoot!.querySelectorAll(host)
  if (rest.length === 0) return [...found] as unknown as Found[]
  return [...found].flatMap(each => [...(each.shadowRoot ?? each).querySelectorAll<Found>(rest.join(' '))])
}
const text = (selector: string): string =>
  all(selector)
    .map(each => each.textContent.replace(/\s+/g, ' ').trim())
    .join(' | ')

/** A slider goes to one of its stops by the keyboard's way: input, then change. */
function turn(label: string, to: string): void {
  const slider = all('mg-knobs mg-slider').find(each => (each as unknown as { label: string }).label === label)!
  const range = slider.shadowRoot!.querySelector('input')!
  const { words, most } = slider as unknown as { words: (value: number) => string; most: number }
  const stop = Array.from({ length: most + 1 }, (_, i) => i).find(i => words(i) === to)
  if (stop === undefined) throw new Error(`${label} has no stop ${to}`)
  range.value = String(stop)
  range.dispatchEvent(new Event('input'))
  range.dispatchEvent(new Event('change'))
}

describe('training in depth', () => {
  before(addStyleSheets)
  afterEach(() => {
    frame.remove()
    delete document.documentElement.dataset['theme']
  })

  it('lights the part of the loop that the cursor is in, and counts the operations of one turn', async () => {
    await show()
    const lit = (): string => text('mg-loop [aria-current] b')
    for (const [op, part] of [
      ['training.document', 'tokenise'],
      ['mlp.relu', 'forward'],
      ['loss.cross_entropy', 'loss'],
      ['backward', 'backward'],
      ['adam', 'update'],
    ] as const) {
      session.goTo(op)
      await until(() => lit() === part, `${op} is ${part}`)
    }
    const counts = all('mg-loop .count').map(each => parseInt(each.textContent.replace(/\D/g, '')))
    expect(text('mg-loop .whole')).to.contain(`${counts.reduce((a, b) => a + b)} ops`)
    expect(all('mg-loop li button').map(each => each.dataset['op'])).to.include.members(['loss.mean', 'backward'])
  })

  it('shows what a choice costs before it is made, and starts again only when it is applied', async () => {
    await show()
    turn('layers', '3')
    turn('width', '32')
    await until(() => text('mg-knobs dl').includes('not 4,192'), 'the cost is shown')
    expect(text('mg-knobs dl')).to.contain('parameters 39,104 not 4,192')
    expect(session.training.losses.value.length).to.equal(60)
    const [apply, discard] = all('mg-knobs .ways button') as [HTMLElement, HTMLElement]
    discard.click()
    await until(() => !text('mg-knobs dl').includes('not'), 'it is discarded')
    turn('batch', '8')
    await until(() => apply.getAttribute('aria-disabled') === 'false', 'it can be applied')
    apply.click()
    await until(() => session.run.value!.config.batch_size === 8, 'it is applied')
    expect([session.training.losses.value.length, session.run.value!.config.seed]).to.deep.equal([0, 42])
  })

  it('times each part of a turn when it is asked to, apart from the run', async () => {
    await show()
    const before = session.training.losses.value
    expect(all('mg-loop .time').length).to.equal(0)
    all('mg-loop .underlined')[0]!.click()
    await until(() => text('mg-loop .whole').includes('as of each part'), 'the parts are timed')
    const times = all('mg-loop .time').map(each => Number(/^([\d.]+) [mµ]s$/.exec(each.textContent.trim())?.[1]))
    expect(times.length).to.equal(5)
    expect(times.every(time => time > 0)).to.equal(true)
    expect(session.training.losses.value).to.equal(before)
    expect(await axeFindings(frame)).to.deep.equal([])
    await session.useLane('simd')
    await until(() => text('mg-loop .whole').includes('time each part'), 'those of another lane are not known yet')
  })

  it('has the knobs that are turned most one click away, all of them on demand, and keeps a turned one in sight', async () => {
    await show()
    const labels = (): string[] => all('mg-knobs mg-slider').map(each => (each as unknown as { label: string }).label)
    expect(labels()).to.deep.equal(['learning rate', 'width', 'layers', 'heads', 'block', 'batch'])
    const knobs = all('mg-knobs')[0]!
    const below = knobs.getBoundingClientRect().top
    all('mg-training-controls .to-knobs')[0]!.click()
    expect(knobs.getBoundingClientRect().top).to.be.below(below)
    expect(knobs.matches(':focus')).to.equal(true)
    const more = all('mg-knobs .more')[0]!
    expect(more.textContent.trim()).to.equal('all 20 knobs')
    more.click()
    await until(() => labels().length === 13, 'all sliders are there')
    expect(labels().length + all('mg-knobs select').length + all('mg-knobs input').length).to.equal(20)
    turn('MLP factor', '2')
    more.click()
    await until(() => text('mg-knobs dl').includes('not 4,192'), 'its cost is shown')
    expect(labels()).to.include('MLP factor')
    all('mg-knobs .ways button')[1]!.click()
    await until(() => labels().length === 6, 'nothing is hidden any more')
  })

  it('reads well where it is narrow, and where a letter is dear', async () => {
    await show({ config: { std: 1 } })
    frame.style.width = '358px'
    session.look(0)
    await until(
      () => all('mg-weight-life .sum b').length === 5 && all('mg-current-name .cost').length > 3,
      'it is drawn',
    )
    await until(() => all('mg-weight-life .row svg')[0]!.getBoundingClientRect().width < 358, 'it is narrow')
    for (const row of all('mg-weight-life .row')) {
      const [name, sum] = ['.name', '.sum'].map(part => row.querySelector(part)!.getBoundingClientRect())
      expect(sum!.top >= name!.bottom - 1 || sum!.left >= name!.right, row.textContent).to.equal(true)
    }
    const costs = all<SVGTextElement>('mg-current-name .cost')
    expect(costs.some(cost => Number(cost.textContent) >= 10)).to.equal(true)
    for (const [i, cost] of costs.entries())
      if (i > 0)
        expect(costs[i - 1]!.getBoundingClientRect().right, text('mg-current-name .cost')).to.be.below(
          cost.getBoundingClientRect().left,
        )
  })

  it('glances at the step under the pointer: its name and what each letter cost, while the view stays', async () => {
    await show()
    await until(() => all('mg-loss-chart .plot').length === 1, 'the chart is drawn')
    const plot = all('mg-loss-chart .plot')[0]!
    const { left, top } = plot.getBoundingClientRect()
    const viewed = session.view.value
    plot.dispatchEvent(new PointerEvent('pointermove', { clientX: left + 200, clientY: top + 80, bubbles: true }))
    await until(() => text('mg-current-name h2') === 'Under the pointer', 'it is glanced at')
    const step = Number(text('mg-current-name .head').match(/step (\d+)/)![1])
    const costs = all<SVGTextElement>('mg-current-name .cost').map(each => Number(each.textContent))
    const loss = costs.reduce((sum, cost) => sum + cost, 0) / costs.length
    expect(loss).to.be.closeTo(session.training.losses.value[step - 1]!, 0.006)
    expect(session.view.value).to.equal(viewed)
    plot.dispatchEvent(new PointerEvent('pointerleave'))
    await until(() => text('mg-current-name h2') === 'The name at hand', 'it looks back')
  })

  it('draws the loss on names kept aside, and says when the curve passed the table of letter pairs', async () => {
    await show({ config: { num_steps: 300 }, replay: 300 })
    await until(() => /\d on 204|\d on 200 names kept aside/.test(text('mg-loss-chart .said')), 'it is measured')
    expect(text('mg-loss-chart .said')).to.contain('which training has not read')
    expect(text('mg-loss-chart .said')).to.match(/table of letter pairs \(2\.53\)/)
    expect(text('mg-loss-chart svg')).to.contain('held out')
  })

  it('stops where it was told to, by the fields', async () => {
    await show({ replay: 0 })
    const [step, loss] = all<HTMLInputElement>('mg-run-limits input[type=number]') as [
      HTMLInputElement,
      HTMLInputElement,
    ]
    loss.value = 'nonsense'
    loss.dispatchEvent(new Event('change'))
    expect(limitsOf(session.training).loss.value).to.equal(null)
    step.value = '12'
    step.dispatchEvent(new Event('change'))
    session.training.pace.value = Infinity
    await session.training.start()
    expect(session.training.losses.value.length).to.equal(12)
    session.training.restAt.value = null
  })

  it('explains a run that diverged, and starts again so that it does not', async () => {
    const config = { optimizer: 'sgd', learning_rate: 1, std: 1, num_steps: 200, decay: 'constant' } as const
    await show({ replay: 0, config })
    session.training.pace.value = Infinity
    await session.training.start()
    await until(() => all('mg-run-problem button').length > 0, 'it is explained')
    expect(text('mg-run-problem h2')).to.match(/diverged at step \d+$/)
    expect(text('mg-run-problem p')).to.match(/not a finite number.* the last with a finite loss/)
    expect(session.message.value, 'it is said once').to.equal(null)
    expect(text('mg-run-problem p')).not.to.match(/\d{8}/)
    expect(text('mg-run-problem button')).to.match(/^Start again with (learning rate|std|optimizer) /)
    all('mg-run-problem button')[0]!.click()
    await until(() => all('mg-run-problem p').length === 0, 'it starts again')
    const now = session.run.value!.config
    expect([now.learning_rate, now.std, now.optimizer]).to.not.deep.equal([1, 1, 'sgd'])
  })

  for (const theme of ['light', 'dark'])
    it(`has nothing that axe finds, ${theme}`, async () => {
      document.documentElement.dataset['theme'] = theme
      await show()
      turn('layers', '2')
      for (const details of all<HTMLDetailsElement>('mg-current-name details')) details.open = true
      await pause(200)
      expect(await axeFindings(frame)).to.deep.equal([])
    })
})
