import { Text } from '@codemirror/state'
import { expect } from 'chai'
import microgptSource from '../../microgpt.py'
import names from '../../src/data/names.txt'
import { changesTo } from '../../src/elements/code-pane/changes.ts'
import { freeRowsNear } from '../../src/elements/code-pane/line-hint.ts'
import { MgCodePane } from '../../src/elements/code-pane/mg-code-pane.ts'
import { pythonOf, type MgTensorCard } from '../../src/elements/code-pane/mg-tensor-card.ts'
import { binned, cardGrid } from '../../src/elements/code-pane/tensor-card-layout.ts'
import { cellPlace, gridHeight, gridWidth } from '../../src/elements/marks/heat.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import type { HeldTensor } from '../../src/lens/held.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let pane: MgCodePane
let frame: HTMLElement

const settled = async (): Promise<void> => {
  await pane.updateComplete
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
}

/** The pane over a real run that reads emma, in a frame of some size. */
async function show({ width = 656, height = 700 } = {}): Promise<void> {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open(defaultConfig, dataset, { lane: 'exact', replay: 4 })
  await session.read('emma')
  frame = document.createElement('div')
  frame.style.width = `${width}px`
  frame.style.height = `${height}px`
  pane = new MgCodePane()
  pane.session = session
  pane.text = microgptSource
  frame.append(pane)
  document.body.append(frame)
  await settled()
}

const all = (selector: string): HTMLElement[] => [...pane.renderRoot.querySelectorAll<HTMLElement>(selector)]
const one = (selector: string): HTMLElement => all(selector)[0]!
const scroller = (): HTMLElement => one('.cm-scroller')
/** The code of a line, without what stands beside it. */
const codeOf = (line: Element): string => {
  const copy = line.cloneNode(true) as Element
  copy.querySelector('.lens-value')?.remove()
  return copy.textContent.trim()
}
const line = (start: string): HTMLElement => all('.cm-line').find(line => codeOf(line).startsWith(start))!
const lit = (): string[] => all('.cm-line.lens-active').map(codeOf)
const beside = (start: string): string =>
  line(start).querySelector('.lens-value .num')?.textContent.replace(/\s+/g, ' ').trim() ?? ''

function point(type: string, target: Element, x = 120): void {
  const { left, top } = target.getBoundingClientRect()
  const place = { clientX: left + x, clientY: top + 6, bubbles: true, composed: true }
  target.dispatchEvent(type === 'click' ? new MouseEvent(type, place) : new PointerEvent(type, place))
}
const press = async (key: string): Promise<void> => {
  one('.cm-content').dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  )
  await settled()
}

describe('the code pane', () => {
  before(addStyleSheets)
  afterEach(() => frame.remove())

  it('opens on the model, with the numbers of the run beside its lines', async () => {
    await show()
    expect(pane.lineBox(session.program.value.linesOf('gpt')[0]![0])).not.to.equal(null)
    expect(beside('def gpt(')).to.equal('token_id = 0, pos_id = 4')
    expect(beside('for li in')).to.equal('li = 0')
    expect(beside('q = linear')).to.match(/^\[−?\d\.\d\d −?\d\.\d\d …\]$/)
    expect(beside('keys[li]')).to.equal('5 × 16')
    expect(beside('q_h =')).to.match(/^\[(−?\d\.\d\d ){3}−?\d\.\d\d\]$/)
  })

  it('lights the line of the cursor, brings it into view, and leaves what is to come grey and blank', async () => {
    await show()
    session.goTo('embedding.token', { position: 1 })
    session.goTo('mlp.expand', { position: 1 })
    await settled()
    expect(lit()).to.deep.equal(["x = linear(x, state_dict[f'layer{li}.mlp_fc1'])"])
    const box = pane.lineBox(pane.activeLine!)!
    const { top, bottom } = scroller().getBoundingClientRect()
    expect(box.top >= top && box.bottom <= bottom).to.equal(true)
    const relu = line('x = [xi.relu()')
    expect(relu.classList.contains('lens-todo')).to.equal(true)
    expect(relu.querySelector('.lens-value')).to.equal(null)
    expect(line('q = linear').classList.contains('lens-todo')).to.equal(false)
  })

  it('lights a statement of two lines as one, and the loop around it at the edge', async () => {
    await show()
    session.goTo('attention.scores', { position: 2, head: 1 })
    await settled()
    expect(lit()).to.have.length(2)
    expect(beside('for h in')).to.equal('h = 1')
    expect(line('for h in').classList.contains('lens-loop')).to.equal(true)
    expect(line('q = linear').classList.contains('lens-loop')).to.equal(false)
  })

  it('follows backward and update in the hue of gradients', async () => {
    await show()
    session.goTo('mlp.relu', { phase: 'backward' })
    await settled()
    expect(lit().some(code => code.startsWith('x = [xi.relu()'))).to.equal(true)
    expect(line('x = [xi.relu()').classList.contains('hue-grad')).to.equal(true)
    session.goTo('adam', { parameter: 'lm_head' })
    await settled()
    expect(lit()).to.have.length(7)
    expect(codeOf(one('.lens-main'))).to.match(/^p\.data -= /)
    expect(beside('p.data -=')).to.match(/^−?\d\.\d{4,} → −?\d\.\d{4,}$/)
    expect(beside('for i, p')).to.match(/^i = \d+ lm_head\[\d+\]\[\d+\]$/)
  })

  it('runs to a line that is clicked, at the position that is shown', async () => {
    await show()
    session.lookAtPosition(2)
    point('click', line('k = linear'))
    await settled()
    expect(session.moment.value).to.include({ op: 'attention.key', position: 2, layer: 0 })
    expect(lit()).to.have.length(1)
  })

  it('pins the lines of a helper, until a second click or Escape', async () => {
    await show()
    scroller().scrollTop -= 300
    await settled()
    const cursor = session.cursor.value
    point('click', line('def rmsnorm'))
    await settled()
    expect(line('scale =').classList.contains('lens-hover')).to.equal(true)
    expect(session.cursor.value).to.equal(cursor)
    point('click', line('def rmsnorm'))
    await settled()
    expect(line('scale =').classList.contains('lens-hover')).to.equal(false)
    point('click', line('def rmsnorm'))
    await press('Escape')
    expect(line('scale =').classList.contains('lens-hover')).to.equal(false)
  })

  it('says what the pointer is on, and lights what is hovered in the picture', async () => {
    await show()
    point('pointermove', line('v_h ='))
    expect(session.hover.value).to.deep.equal({ op: 'attention.value_head', layer: 0, head: 3, from: 'code' })
    one('.cm-editor').dispatchEvent(new PointerEvent('pointerleave'))
    expect(session.hover.value).to.equal(null)
    session.hover.value = { op: 'attention.query', layer: 0, head: null, from: 'picture' }
    await settled()
    expect(line('q = linear').classList.contains('lens-hover')).to.equal(true)
  })

  it('is walked line by line with the keys, spoken, and run to with Enter', async () => {
    await show()
    const [query] = session.program.value.linesOf('attention.query')[0]!
    for (let i = 1; i < query; i++) await press('ArrowDown')
    expect(one('[role=status]').textContent).to.match(/^130: q = linear\(x, .*; q = \[−?\d\.\d\d/)
    await press('Enter')
    expect(session.moment.value?.op).to.equal('attention.query')
    const tab = new KeyboardEvent('keydown', { key: 'Tab', bubbles: true, composed: true, cancelable: true })
    expect(one('.cm-content').dispatchEvent(tab)).to.equal(true)
  })

  it('stays where the reader has scrolled until the cursor moves, and then only if asked to follow', async () => {
    await show()
    session.goTo('attention.query')
    await settled()
    scroller().scrollTop = 0
    session.hover.value = { op: 'mlp.add', layer: 0, head: null, from: 'code' }
    await settled()
    expect(scroller().scrollTop).to.equal(0)
    one('.follow input').click()
    session.step(1)
    await settled()
    expect(scroller().scrollTop).to.equal(0)
    one('.follow input').click()
    session.step(1)
    await settled()
    expect(scroller().scrollTop).to.be.greaterThan(1000)
  })

  it('keeps one x for all strips, gives their cells to the inspector, and can be without them', async () => {
    await show()
    const strips = all('.lens-value svg')
    expect(new Set(strips.map(strip => Math.round(strip.getBoundingClientRect().left))).size).to.equal(1)
    const mark = line('q = linear').querySelector<MarkElement>('.mark')!
    expect(mark.dataset['op']).to.equal('attention.query')
    expect(mark.reading?.values).to.deep.equal(session.view.value!.reader.output('attention.query', 4, 0)!.values)
    const [values] = all('label input')
    values!.click()
    await settled()
    expect(getComputedStyle(one('.lens-value')).display).to.equal('none')
  })

  it('shows the lines and notes of a pane that has a time of its own', async () => {
    await show()
    const place = scroller().scrollTop
    session.focusLines.value = [
      { op: 'value.multiply', note: 'p = −3.00' },
      { op: 'value.add', note: 's = −1.00' },
    ]
    await settled()
    expect(codeOf(one('.lens-main'))).to.match(/^return Value\(self\.data \* other\.data/)
    expect(beside('return Value(self.data * other')).to.equal('p = −3.00')
    expect(beside('return Value(self.data + other')).to.equal('s = −1.00')
    expect(scroller().scrollTop).to.be.lessThan(place)
    session.focusLines.value = null
    await settled()
    expect(scroller().scrollTop).to.equal(place)
    expect(beside('for li in')).to.equal('li = 0')
  })

  it('colours names by what they stand for: v is a value in gpt and a moment in Adam', async () => {
    await show()
    const role = (start: string, name: string): string | undefined =>
      [...line(start).querySelectorAll<HTMLElement>('.code-name')].find(span => span.textContent === name)?.className
    expect(role('v = linear', 'v')).to.include('role-value')
    expect(role('q = linear', 'attn_wq')).to.include('role-query')
    session.goTo('adam')
    await settled()
    expect(role('v[i] =', 'v')).to.include('role-grad')
  })

  it('reads the loop of training where training is looked at, and the model everywhere else', async () => {
    await show()
    const top = (): number => pane.lineBox(pane.session.program.value.linesOf('gpt')[0]![0])?.top ?? NaN
    const gpt = scroller().scrollTop
    session.tab.value = 'Training'
    await settled()
    const [loop] = line('for step in').getClientRects()
    expect(loop!.top - scroller().getBoundingClientRect().top).to.be.within(0, 100)
    expect(top()).to.be.NaN
    session.tab.value = 'Architecture'
    await settled()
    expect(scroller().scrollTop).to.equal(gpt)
    // In the middle of a step the active line is what is read, in every tab.
    session.goTo('mlp.relu', { position: 1 })
    await settled()
    const place = scroller().scrollTop
    session.tab.value = 'Training'
    await settled()
    expect(scroller().scrollTop).to.equal(place)
  })

  it('stays as it is when only numbers of the program change', async () => {
    await show()
    const editor = one('.cm-editor')
    const place = scroller().scrollTop + 40
    for (let i = 0; i < 3; i++) await press('ArrowDown')
    scroller().scrollTop = place
    await settled()
    pane.text = microgptSource.replace('num_steps = 1000', 'num_steps = 20').replace('n_embd = 16', 'n_embd = 8')
    await settled()
    expect(one('.cm-editor')).to.equal(editor)
    expect(scroller().scrollTop).to.equal(place)
    expect(beside('q = linear')).to.match(/^\[−?\d/)
    session.tab.value = 'Training'
    await settled()
    expect(codeOf(line('num_steps ='))).to.equal('num_steps = 20')
    await press('ArrowDown')
    expect(one('[role=status]').textContent).to.match(/^5: /)
    pane.text = microgptSource + '\n# another line'
    await settled()
    expect(all('.cm-editor')).to.have.length(1)
    expect(one('.cm-editor')).to.not.equal(editor)
  })

  it('finds the stretch of each line that differs, and gives up where lines have come or gone', () => {
    const before = Text.of(['n = 16', 'same', 'aaa'])
    expect(changesTo(before, 'n = 128\nsame\naaaa')).to.deep.equal([
      { from: 5, to: 6, insert: '28' },
      { from: 15, to: 15, insert: 'a' },
    ])
    expect(changesTo(before, 'n = 16\nsame')).to.equal(null)
  })

  it('invites to click a line, until one was clicked', async () => {
    localStorage.removeItem('microgpt-lens hint lines')
    await show()
    const hint = (): string | undefined => one('.hint')?.textContent
    expect(hint()).to.equal('Each line is the model. Click one: it runs to there, and its numbers stand beside it.')
    session.step(1)
    await settled()
    expect(hint(), 'while the cursor is elsewhere').to.equal(undefined)
    session.step(-1)
    await settled()
    expect(hint()).to.not.equal(undefined)
    session.tab.value = 'Training'
    await settled()
    expect(hint(), 'in another tab').to.equal(undefined)
    session.tab.value = 'Architecture'
    await settled()
    point('click', line('def gpt'))
    await settled()
    expect(hint()).to.equal(undefined)
    frame.remove()
    await show()
    expect(hint(), 'at the next visit').to.equal(undefined)
  })

  it('puts the invitation where no code is', () => {
    const codes = ['a long line', 'x', '    # a long comment', 'x', 'x', 'target', 'a long line', 'x', 'x', 'x']
    expect(freeRowsNear(6, 3, codes, 5)).to.equal(3)
    expect(freeRowsNear(6, 2, codes, 5)).to.equal(4)
    expect(freeRowsNear(3, 3, codes, 5)).to.equal(8)
    expect(freeRowsNear(3, 4, codes, 5)).to.equal(null)
  })

  // ── the cards of names ──

  /** Where the nth of a name on a line stands on the screen. */
  function nameBox(start: string, name: string, nth = 0): DOMRect {
    const texts = document.createTreeWalker(line(start), NodeFilter.SHOW_TEXT)
    let left = nth
    for (let text = texts.nextNode() as globalThis.Text | null; text; text = texts.nextNode() as globalThis.Text | null)
      for (const { index } of text.data.matchAll(new RegExp(`\\b${name}\\b`, 'g'))) {
        if (left-- > 0) continue
        const range = document.createRange()
        range.setStart(text, index)
        range.setEnd(text, index + name.length)
        return range.getBoundingClientRect()
      }
    throw new Error(`no ${name} on ${start}`)
  }
  const pause = (milliseconds: number): Promise<void> => new Promise(done => setTimeout(done, milliseconds))
  const card = (): MgTensorCard => pane.renderRoot.querySelector('mg-tensor-card')!
  const isOpen = (): boolean => card().matches(':popover-open')
  const inCard = (selector: string): string =>
    card().renderRoot.querySelector(selector)?.textContent.replace(/\s+/g, ' ').trim() ?? ''
  const cardsReady = async (): Promise<void> => {
    for (let i = 0; i < 100 && !one('mg-tensor-card'); i++) await pause(20)
    await settled()
  }
  function pointAt(type: string, box: DOMRect, pointerType = 'mouse'): void {
    const place = {
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
      bubbles: true,
      composed: true,
      cancelable: true,
    }
    const target = (pane.renderRoot as ShadowRoot).elementFromPoint(place.clientX, place.clientY)!
    target.dispatchEvent(
      type === 'click'
        ? new MouseEvent(type, place)
        : new PointerEvent(type, { ...place, pointerType, isPrimary: true }),
    )
  }
  async function hoverName(start: string, name: string, nth = 0): Promise<void> {
    // The pane may still be on its way to the line at the cursor.
    for (let top = NaN; top !== scroller().scrollTop; await pause(80)) top = scroller().scrollTop
    pointAt('pointermove', nameBox(start, name, nth))
    await pause(400)
    await settled()
  }

  it('opens the card of a name under the pointer: the value before the line on the right, after it on the left', async () => {
    await show({ height: 540 })
    await cardsReady()
    session.goTo('mlp.relu', { position: 2 })
    await settled()
    const { reader } = session.view.value!
    await hoverName('x = [xi.relu()', 'x', 0)
    expect(isOpen()).to.equal(true)
    expect(inCard('h2')).to.equal('x')
    expect(inCard('.shape')).to.equal('list of 64, 4 * n_embd')
    const shown = (): MarkElement => card().renderRoot.querySelector<MarkElement>('.mark')!
    expect(shown().reading!.values).to.deep.equal(reader.output('mlp.relu', 2, 0)!.values)
    await hoverName('x = [xi.relu()', 'x', 1)
    expect(shown().reading!.values).to.deep.equal(reader.output('mlp.expand', 2, 0)!.values)
    expect(inCard('dl')).to.match(/min −\d\.\d+ max \d\.\d+ mean .* std .* norm .* zeros \d+/)
    one('.cm-editor').dispatchEvent(new PointerEvent('pointerleave'))
    await pause(400)
    expect(isOpen()).to.equal(false)
  })

  it('never covers the line at the cursor', async () => {
    await show({ height: 540 })
    await cardsReady()
    session.goTo('attention.norm', { position: 2 })
    await settled()
    for (const [start, name] of [
      ['x_residual = x', 'x_residual'],
      ['x = rmsnorm(x)', 'x'],
      ['k = linear', 'k'],
      ['def gpt', 'keys'],
    ] as const) {
      await hoverName(start, name)
      const [box, now] = [card().getBoundingClientRect(), pane.lineBox(pane.activeLine!)!]
      expect(isOpen(), start).to.equal(true)
      expect(box.bottom <= now.top || box.top >= now.bottom, `the card of ${name} stands on the line`).to.equal(true)
    }
  })

  it('pins the card at a click on its name, follows the cursor there, and lets go at Escape', async () => {
    await show({ height: 540 })
    await cardsReady()
    session.goTo('loss.mean')
    session.goTo('attention.keys', { position: 1 })
    await settled()
    const cursor = session.cursor.value
    await hoverName('keys[li].append', 'keys')
    pointAt('pointerdown', nameBox('keys[li].append', 'keys'))
    pointAt('click', nameBox('keys[li].append', 'keys'))
    await settled()
    expect(card().pinned).to.equal(true)
    expect(session.cursor.value, 'the click is the card’s').to.equal(cursor)
    expect(inCard('.shape')).to.equal('2 × 16, pos_id + 1 × n_embd')
    session.goTo('attention.keys', { position: 3 })
    await settled()
    expect(inCard('.shape')).to.equal('4 × 16, pos_id + 1 × n_embd')
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    expect(isOpen()).to.equal(false)
    expect(one('.lens-name')).to.equal(undefined)
  })

  it('is walked from name to name by a key, and entered with Enter', async () => {
    await show({ height: 540 })
    await cardsReady()
    const [query] = session.program.value.linesOf('attention.query')[0]!
    for (let i = 1; i < query; i++) await press('ArrowDown')
    await press('i')
    expect([isOpen(), inCard('h2')]).to.deep.equal([true, 'q'])
    expect(one('[role=status]').textContent).to.equal('q: n_embd')
    await press('i')
    expect(inCard('h2')).to.equal('x')
    await press('I')
    expect(inCard('h2')).to.equal('q')
    const cursor = session.cursor.value
    await press('Enter')
    expect(session.cursor.value).to.equal(cursor)
    expect([card().pinned, card().shadowRoot!.activeElement?.textContent]).to.deep.equal([true, 'copy as Python'])
    card().dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true }))
    await settled()
    expect(isOpen()).to.equal(false)
  })

  it('opens by touch on a name of the line at the cursor; anywhere else a tap runs', async () => {
    await show({ height: 540 })
    await cardsReady()
    session.goTo('attention.key', { position: 2 })
    await settled()
    const tap = async (start: string, name: string): Promise<void> => {
      const box = nameBox(start, name)
      pointAt('pointerdown', box, 'touch')
      pointAt('pointerup', box, 'touch')
      pointAt('click', box)
      await settled()
    }
    await tap('k = linear', 'k')
    expect([isOpen(), card().pinned, inCard('h2')]).to.deep.equal([true, true, 'k'])
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }))
    await tap('v = linear', 'v')
    expect(session.moment.value?.op).to.equal('attention.value')
    expect(isOpen()).to.equal(false)
  })

  it('writes out the exact numbers, copies them as Python, and takes a cell as the parameter to follow', async () => {
    await show({ height: 540 })
    await cardsReady()
    session.goTo('output.logits', { position: 2 })
    await settled()
    await hoverName('logits = linear', 'lm_head')
    expect(inCard('h2')).to.equal("state_dict['lm_head']")
    const { reader } = session.view.value!
    const matrix = reader.matrix('lm_head')
    const details = card().renderRoot.querySelector('details')!
    details.open = true
    await pause(50)
    await card().updateComplete
    const cells = [...card().renderRoot.querySelectorAll('td')].map(cell => Number(cell.textContent.replace('−', '-')))
    expect(cells).to.deep.equal(Array.from(matrix.values))
    const held = card().held as HeldTensor
    expect(pythonOf(held)).to.match(/^\[\[-?\d.*\], \[/)
    const mark = card().renderRoot.querySelector<MarkElement>('.mark')!
    const box = mark.querySelector('.hit')!.getBoundingClientRect()
    const { x, y } = cellPlace(mark.grid!, { row: 4, column: 7 })
    const place = { clientX: box.left + x + 2, clientY: box.top + y + 2, bubbles: true, composed: true }
    mark.dispatchEvent(new MouseEvent('click', place))
    const start = reader.matrices.find(({ name }) => name === 'lm_head')!.start
    expect(session.parameterIndex.value).to.equal(start + 4 * 16 + 7)
    session.goTo('adam', { parameter: 'lm_head' })
    await settled()
    expect(beside('for i, p')).to.equal(`i = ${start + 4 * 16 + 7} lm_head[4][7]`)
  })

  it('has no cell under 3 px, whatever the size, and every number still in its place', () => {
    for (const [rows, columns] of [
      [27, 16],
      [64, 16],
      [16, 64],
      [512, 128],
      [1, 4192],
      [128, 512],
      [1, 64],
      [5, 16],
    ] as const) {
      const values = Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i))
      const reading = { name: 'w', rows, columns, values, ramp: 'signed', scale: 1, role: 'mlp', group: null } as const
      const grid = cardGrid(reading, 380)
      const drawn = binned(reading, grid)
      const name = `${rows} × ${columns}`
      expect(Math.min(drawn.grid.cellWidth, drawn.grid.cellHeight), name).to.be.at.least(2.99)
      expect(gridWidth(grid), name).to.be.within(1, 381)
      expect(gridWidth(drawn.grid), name).to.be.closeTo(gridWidth(grid), 0.01)
      expect(gridHeight(drawn.grid), name).to.be.closeTo(gridHeight(grid), 0.01)
      const most = (list: ArrayLike<number>): number =>
        Array.from(list).reduce((most, v) => Math.max(most, Math.abs(v)), 0)
      expect(most(drawn.reading.values), name).to.equal(most(values))
    }
  })

  it('shows the gradient mass beside the numbers of lines that the walk back has passed', async () => {
    await show()
    const bars = (): string[] =>
      all('.cm-lineNumbers .cm-gutterElement[class*=mass-]').map(element => element.textContent)
    expect(bars()).to.deep.equal([])
    session.goTo('mlp.relu', { phase: 'backward' })
    await settled()
    const lineOf = (op: 'mlp.relu' | 'mlp.add'): string => String(session.program.value.linesOf(op)[0]![0])
    expect(bars()).to.include.members([lineOf('mlp.relu'), lineOf('mlp.add')])
    expect(bars()).to.not.include(String(session.program.value.linesOf('attention.query')[0]![0]))
    expect(beside('x = [xi.relu()')).to.match(/^Σ\|g\| \d\.\d+$/)
  })

  for (const width of [656, 440, 390])
    it(`cuts no value off, at ${width} px`, async () => {
      await show({ width, height: 800 })
      const clipped = new Set<string>()
      for (const op of ['tokenizer', 'attention.softmax', 'mlp.norm', 'loss.mean', 'adam', 'training.print'] as const)
        for (const phase of [null, 'backward', 'setup'] as const) {
          if (!session.goTo(op, { ...(phase && { phase }), position: 3 })) continue
          for (let top = 0; top < scroller().scrollHeight; top += 700) {
            scroller().scrollTop = top
            await settled()
            for (const value of all('.lens-value')) {
              const words = value.querySelector<HTMLElement>('.num:not(.optional)')
              if (words && words.scrollWidth > words.clientWidth + 1)
                clipped.add(`${op} ${phase}: ${words.textContent}`)
            }
          }
        }
      expect([...clipped]).to.deep.equal([])
    })

  it('survives being taken out and put back', async () => {
    await show()
    pane.remove()
    expect(all('.cm-editor')).to.have.length(0)
    frame.append(pane)
    await settled()
    expect(all('.cm-editor')).to.have.length(1)
    expect(beside('for li in')).to.equal('li = 0')
  })

  for (const theme of ['light', 'dark'])
    it(`has nothing that axe finds, ${theme}`, async () => {
      document.documentElement.dataset['theme'] = theme
      await show()
      const found = new Set<string>()
      for (const op of ['attention.softmax', 'loss.cross_entropy', 'adam', 'embedding.token'] as const) {
        session.goTo(op)
        session.hover.value = { op: 'attention.key', layer: 0, head: null, from: 'picture' }
        await settled()
        for (const finding of await axeFindings(frame)) found.add(`${op}: ${finding}`)
      }
      await cardsReady()
      scroller().scrollTop = pane.session.program.value.linesOf('gpt')[0]![0] * 18 - 200
      await settled()
      await hoverName('tok_emb =', 'wte')
      expect(isOpen()).to.equal(true)
      card().pinned = true
      card().renderRoot.querySelector('details')!.open = true
      await pause(100)
      for (const finding of await axeFindings(frame)) found.add(`the card: ${finding}`)
      expect([...found]).to.deep.equal([])
      document.documentElement.dataset['theme'] = 'light'
    })
})
