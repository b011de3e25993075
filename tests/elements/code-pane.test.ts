import { Text } from '@codemirror/state'
import { expect } from 'chai'
import microgptSource from '../../microgpt.py'
import names from '../../src/data/names.txt'
import { changesTo } from '../../src/elements/code-pane/changes.ts'
import { freeRowsNear } from '../../src/elements/code-pane/line-hint.ts'
import { MgCodePane } from '../../src/elements/code-pane/mg-code-pane.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { defaultConfig } from '../../src/engine/config.ts'
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
      expect([...found]).to.deep.equal([])
      document.documentElement.dataset['theme'] = 'light'
    })
})
