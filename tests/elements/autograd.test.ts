import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgAutograd } from '../../src/elements/autograd/mg-autograd.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import { countValues } from '../../src/engine/value-count.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let element: MgAutograd
let frame: HTMLElement

const pause = (ms: number): Promise<unknown> => new Promise(done => setTimeout(done, ms))
const all = <Found extends Element = HTMLElement>(selector: string): Found[] => [
  ...element.renderRoot.querySelectorAll<Found>(selector),
]
const one = (selector: string): HTMLElement => all(selector)[0]!
const textOf = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim()
const button = (name: string): HTMLButtonElement =>
  all<HTMLButtonElement>('button').find(each => textOf(each) === name)!
const number = (name: string): HTMLElement => one(`.number[data-name="${name}"]`)
const markOf = (name: string): MarkElement => number(name).querySelector<MarkElement>('.mark')!
const notes = (): string[] => (session.focusLines.value ?? []).map(({ op, note }) => `${op}: ${note}`)

async function show(width = 784): Promise<void> {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open(defaultConfig, dataset, { lane: 'exact' })
  frame = document.createElement('div')
  frame.style.width = `${width}px`
  element = new MgAutograd()
  element.session = session
  frame.append(element)
  document.body.append(frame)
  await pause(100)
}

async function press(name: string, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    button(name).click()
    await element.updateComplete
  }
}

async function choose(preset: string): Promise<void> {
  all('.presets label')
    .find(each => textOf(each) === preset)!
    .click()
  await element.updateComplete
}

async function turn(leaf: string, to: number): Promise<void> {
  const slider = all('mg-slider').find(each => (each as unknown as { name: string }).name === leaf)!
  const range = slider.shadowRoot!.querySelector('input')!
  range.value = String(to)
  range.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  await element.updateComplete
}

describe('the Autograd tab', () => {
  before(addStyleSheets)
  afterEach(() => {
    frame.remove()
    delete document.documentElement.dataset['theme']
  })

  it('opens where two gradients add up, worked out, with its lines lit', async () => {
    await show()
    expect(textOf(one('.step h2'))).to.equal('The edge being walked')
    expect(all('.sum td:not(.remark)').map(textOf)).to.deep.equal(['0.303', '−1.50 × 0.303 = −0.455', '−0.152'])
    expect(textOf(number('a'))).to.contain('−0.15')
    expect(all('.number.here').map(each => each.dataset['name'])).to.deep.equal(['a'])
    expect(all('.topo .now').map(textOf)).to.deep.equal(['p'])
    expect(notes()).to.deep.equal([
      'value.backward: 0.303 + (−1.50 × 0.303) = −0.152',
      'value.multiply: p = −3.00, local (−1.50, 2.00)',
    ])
  })

  it('counts the numbers here, and those of a training step on the document at hand', async () => {
    await show()
    const { view, run } = session
    const { nodes } = countValues(defaultConfig, run.value!.plan.vocab_size, view.value!.reader.tokens)
    expect(textOf(one('.counts'))).to.equal(
      `7 nodes here${nodes.toLocaleString('en')} in one training step on ${view.value!.document}`,
    )
    await session.read('emma')
    await pause(50)
    expect(textOf(one('.counts'))).to.contain('43,091 in one training step on emma')
  })

  it('builds number by number and walks back edge by edge, in both directions', async () => {
    await show()
    await press('Start over')
    expect(all('.number.unmade')).to.have.lengthOf(7)
    expect(all('.wire.unmade')).to.have.lengthOf(7)
    expect(all('.wire-label')).to.have.lengthOf(0)
    await press('Next', 4)
    expect(all('.number.unmade').map(each => each.dataset['name'])).to.deep.equal(['s', 't', 'L'])
    expect(notes()).to.deep.equal(['value.multiply: p = −3.00, local (−1.50, 2.00)'])
    await press('Next', 4)
    expect(notes()).to.deep.equal(['value.backward: 7 numbers sorted, L.grad = 1'])
    const there = element.renderRoot.querySelector('.graph')!.textContent
    await press('Next', 2)
    expect(all('.wire.now').map(each => each.dataset['edge'])).to.deep.equal(['t|0'])
    await press('Back', 2)
    expect(element.renderRoot.querySelector('.graph')!.textContent).to.equal(there)
    expect(button('Next').ariaDisabled).to.equal('false')
  })

  it('shows a gradient that is not reached as blank, never as 0', async () => {
    await show()
    const b = number('b')
    expect(textOf(b)).to.contain('not reached yet')
    expect(textOf(b)).to.not.match(/grad\s*[−\d]/)
    expect([...markOf('b').reading!.values]).to.deep.equal([-1.5])
    expect(markOf('b').getAttribute('aria-label')).to.contain('grad not reached yet')
    await press('Next')
    expect(textOf(b)).to.match(/grad\s*0\.61/)
    expect([...markOf('b').reading!.values]).to.deep.equal([-1.5, Math.exp(-0.5) * 0.5 * 2])
  })

  it('leaves alone what the code is pointed at, and pales the rest', async () => {
    await show()
    session.hover.value = { op: 'value.multiply', layer: null, head: null, from: 'code' }
    await element.updateComplete
    const paled = all('.number')
      .filter(each => each.hasAttribute('opacity'))
      .map(each => each.dataset['name'])
    expect(paled).to.deep.equal(['a', 'b', 'c', 's', 'L'])
  })

  it('names the data and the grad under the pointer', async () => {
    await show()
    const rows = [...number('p').querySelectorAll<MarkElement>('.rows [data-op]')]
    expect(rows.map(({ reading }) => [reading!.name, ...reading!.values])).to.deep.equal([
      ['p.data', -3],
      ['p.grad', 0.5 * Math.exp(-0.5)],
    ])
    expect(number('b').querySelectorAll<MarkElement>('.rows [data-op]')[1]!.reading).to.equal(null)
  })

  it('draws wires as wide as what they hand over', async () => {
    await show()
    const width = (edge: string): number => Number(one(`.wire[data-edge="${edge}"] path`).getAttribute('stroke-width'))
    expect(width('L|0')).to.be.above(width('t|0'))
    expect(width('t|1')).to.be.above(width('t|0'))
    expect(width('p|1')).to.be.below(width('t|0'))
  })

  it('goes to an edge and to a number that is clicked, and to one in reversed(topo)', async () => {
    await show()
    one('.wire[data-edge="t|1"]').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    await element.updateComplete
    expect(notes()[0]).to.equal('value.backward: −1.00 × 0.607 = −0.607')
    markOf('s').dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    await element.updateComplete
    expect(all('.topo .now').map(textOf)).to.deep.equal(['s'])
    all('.topo button').at(-1)!.click()
    await element.updateComplete
    expect(all('.number.here').map(each => each.dataset['name'])).to.deep.equal(['a'])
  })

  it('walks by the arrow keys on its buttons, and from number to number in the picture', async () => {
    await show()
    const key = (target: Element, key: string): boolean =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
    const before = textOf(one('.count'))
    key(button('Next'), 'ArrowRight')
    await element.updateComplete
    expect(textOf(one('.count'))).to.not.equal(before)
    key(button('Next'), 'ArrowLeft')
    await element.updateComplete
    expect(textOf(one('.count'))).to.equal(before)
    expect(all('.graph .mark[tabindex="0"]')).to.have.lengthOf(1)
    markOf('a').focus()
    key(markOf('a'), 'ArrowDown')
    expect(element.shadowRoot!.activeElement).to.equal(markOf('b'))
  })

  it('computes everything again when a leaf is turned', async () => {
    await show()
    await turn('b', 1)
    const L = Math.exp((2 * 1 + 2) * 0.5)
    expect([...markOf('L').reading!.values]).to.deep.equal([L, 1])
    expect(all('.sum td:not(.remark)').at(-1)!.textContent).to.equal((0.5 * L + 1 * 0.5 * L).toFixed(3))
    expect(notes()[1]).to.equal('value.multiply: p = 2.00, local (1.00, 2.00)')
  })

  it('checks a gradient by a nudge that is really run', async () => {
    await show()
    const rows = (): string[] => all('.nudged tr').map(textOf)
    const at = (a: number, c = 0.5): number => Math.exp((a * -1.5 + a) * c)
    const change = at(2.1) - at(2)
    expect(rows()).to.deep.equal([
      'a moves by +0.1',
      `L moves by −${Math.abs(change).toFixed(4)}`,
      `ratio −${Math.abs(change / 0.1).toFixed(4)}`,
      'a.grad −0.1516',
    ])
    expect(textOf(one('.check .slope'))).to.equal('slope −0.152')
    await press('Back')
    expect(textOf(one('.check .slope'))).to.equal('so far 0.303')
    expect(rows()[3]).to.equal('a.grad so far 0.3033')
    all('.choice label')
      .find(each => textOf(each) === 'b')!
      .click()
    await element.updateComplete
    expect(rows()[3]).to.equal('b.grad so far not reached yet')
    expect(all('.check .slope')).to.have.lengthOf(0)
  })

  it('walks all the way, and says so', async () => {
    await show()
    await choose('sum')
    await press('Walk all')
    await pause(2200)
    expect(textOf(one('.step h2'))).to.equal('Every grad is complete')
    expect(textOf(one('[role=status]'))).to.equal('every grad is complete')
    expect(button('Next').ariaDisabled).to.equal('true')
    expect(textOf(one('.table tbody'))).to.equal(
      'a leaf 2.00 1.00 b leaf −1.50 1.00 L a + b 0.50 1.00 a, b (1.00, 1.00)',
    )
  })

  it('gives the lines back when it leaves, and is where it was when it comes again', async () => {
    await show()
    await choose('neuron')
    await press('Next', 3)
    const [lines, count] = [notes(), textOf(one('.count'))]
    element.remove()
    expect(session.focusLines.value).to.equal(null)
    frame.append(element)
    await pause(50)
    expect([notes(), textOf(one('.count'))]).to.deep.equal([lines, count])
  })

  for (const preset of ['sum', 'product', 'used twice', 'chain', 'neuron', 'prediction', 'softmax loss'])
    it(`keeps boxes and labels of ${preset} apart`, async () => {
      await show()
      await choose(preset)
      const boxes = all<SVGGElement>('.mark .hit').map(each => each.getBoundingClientRect())
      const labels = all('.wire-label').map(each => each.getBoundingClientRect())
      const edge = one('.graph').getBoundingClientRect()
      const over = (a: DOMRect, b: DOMRect): number =>
        Math.max(0, Math.min(a.right, b.right) - Math.max(a.left, b.left)) *
        Math.max(0, Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top))
      for (const [i, a] of boxes.entries()) {
        expect(a.right).to.be.at.most(edge.right)
        for (const b of boxes.slice(i + 1)) expect(over(a, b)).to.equal(0)
        for (const label of labels) expect(over(a, label)).to.be.below(60)
      }
      for (const [i, a] of labels.entries()) for (const b of labels.slice(i + 1)) expect(over(a, b)).to.be.below(30)
    })

  for (const width of [784, 584, 390])
    it(`fits ${width} px, and what is wider scrolls in a place of its own that the keyboard reaches`, async () => {
      await show(width)
      await choose('softmax loss')
      await pause(50)
      expect(element.scrollWidth).to.be.at.most(element.clientWidth + 1)
      const graph = one('.graph')
      const scrolls = graph.scrollWidth > graph.clientWidth + 1
      expect(graph.getAttribute('tabindex')).to.equal(scrolls ? '0' : null)
      expect(scrolls).to.equal(width < 700)
      // Ten numbers, sorted, in one row where there is room for the smallest boxes.
      if (width > 500) expect(new Set(all('.topo li').map(each => each.offsetTop)).size).to.equal(1)
    })

  for (const theme of ['light', 'dark'])
    it(`has nothing that axe finds, ${theme}`, async () => {
      document.documentElement.dataset['theme'] = theme
      await show()
      one('details summary').click()
      expect(await axeFindings(frame)).to.deep.equal([])
      await press('Start over')
      expect(await axeFindings(frame)).to.deep.equal([])
    })
})
