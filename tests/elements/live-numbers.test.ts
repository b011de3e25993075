import { expect } from 'chai'
import microgptSource from '../../microgpt.py'
import names from '../../src/data/names.txt'
import { MgCodePane } from '../../src/elements/code-pane/mg-code-pane.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let pane: MgCodePane
let frame: HTMLElement
let stop: () => void

const settled = async (): Promise<void> => {
  await pane.updateComplete
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
}

async function until(what: string, holds: () => boolean): Promise<void> {
  for (let i = 0; i < 200; i++) {
    await settled()
    if (holds()) return
  }
  throw new Error(`never: ${what}`)
}

/** The pane over a real run, with the line of a number in sight. */
async function show(code: string): Promise<void> {
  localStorage.removeItem('microgpt-lens programs')
  session = newSession()
  await session.open(defaultConfig, { name: 'shipped names', text: names, shared: 'shipped' } as const)
  frame = document.createElement('div')
  frame.style.width = '656px'
  frame.style.height = '700px'
  pane = new MgCodePane()
  pane.session = session
  frame.append(pane)
  document.body.append(frame)
  // As the page does it: the text follows the run.
  stop = session.source.subscribe(text => (pane.text = text))
  await settled()
  await bring(code)
}

async function bring(code: string): Promise<void> {
  const at = microgptSource.split('\n').findIndex(line => line.includes(code))
  one('.cm-scroller').scrollTop = (at - 6) * 18
  await until(code, () => all('.cm-line').some(line => line.textContent.includes(code)))
}

const all = (selector: string): HTMLElement[] => [...pane.renderRoot.querySelectorAll<HTMLElement>(selector)]
const one = (selector: string): HTMLElement => all(selector)[0]!
const live = (name: string): HTMLElement => one(`[data-live="${name}"]`)
const config = () => session.run.value!.config
const line = (start: string): string =>
  all('.cm-line')
    .find(line => line.textContent.startsWith(start))
    ?.textContent.trim() ?? ''

const press = (target: HTMLElement, key: string): boolean =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }))

function pointer(type: string, target: HTMLElement, x: number): void {
  const { left, top } = live('n_embd').getBoundingClientRect()
  target.dispatchEvent(
    new PointerEvent(type, {
      clientX: left + x,
      clientY: top + 5,
      button: 0,
      bubbles: true,
      composed: true,
      cancelable: true,
    }),
  )
}

describe('numbers and words in the code', () => {
  before(addStyleSheets)
  afterEach(() => {
    stop()
    frame.remove()
  })

  it('drags a number: the text goes along and says what would come of it; let go, the model follows', async () => {
    await show('n_embd =')
    const editor = one('.cm-editor')
    // A pointer of a script cannot be captured.
    editor.setPointerCapture = () => {}
    pointer('pointerdown', live('n_embd'), 0)
    pointer('pointermove', editor, 33)
    await settled()
    expect(live('n_embd').textContent).to.equal('32')
    expect(config().n_embd).to.equal(16)
    expect(line('n_embd =')).to.include('parameters')
    expect(one('.lens-held').textContent).to.match(/^n_embd = 32/)
    expect(line('block_size')).to.include('starts again from seed 42')
    pointer('pointerup', editor, 33)
    await until('the model follows', () => config().n_embd === 32)
    await settled()
    expect(one('[role=status]').textContent).to.match(/^n_embd = 32: [\d,]+ parameters, drawn again from seed 42\.$/)
    expect(all('.lens-held')).to.deep.equal([])
  })

  it('takes what is typed with Enter, leaves it with Escape, and says what cannot be', async () => {
    await show('n_head =')
    live('n_head').focus()
    press(live('n_head'), '5')
    const field = (): HTMLInputElement => one('input.live-field') as HTMLInputElement
    expect(field().value).to.equal('5')
    press(field(), 'Enter')
    expect(session.message.value).to.match(/n_head must divide n_embd/)
    expect(field().getAttribute('aria-invalid')).to.equal('true')
    press(field(), 'Escape')
    expect(all('input.live-field')).to.have.length(0)
    expect(config().n_head).to.equal(4)
    press(live('n_head'), 'Enter')
    field().value = '2'
    press(field(), 'Enter')
    await until('two heads', () => config().n_head === 2)
    expect(line('n_head =')).to.match(/^n_head = 2 /)
  })

  it('moves by the arrow keys, which then do not move the line cursor, and keeps the focus', async () => {
    await show('learning_rate =')
    live('learning_rate').focus()
    press(live('learning_rate'), 'ArrowUp')
    await settled()
    press(live('learning_rate'), 'ArrowUp')
    await settled()
    expect(live('learning_rate').textContent).to.equal('0.015')
    expect(pane.renderRoot.querySelector(':focus')).to.equal(live('learning_rate'))
    expect(config().learning_rate).to.equal(0.01)
    press(live('learning_rate'), 'Escape')
    await settled()
    expect(live('learning_rate').textContent).to.equal('0.01')
    press(live('learning_rate'), 'ArrowDown')
    await until('the model follows', () => config().learning_rate === 0.008)
  })

  it('offers words, and writes gelu in what Value has', async () => {
    await show('xi.relu()')
    live('activation').click()
    const items = (): HTMLElement[] => all('[role=menuitemradio]')
    expect(items().map(item => item.textContent)).to.deep.equal([
      'xi.relu()',
      'xi.relu() ** 2',
      'xi / (1 + (-(8 / math.pi) ** 0.5 * (xi + 0.044715 * xi ** 3)).exp())',
    ])
    expect(await axeFindings(frame)).to.deep.equal([])
    items()[2]!.click()
    await until('gelu runs', () => config().activation === 'gelu')
    await settled()
    expect(live('activation').textContent).to.include('0.044715')
    expect(session.unsaid.value).to.deep.equal([])
  })

  it('redraws the names for a temperature, and begins nothing again', async () => {
    await show('temperature =')
    const { plan } = session.run.value!
    press(live('temperature'), 'ArrowUp')
    await until('it follows', () => config().temperature === 0.55)
    expect(session.run.value!.plan).to.equal(plan)
  })

  it('names the lines of another program that it does not recognise, and leads to them', async () => {
    await show('n_embd =')
    await session.useProgram(microgptSource.replace('        q = ', '        dropout(x)\n        q = '), 'yours.py')
    await until('the report is there', () => one('mg-mapping-report')?.shadowRoot?.querySelector('summary') != null)
    expect(one('button.file').textContent.trim()).to.equal('yours.py')
    const report = one('mg-mapping-report').shadowRoot!
    expect(report.querySelector('summary')!.textContent.trim()).to.match(/^1 of \d+ lines\s+is not recognised$/)
    report.querySelector('details')!.open = true
    report.querySelector<HTMLElement>('li button')!.click()
    await settled()
    expect(one('.cm-activeLine').textContent.trim()).to.equal('dropout(x)')
    expect(await axeFindings(frame)).to.deep.equal([])
    session.programs.isCompared.value = true
    await until('the two are compared', () => one('mg-program-diff')?.shadowRoot?.querySelector('.added') != null)
    const rows = [...one('mg-program-diff').shadowRoot!.querySelectorAll('tr.added, tr.taken')]
    expect(rows.map(row => row.textContent.replace(/\s+/g, ' ').trim())).to.deep.equal(['130 +only there dropout(x)'])
    expect(await axeFindings(frame)).to.deep.equal([])
  })
})
