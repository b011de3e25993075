import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { isLoopLine } from '../../src/lens/timeline.ts'
import { MgArchitecture } from '../../src/elements/architecture/mg-architecture.ts'
import { cellAt } from '../../src/elements/marks/heat.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { decimal, probability } from '../../src/elements/marks/numbers.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import type { OpId } from '../../src/engine/operations.ts'
import { Player } from '../../src/lens/player.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

interface Shown {
  readonly name?: string
  readonly width?: number
  readonly height?: number
  readonly config?: Partial<Config>
}

let session: Session
let player: Player
let element: MgArchitecture
let stage: HTMLElement

const settled = async (): Promise<void> => {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  await element.updateComplete
}

/** The tab over a real run of eight steps, reading a name, in a pane of some size. */
async function show({ name = 'emma', width = 784, height = 752, config = {} }: Shown = {}): Promise<void> {
  session = newSession()
  player = new Player(session)
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay: 8 })
  if (!(await session.read(name))) throw new Error(session.message.value ?? 'the name was not read')
  stage = document.createElement('div')
  stage.style.cssText = `width: ${width}px; height: ${height}px; overflow: auto`
  element = new MgArchitecture()
  element.session = session
  element.player = player
  stage.append(element)
  document.body.append(stage)
  await settled()
}

const all = <Found extends Element = SVGElement>(selector: string): Found[] => [
  ...element.renderRoot.querySelectorAll<Found>(selector),
]
const marks = (op: OpId, more = ''): MarkElement[] => all<MarkElement>(`.mark[data-op="${op}"]${more}`)
const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim()
const words = (): string => all('svg text').map(text).join('\n')
const reader = () => session.view.value!.reader
const button = (name: string): HTMLButtonElement | undefined =>
  all<HTMLButtonElement>('button').find(found => (found.getAttribute('aria-label') ?? text(found)) === name)

async function press(key: string): Promise<void> {
  const target = element.shadowRoot!.activeElement ?? element
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))
  await settled()
}

describe('the architecture tab', () => {
  before(addStyleSheets)
  afterEach(() => {
    player.pause()
    stage.remove()
    document.documentElement.removeAttribute('data-theme')
  })

  it('shows after the loss every number of the position, and nothing that glows', async () => {
    await show()
    const last = 4
    const expected: [OpId, number | null][] = [
      ['embedding.token', null],
      ['embedding.norm', null],
      ['attention.query', null],
      ['attention.key', null],
      ['attention.softmax', 2],
      ['attention.mix', 3],
      ['attention.add', null],
      ['mlp.relu', null],
      ['output.logits', null],
      ['loss.softmax', null],
    ]
    for (const [op, head] of expected) {
      const layer = op.startsWith('attention') || op.startsWith('mlp') ? 0 : null
      const [found] = marks(op, ':not([data-parameter])' + (head === null ? '' : `[data-head="${head}"]`))
      expect(found!.reading!.values, op).to.deep.equal(reader().output(op, last, layer, head)!.values)
    }
    expect(all('.active, .halo')).to.have.length(0)
    expect(all('[stroke-dasharray]').filter(found => !found.closest('.legend'))).to.have.length(0)
  })

  it('fills what is behind the cursor, lights what is under it, and leaves the rest blank', async () => {
    await show()
    session.goTo('attention.softmax', { position: 2, head: 2 })
    await settled()
    const [first, , third, fourth] = [0, 1, 2, 3].map(head => marks('attention.softmax', `[data-head="${head}"]`)[0]!)
    const { values } = reader().output('attention.softmax', 2, 0, 0)!
    expect(first!.reading!.values).to.deep.equal(values)
    expect(all('.numbers[data-op="attention.softmax"][data-head="0"] text').map(text)).to.deep.equal(
      Array.from(values, value => probability(value)),
    )
    expect(third!.classList.contains('now')).to.equal(true)
    expect(all('.active')).to.have.length(1)
    expect(third!.querySelector('.active')).to.not.equal(null)
    expect(fourth!.reading).to.equal(null)
    expect(marks('mlp.norm')[0]!.reading).to.equal(null)
    // Two rows before, the one of this position, and two that wait.
    expect(marks('attention.keys').map(row => row.reading !== null)).to.deep.equal([true, true, false, false])
    expect(marks('attention.key', ':not([data-parameter])')[0]!.dataset['position']).to.equal('2')
    expect(words()).to.contain('target m')
  })

  it('prints what the right letter cost', async () => {
    await show()
    session.goTo('loss.cross_entropy', { position: 1 })
    await settled()
    const p = reader().output('loss.softmax', 1)!.values[reader().targets[1]!]!
    const loss = reader().output('loss.cross_entropy', 1)!.values[0]!
    expect(loss).to.be.closeTo(-Math.log(p), 1e-9)
    expect(words()).to.contain(`loss_t = −log ${decimal(p, 3)} = ${decimal(loss)}`)
  })

  it('walks back with gradients where they are known, and with values where they are not', async () => {
    await show()
    session.goTo('attention.mix', { head: 1, phase: 'backward' })
    await settled()
    const contract = marks('mlp.contract', ':not([data-parameter])')[0]!
    expect(contract.reading!.name).to.equal('x.grad')
    expect(contract.reading!.values).to.deep.equal(reader().gradient('mlp.contract', 4, 0)!.values)
    expect(marks('attention.mix', '[data-head="0"]')[0]!.reading!.name).to.equal('head_out')
    expect(marks('mlp.expand', '[data-parameter]')[0]!.reading!.name).to.equal('fc1.grad')
    expect(marks('attention.query', '[data-parameter]')[0]!.reading!.name).to.equal('wq')
    expect(all('.active')[0]!.getAttribute('stroke')).to.equal('var(--grad)')
    expect(all('.wire.flow.back')).to.not.have.length(0)
  })

  it('lights the matrix that Adam changes, with its numbers after the step', async () => {
    await show()
    for (const [parameter, op] of [
      ['layer0.attn_wk', 'attention.key'],
      ['lm_head', 'output.logits'],
    ] as const) {
      session.goTo('adam', { parameter })
      await settled()
      const [matrix] = marks(op, `[data-parameter="${parameter}"]`)
      expect(matrix!.querySelector('.active')).to.not.equal(null)
      expect(matrix!.reading!.values).to.deep.equal(reader().matrix(parameter, 'updated').values)
    }
  })

  it('lets every operation of the forward pass and every matrix glow somewhere, alone', async () => {
    for (const width of [784, 584, 390]) {
      await show({ width })
      const timeline = session.timeline.value!
      const { from, to } = timeline.segments[3]!
      for (let index = from; index < to; index++) {
        // The headers of loops compute nothing.
        if (isLoopLine(timeline.at(index).op)) continue
        session.moveTo(index)
        await element.updateComplete
        expect(all('.active'), `${timeline.at(index).op} at ${width}`).to.have.length(1)
      }
      for (const { name } of reader().matrices) {
        session.goTo('adam', { parameter: name })
        await element.updateComplete
        expect(all('.active'), `${name} at ${width}`).to.have.length(1)
      }
      stage.remove()
    }
  }).timeout(30_000)

  it('stands back from the marks of a line that is pointed at', async () => {
    await show()
    session.hover.value = { op: 'attention.query', layer: null, head: null, from: 'code' }
    await settled()
    await new Promise(done => setTimeout(done, 300))
    const opacity = (mark: Element): string => getComputedStyle(mark).opacity
    for (const mark of marks('attention.query')) expect(opacity(mark)).to.equal('1')
    expect(opacity(marks('attention.key')[0]!)).to.equal('0.28')
    session.hover.value = null
    await settled()
    expect(all('[data-dim], [data-lit]')).to.have.length(0)
  })

  it('has one tab stop, and arrow keys that go from mark to mark in the order of the program', async () => {
    await show()
    const stops = () => all('.mark[tabindex="0"]')
    expect(stops()).to.have.length(1)
    ;(stops()[0] as SVGElement).focus()
    const focused = () => (element.shadowRoot!.activeElement as MarkElement).dataset['op']
    await press('Home')
    expect(focused()).to.equal('embedding.token')
    const met: (string | undefined)[] = []
    for (let i = 0; i < all('.mark').length - 1; i++) {
      await press('ArrowDown')
      if (met.at(-1) !== focused()) met.push(focused())
    }
    expect(met.slice(-4)).to.deep.equal(['output.logits', 'loss.softmax', 'loss.cross_entropy', 'loss.mean'])
    expect(met.indexOf('attention.norm')).to.be.below(met.indexOf('attention.query'))
    await press('ArrowDown')
    expect(focused()).to.equal('loss.mean')
    await press('ArrowUp')
    await press('ArrowUp')
    expect(focused()).to.equal('loss.softmax')
    expect(stops()).to.have.length(1)
    // A drawing of the same mark keeps the focus and the stop.
    session.goTo('attention.query', { position: 1 })
    await settled()
    expect(focused()).to.equal('loss.softmax')
  }).timeout(30_000)

  it('has every mark lie where its cells are, so that the number under the pointer is the right one', async () => {
    await show()
    const [weights] = marks('mlp.expand', '[data-parameter]')
    const hit = weights!.querySelector('.hit')!.getBoundingClientRect()
    expect(cellAt(weights!.grid!, hit.width - 0.5, hit.height - 0.5)).to.deep.equal({ row: 63, column: 15 })
    const [threads] = marks('mlp.add')
    expect(threads!.grid!.columns * threads!.grid!.cellWidth).to.be.closeTo(128, 1e-9)
    for (const mark of all<MarkElement>('.mark'))
      expect(mark.querySelectorAll('.hit'), mark.outerHTML).to.have.length(1)
  })

  it('says in its legend how far the colours of the tensor under the pointer go', async () => {
    await show()
    const legend = (): string => text(all('.legend')[0]!)
    expect(legend()).to.contain('each tensor to its own scale')
    const [weights] = marks('mlp.expand', '[data-parameter]')
    weights!.querySelector('.hit')!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))
    await settled()
    expect(legend()).to.contain('fc1: up to ±0.45')
  })

  it('invites to point at a cell, until one was pointed at or focused', async () => {
    const hint = (): string | undefined => all('.hint')[0] && text(all('.hint')[0]!)
    for (const take of ['pointer', 'focus'] as const) {
      localStorage.removeItem('microgpt-lens hint cells')
      await show({ width: 784 })
      expect(hint()).to.equal('Every cell is a real number. Point at one.')
      session.goTo('mlp.relu')
      await settled()
      expect(hint(), 'while the cursor is elsewhere').to.equal(undefined)
      session.goTo('loss.mean')
      await settled()
      const query = marks('attention.query', ':not([data-parameter])')[0]!
      const cells = query.querySelector('.hit')!
      expect(hint()).to.not.equal(undefined)
      if (take === 'focus') query.focus()
      else cells.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }))
      await settled()
      expect(hint(), take).to.equal(undefined)
      stage.remove()
      await show()
      expect(hint(), 'at the next visit').to.equal(undefined)
      stage.remove()
    }
  })

  it('keeps the invitation off everything else, in wide and narrow stages, for short and long names', async () => {
    for (const [width, height, name] of [
      [784, 752, 'emma'],
      [784, 640, 'bartholomewchris'],
      [525, 652, 'emma'],
    ] as const) {
      localStorage.removeItem('microgpt-lens hint cells')
      await show({ width, height, name })
      // In a page as narrow as that of the tests it is not to be seen.
      const shown = Object.assign(document.createElement('style'), {
        textContent: '.hint { display: inline !important }',
      })
      element.shadowRoot!.append(shown)
      const words = all('.hint text')[0]!.getBoundingClientRect()
      expect(words.right).to.be.at.most(stage.getBoundingClientRect().right)
      for (const other of all('svg text, .mark .hit').filter(found => !found.closest('.hint'))) {
        const box = other.getBoundingClientRect()
        const isApart =
          box.right <= words.left ||
          box.left >= words.right ||
          box.bottom <= words.top + 3 ||
          box.top >= words.bottom - 3
        expect(isApart, `${width}: ${text(other) || other.parentElement!.getAttribute('aria-label')}`).to.equal(true)
      }
      stage.remove()
    }
  })

  it('animates the forward pass, and offers to pause', async () => {
    await show()
    player.speed.value = 250
    button('Animate forward')!.click()
    await settled()
    expect(session.moment.value!.phase).to.equal('forward')
    expect(session.cursor.value).to.be.below(60)
    button('Pause')!.click()
    await settled()
    const stopped = session.cursor.value
    await new Promise(done => setTimeout(done, 200))
    expect(session.cursor.value).to.equal(stopped)
    expect(button('Animate forward')).to.not.equal(undefined)
  })

  it('names its blocks with the lines of the program that is open', async () => {
    await show()
    expect(words()).to.match(/Embedding\n122–125\n/)
    expect(words()).to.match(/Output\n156, 180–182/)
  })

  it('lays out one layer, that of the cursor or another that is asked for, with the others as stripes', async () => {
    await show({ config: { n_layer: 3 } })
    const shown = (): string => text(all('[data-expand][aria-expanded=true]')[0]!)
    const relu = (layer: number): MarkElement => marks('mlp.relu', `[data-layer="${layer}"]`)[0]!
    const height = (mark: MarkElement): number => mark.grid!.cellHeight
    // What draws many layers comes with the first of them.
    for (let i = 0; i < 100 && all('[data-expand]').length === 0; i++) await settled()
    expect(shown()).to.equal('layer 0 of 0–2')
    session.goTo('mlp.relu', { layer: 2, position: 3 })
    await settled()
    expect(shown()).to.equal('layer 2 of 0–2')
    for (const layer of [0, 1, 2])
      expect(relu(layer).reading!.values).to.deep.equal(reader().output('mlp.relu', 3, layer)!.values)
    expect(height(relu(2))).to.be.greaterThan(height(relu(1)))
    const cursor = session.cursor.value
    all('[data-expand="1"]')[0]!.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }))
    await settled()
    expect(shown()).to.equal('layer 1 of 0–2')
    expect(session.cursor.value).to.equal(cursor)
    expect(height(relu(1))).to.be.greaterThan(height(relu(2)))
    // The stream runs through all three, and the last has not written into it yet.
    const stream = marks('mlp.add').map(mark => [mark.dataset['layer'], mark.reading === null])
    expect(stream).to.deep.equal([
      ['0', false],
      ['1', false],
      ['2', true],
    ])
    session.goTo('adam', { parameter: 'layer0.attn_wo' })
    await settled()
    expect(shown()).to.equal('layer 0 of 0–2')
    expect(all('.active')).to.have.length(1)
  })

  it('fits its stage without scrolling for a short name, and for a long one where rows can be lower', async () => {
    for (const name of ['emma', 'bartholomewchris']) {
      await show({ name, width: 724, height: 724 })
      expect(stage.scrollHeight, name).to.equal(724)
      stage.remove()
    }
    await show({ name: 'bartholomewchris', width: 584, height: 620 })
    expect(stage.scrollHeight).to.equal(620)
    const rows = marks('attention.keys')
    expect(rows).to.have.length(15)
    expect(rows[0]!.getBoundingClientRect().height).to.be.within(4, 11)
  })

  it('brings what is active into the upper half of a phone', async () => {
    await show({ width: 390, height: 600 })
    // As much as the drawer of the code covers.
    stage.style.paddingBottom = '252px'
    expect(stage.scrollWidth).to.equal(390)
    session.goTo('mlp.relu', { position: 2 })
    await settled()
    const active = all('.active')[0]!.getBoundingClientRect()
    const view = stage.getBoundingClientRect()
    expect(active.top).to.be.within(view.top, view.top + 300)
  })

  it('draws 16 heads, 128 numbers and a vocabulary of many signs without leaving its place', async () => {
    await show({ config: { n_embd: 128, n_head: 16, n_layer: 2, block_size: 64 } })
    for (let i = 0; i < 100 && all('[data-expand]').length === 0; i++) await settled()
    expect(marks('attention.softmax')).to.have.length(2 * 16)
    const { right } = stage.getBoundingClientRect()
    for (const mark of all('.mark')) expect(mark.getBoundingClientRect().right).to.be.below(right)
    const wide = reader().matrix('layer0.mlp_fc1')
    expect(marks('mlp.expand', '[data-parameter]')[0]!.reading!.values).to.have.length(wide.rows * wide.columns)
  }).timeout(30_000)

  it('gives the same numbers as a table', async () => {
    await show()
    all<HTMLDetailsElement>('details')[0]!.open = true
    await settled()
    const rows = all('tbody tr')
    const named = (title: string) => rows.find(row => text(row.querySelector('th')!) === title)!
    expect(text(named('softmax, head 1').lastElementChild!)).to.equal(
      Array.from(reader().output('attention.softmax', 4, 0, 1)!.values, value => probability(value)).join(' '),
    )
    expect(all('svg')[0]!.getBoundingClientRect().width).to.equal(0)
  })

  for (const theme of ['light', 'dark'])
    for (const width of [784, 390])
      it(`has nothing that axe finds, ${theme}, ${width} wide`, async () => {
        document.documentElement.dataset['theme'] = theme
        await show({ width, config: { n_layer: 2 } })
        const findings = () => axeFindings(stage)
        expect(await findings()).to.deep.equal([])
        session.goTo('attention.softmax', { position: 2, head: 1, layer: 0 })
        await settled()
        expect(await findings()).to.deep.equal([])
        all<HTMLDetailsElement>('details')[0]!.open = true
        await settled()
        expect(await findings()).to.deep.equal([])
      }).timeout(30_000)
})
