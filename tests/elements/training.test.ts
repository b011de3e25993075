import { expect } from 'chai'
import names from '../../src/data/names.txt'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { layoutMatrices } from '../../src/elements/training/matrices-layout.ts'
import { dotsPath, freePlace, labelPlace, lossRange, scalesIn, spread } from '../../src/elements/training/loss-scale.ts'
import { MgTraining } from '../../src/elements/training/mg-training.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { matricesOf } from '../../src/engine/parameters.ts'
import type { Session } from '../../src/lens/session.ts'
import { smoothed } from '../../src/lens/training.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let element: MgTraining
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

/** The tab over a real run of 60 steps, of which the first few are done. */
async function show({
  width = 784,
  replay = 40,
  config = {},
}: { width?: number; replay?: number; config?: Partial<Config> } = {}) {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, num_steps: 60, ...config }, dataset, { lane: 'exact', replay })
  frame = document.createElement('div')
  frame.style.width = `${width}px`
  element = new MgTraining()
  element.session = session
  frame.append(element)
  document.body.append(frame)
  await until(() => session.run.value!.baselines.length === 4 && marks().length > 0, 'the tab is drawn')
}

/** Everything in the tab that answers to a selector, through all shadow roots. */
function all<Found extends Element = HTMLElement>(selector: string, root: ParentNode = frame): Found[] {
  const inside = [...root.querySelectorAll('*')].flatMap(each =>
    each.shadowRoot ? all<Found>(selector, each.shadowRoot) : [],
  )
  return [...root.querySelectorAll<Found>(selector), ...inside]
}
const marks = (): MarkElement[] => all<MarkElement>('.mark')
const button = (name: string): HTMLElement => all('button').find(each => each.textContent.trim() === name)!
const text = (selector: string): string =>
  all(selector)
    .map(each => each.textContent.replace(/\s+/g, ' ').trim())
    .join(' | ')
const scrubber = (): HTMLInputElement => all<HTMLInputElement>('[aria-label="training step"]')[0]!

async function choose(file: File): Promise<void> {
  const chosen = new DataTransfer()
  chosen.items.add(file)
  const input = all<HTMLInputElement>('input[type=file]:not([aria-label=checkpoint])')[0]!
  input.files = chosen.files
  input.dispatchEvent(new Event('change'))
  await pause(300)
}

describe('the Training tab', () => {
  before(addStyleSheets)
  afterEach(() => {
    frame.remove()
    delete document.documentElement.dataset['theme']
  })

  it('trains to the end, and the table behind the chart holds the losses of the run', async () => {
    await show()
    expect(text('.progress')).to.equal('40 of 60 steps')
    button('Train').click()
    await until(
      () => !session.training.running.value && session.training.losses.value.length === 60,
      'all 60 steps are done',
    )
    expect(text('.progress')).to.equal('60 of 60 steps')
    all('details summary')
      .find(each => each.textContent === 'as a table')!
      .click()
    await pause(200)
    const last = all('tbody tr').at(-1)!.textContent.replace(/\s+/g, ' ').trim()
    // What follows was measured on names kept aside.
    expect(last.split(' ').slice(0, 3).join(' ')).to.equal(
      `60 ${session.training.losses.value[59]!.toFixed(4)} ${smoothed(session.training.losses.value)[59]!.toFixed(4)}`,
    )
    expect(text('svg .now')).to.equal(smoothed(session.training.losses.value)[59]!.toFixed(2))
  })

  it('keeps the label of the curve off the lines of reference, wherever the playhead is', async () => {
    await show({ replay: 60 })
    for (const step of [1, 12, 30, 60]) {
      await session.look(step - 1)
      await pause(150)
      const number = all<SVGTextElement>('svg .now')[0]!.getBoundingClientRect()
      for (const line of all<SVGPathElement>('path[stroke-dasharray="5 4"]')) {
        const { top } = line.getBoundingClientRect()
        expect(top <= number.top + 4 || top >= number.bottom - 4, `step ${step}`).to.equal(true)
      }
    }
    const label = { above: 15, below: 19 }
    expect(freePlace(100, 0, [300], label)).to.equal(100)
    expect(freePlace(100, 0, [100, 60], label)).to.equal(81)
    expect(freePlace(100, 0, [100, 70], label)).to.equal(51)
    expect(freePlace(100, 60, [100, 70], label)).to.equal(100)
    expect(labelPlace(120, [120, 110], { top: 22 }, [], label)).to.equal(80)
    // A loss that is off the scale lies on the upper edge: its label goes under it, not over the heading.
    expect(labelPlace(22, [22, 22], { top: 22 }, [], label)).to.equal(49)
  })

  it('shows a run that begins far above guessing, and leaves out one that has left every measure', () => {
    const top = (...losses: number[]): number => lossRange(losses, [], 27, losses.at(-1))[1]
    expect(top(37, 25)).to.be.above(25)
    expect(top(37, 25, 4)).to.equal(7)
    expect(top(3, 1e29)).to.equal(7)
  })

  it('steps once, pauses, and resets to the same first numbers', async () => {
    await show({ replay: 0 })
    const first = session.view.value!.reader.loss
    button('Step').click()
    await until(() => session.training.losses.value.length === 1, 'one step is done')
    expect(session.training.losses.value[0]).to.equal(first)
    session.training.pace.value = 10
    button('Train').click()
    await until(() => session.training.losses.value.length >= 3, 'it trains')
    button('Pause').click()
    await until(() => !session.training.running.value, 'it pauses')
    expect(session.training.losses.value.length).to.be.below(40)
    button('Reset').click()
    await until(() => session.training.losses.value.length === 0, 'nothing is done')
    expect(session.view.value!.reader.loss).to.equal(first)
  })

  it('takes every tab to the step that the playhead is moved to', async () => {
    await show()
    scrubber().value = '7'
    scrubber().dispatchEvent(new Event('input'))
    await until(() => session.view.value!.step === 6, 'step 7 is looked at')
    expect(session.view.value!.reader.loss).to.equal(session.training.losses.value[6])
    expect(scrubber().getAttribute('aria-valuetext')).to.contain(
      `step 7, loss ${session.training.losses.value[6]!.toFixed(4)}`,
    )
    expect(text('.readout')).to.contain(session.training.losses.value[6]!.toFixed(4))
  })

  it('pauses training when the playhead is moved while it runs, and stays there', async () => {
    await show({ replay: 0, config: { num_steps: 1000 } })
    session.training.pace.value = 50
    button('Train').click()
    await until(() => session.training.losses.value.length > 10, 'it trains')
    scrubber().value = '3'
    scrubber().dispatchEvent(new Event('input'))
    await until(() => !session.training.running.value && session.view.value!.step === 2, 'it rests at step 3')
  })

  it('names the four references with the losses of the documents', async () => {
    await show()
    const labels = all('svg .mono').map(each => each.textContent)
    for (const { loss } of session.run.value!.baselines) expect(labels).to.include(loss.toFixed(2))
  })

  it('shows every parameter: its values, its gradient and both moments, as the trace holds them', async () => {
    await show()
    const sum = marks().reduce((cells, { grid }) => cells + grid!.rows * grid!.columns, 0)
    expect(sum).to.equal(session.run.value!.plan.parameters)
    const kinds = { values: 'values', gradients: 'gradients', 'Adam m': 'm', 'Adam v': 'v' } as const
    for (const [label, kind] of Object.entries(kinds)) {
      all('label')
        .find(each => each.textContent.trim() === label)!
        .click()
      await pause(100)
      const mark = marks().find(each => each.dataset['parameter'] === 'layer0.mlp_fc1')!
      expect([...mark.reading!.values]).to.deep.equal([
        ...session.view.value!.reader.matrix('layer0.mlp_fc1', kind).values,
      ])
    }
  })

  it('lights the matrix that Adam changes, and shows it changed', async () => {
    await show()
    session.goTo('adam', { parameter: 'wpe' })
    await pause(100)
    expect(all('.mark.now').map(each => each.dataset['parameter'])).to.deep.equal(['wpe'])
    const values = (name: string): number[] => [
      ...marks().find(each => each.dataset['parameter'] === name)!.reading!.values,
    ]
    expect(values('wpe')).to.deep.equal([...session.view.value!.reader.matrix('wpe', 'updated').values])
    expect(values('lm_head')).to.deep.equal([...session.view.value!.reader.matrix('lm_head', 'values').values])
  })

  it('changes the temperature without losing the run, and another seed starts a new one', async () => {
    await show()
    const before = session.training.samples.value[0]!.names.join()
    button('all 20 knobs').click()
    await pause(50)
    const slider = all('mg-slider').find(each => (each as unknown as { name: string }).name === 'temperature')!
    const range = slider.shadowRoot!.querySelector('input')!
    range.value = '2'
    range.dispatchEvent(new Event('input'))
    range.dispatchEvent(new Event('change'))
    await until(() => session.training.samples.value[0]!.names.join() !== before, 'the names are drawn again')
    expect(session.training.losses.value.length).to.equal(40)
    const seed = all<HTMLInputElement>('input[max="4294967295"]')[0]!
    seed.value = '7'
    seed.dispatchEvent(new Event('change'))
    await pause(50)
    expect(session.run.value!.config.seed, 'nothing runs before it is applied').to.equal(42)
    button('Apply').click()
    await until(() => session.run.value!.config.seed === 7, 'the seed is 7')
    expect(session.training.losses.value.length).to.equal(0)
    expect(session.run.value!.config.temperature).to.equal(2)
  })

  it('marks made-up names that stand in the data', async () => {
    await show({ config: { num_steps: 300, temperature: 0.1 }, replay: 300 })
    await until(() => session.training.samples.value.some(({ step }) => step === 300), 'names are made up')
    const known = new Set(names.split('\n'))
    const shown = all('mg-made-up-names').flatMap(each => all('li', each.shadowRoot!))
    for (const item of shown) {
      const isKnown = known.has(item.textContent.trim())
      expect(item.querySelector('i')!.getAttribute('aria-label'), item.textContent).to.equal(
        isKnown ? 'in the data' : 'new',
      )
    }
    expect(shown.length).to.be.above(4)
  })

  it('trains on a text file, drawn as text; what cannot be one is refused in a sentence and nothing is lost', async () => {
    await show()
    const { run } = session
    const { losses } = session.training
    await choose(new File([new Uint8Array([65, 0, 66])], 'picture.png'))
    expect(session.message.value).to.contain('not text')
    const huge = new File(['a'], 'huge.txt')
    Object.defineProperty(huge, 'size', { value: 30_000_000 })
    let wasRead = false
    huge.arrayBuffer = () => {
      wasRead = true
      return Promise.resolve(new ArrayBuffer(0))
    }
    const input = all<HTMLInputElement>('input[type=file]:not([aria-label=checkpoint])')[0]!
    Object.defineProperty(input, 'files', { value: [huge], configurable: true })
    input.dispatchEvent(new Event('change'))
    await pause(200)
    expect(session.message.value).to.contain('30.0 MB')
    expect(wasRead).to.equal(false)
    expect([run.value!.dataset.name, losses.value.length]).to.deep.equal(['shipped names', 40])
    Reflect.deleteProperty(input, 'files')
    await choose(new File(['<img src=x>\nanna\n'], 'mine.txt'))
    expect([run.value!.dataset.name, run.value!.docs]).to.deep.equal(['mine.txt', 2])
    expect(text('.first')).to.contain('<img src=x>')
    expect(all('img')).to.have.lengthOf(0)
  })

  it('keeps the data when the original names cannot be fetched', async () => {
    await show()
    const real = globalThis.fetch
    globalThis.fetch = () => Promise.reject(new TypeError('offline'))
    button('Fetch the original 32,033 names').click()
    await until(() => session.message.value !== null, 'it is said')
    globalThis.fetch = real
    expect(session.message.value).to.contain('raw.githubusercontent.com could not be reached')
    expect(session.run.value!.dataset.name).to.equal('shipped names')
    expect(session.training.losses.value.length).to.equal(40)
  })

  it('draws 20,000 steps as quickly as 60', async () => {
    await show({ config: { num_steps: 20_000 }, replay: 0 })
    const losses = Array.from({ length: 20_000 }, (_, i) => 2 + Math.sin(i))
    session.training.losses.value = losses
    await until(() => all('.progress')[0]!.textContent.includes('20,000 of'), 'they are drawn')
    const chart = all('mg-loss-chart')[0] as unknown as {
      requestUpdate(): void
      updateComplete: Promise<unknown>
      shadowRoot: ShadowRoot
    }
    const began = performance.now()
    chart.requestUpdate()
    await chart.updateComplete
    expect(performance.now() - began).to.be.below(60)
    expect(chart.shadowRoot.querySelectorAll('svg *').length).to.be.below(150)
  })

  for (const width of [784, 584, 390])
    it(`fits ${width} px`, async () => {
      await show({ width })
      for (const each of [frame, ...all('*')].filter(found => found.localName.startsWith('mg-')))
        expect(each.scrollWidth, each.localName).to.be.at.most(Math.ceil(each.clientWidth) + 1)
      const most = Math.max(...marks().map(mark => mark.querySelector('.hit')!.getBoundingClientRect().right))
      expect(most).to.be.at.most(frame.getBoundingClientRect().right)
    })

  for (const theme of ['light', 'dark'])
    it(`has nothing that axe finds, ${theme}`, async () => {
      document.documentElement.dataset['theme'] = theme
      await show()
      expect(await axeFindings(frame)).to.deep.equal([])
    })
})

describe('the layout of the parameters', () => {
  const area = (n_layer: number, n_embd: number, width: number) =>
    layoutMatrices(matricesOf({ ...defaultConfig, n_layer, n_embd }, 27), width)

  for (const [n_layer, n_embd, width] of [
    [1, 16, 736],
    [1, 16, 358],
    [3, 32, 736],
    [6, 128, 736],
    [6, 128, 358],
    [1, 4, 736],
  ] as const)
    it(`puts ${n_layer} layers of width ${n_embd} side by side without overlap, ${width} px wide`, () => {
      const { places, height } = area(n_layer, n_embd, width)
      const boxes = places.map(({ matrix, x, y, cellWidth, cellHeight, transposed }) => {
        const [across, high] = transposed ? [matrix.rows, matrix.columns] : [matrix.columns, matrix.rows]
        return { left: x, right: x + across * cellWidth, top: y, bottom: y + high * cellHeight }
      })
      for (const [i, a] of boxes.entries()) {
        expect(a.right).to.be.at.most(width + 0.5)
        expect(a.bottom).to.be.at.most(height)
        for (const b of boxes.slice(i + 1))
          expect(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top).to.equal(true)
      }
    })
})

describe('the loss chart’s numbers', () => {
  it('puts a dot for each step, at its place', () => {
    const scales = scalesIn({ left: 0, right: 100, top: 0, bottom: 40 }, 10, [0, 4])
    expect(dotsPath([4, 2, 0], scales, 0, 3, 1)).to.equal('M10.0 0.0h0M20.0 20.0h0M30.0 40.0h0')
    expect(dotsPath([4, 2, 0], scales, 0, 3, 2)).to.equal('M10.0 0.0h0M30.0 40.0h0')
  })
  it('moves only labels that overlap', () => {
    expect(spread([10, 50, 90], [13, 13, 13])).to.deep.equal([10, 50, 90])
    const [first, second, third] = spread([10, 12, 90], [13, 13, 13])
    expect(second! - first!).to.be.at.least(12.9)
    expect(third).to.equal(90)
    expect(spread([88, 92], [13, 13], 95)).to.deep.equal([82, 95])
  })
})
