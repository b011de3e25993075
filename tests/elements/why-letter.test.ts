import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgLetterWhy } from '../../src/elements/architecture/why/mg-letter-why.ts'
import { decimal } from '../../src/elements/marks/numbers.ts'
import { MgHeldField } from '../../src/elements/marks/mg-held-field.ts'
import { MgHeldNote } from '../../src/elements/top-bar/mg-held-note.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { noIntervention } from '../../src/engine/intervention.ts'
import type { TraceReader } from '../../src/lens/reading.ts'
import type { Session } from '../../src/lens/session.ts'
import type { SignalElement } from '../../src/elements/signal-element.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let frame: HTMLElement

async function open(config: Partial<Config> = {}) {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay: 8 })
  if (!(await session.read('emma'))) throw new Error(session.message.value ?? 'the name was not read')
}

async function show<Shown extends SignalElement & { session: Session }>(element: Shown, width = 784): Promise<Shown> {
  element.session = session
  frame = document.createElement('div')
  frame.style.width = `${width}px`
  frame.append(element)
  document.body.append(frame)
  await until(() => element.shadowRoot!.childElementCount > 0)
  return element
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = Date.now() + 3000; !holds(); await new Promise(requestAnimationFrame))
    if (Date.now() > end) throw new Error(`it never came to ${holds.toString()}`)
}

const reader = (): TraceReader => session.view.value!.reader
const all = (element: Element, selector: string): HTMLElement[] => [
  ...element.shadowRoot!.querySelectorAll<HTMLElement>(selector),
]
const text = (element: Element, selector: string): string[] =>
  all(element, selector).map(found => found.textContent.replace(/\s+/g, ' ').trim())
const number = (words: string): number => Number(words.replace('−', '-').replace('+', ''))

describe('why this letter', () => {
  before(addStyleSheets)
  beforeEach(() => open())
  afterEach(() => frame.remove())

  it('adds the shares of all parts up to the logit of the trace, for the target and for any letter by key', async () => {
    const element = await show(new MgLetterWhy())
    const isSum = (letter: number): void => {
      const logit = reader().output('output.logits', session.position.value)!.values[letter]!
      expect(text(element, 'tr.logit .sum')).to.deep.equal([decimal(logit, 4)])
      const shares = text(element, 'tr:not(.term):not(.logit) td:nth-of-type(4)').filter(Boolean)
      expect(shares).to.have.length(6)
      expect(shares.reduce((sum, share) => sum + number(share), 0)).to.be.closeTo(logit, 0.005)
    }
    isSum(26)
    const chosen = (): HTMLElement => all(element, '[role=radio][aria-checked=true]')[0]!
    expect(chosen().getAttribute('aria-label')).to.match(/^BOS, the target/)
    chosen().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }))
    await until(() => chosen().textContent.includes('a'))
    isSum(0)
    expect(all(element, '.mark[data-op="attention.mix"][data-head="2"]')).to.have.length(1)
    expect(await axeFindings(element)).to.deep.equal([])
  })

  it('opens a head into the positions that it read, whose terms add up to its share', async () => {
    const element = await show(new MgLetterWhy())
    all(element, '[data-key="embedding"] .open')[0]!.click()
    all(element, '[data-key="head 0 1"] .open')[0]!.click()
    await until(() => all(element, 'tr.term').length === 5)
    const share = number(text(element, '[data-key="head 0 1"] td:nth-of-type(4)')[0]!)
    const terms = text(element, 'tr.term td:nth-of-type(4)').map(number)
    expect(terms.reduce((sum, term) => sum + term, 0)).to.be.closeTo(share, 0.004)
  })

  it('switches parts off: the loss before and after are those of two models, and all of it comes on again', async () => {
    const element = await show(new MgLetterWhy())
    const plain = reader().loss
    all(element, '[role=switch][aria-label="head 1"]')[0]!.click()
    all(element, '[role=switch][aria-label="MLP"]')[0]!.click()
    const verdict = (): string => text(element, '.verdict [role=status]')[0]!
    await until(() => /^head 1, MLP off: loss [\d.]+ → [\d.]+,/.test(verdict()))
    await until(() => verdict().includes(`loss ${decimal(plain, 4)} → ${decimal(reader().loss, 4)}`))
    expect(session.off.value).to.equal('head.1')
    expect(reader().loss).not.to.equal(plain)
    expect(text(element, '[data-key="mlp 0"] td:nth-of-type(4)')).to.deep.equal(['0.000'])
    expect(await axeFindings(element)).to.deep.equal([])
    all(element, '.verdict button')[0]!.click()
    await until(() => verdict().startsWith('Switch a part off'))
    expect(reader().loss).to.equal(plain)
  })

  it('is blank where the step has not come to, and takes many heads of a layer as one row, in a narrow pane too', async () => {
    frame = document.createElement('div')
    await open({ n_layer: 3, n_head: 8 })
    const element = await show(new MgLetterWhy(), 358)
    expect(text(element, 'tr.attention th')).to.deep.equal([
      '▸ layer 0 attention',
      '▸ layer 1 attention',
      '▸ layer 2 attention',
    ])
    session.goTo('mlp.norm', { layer: 1, position: 2 })
    await until(() => text(element, 'tr.logit .sum')[0] === '')
    expect(text(element, '.attention td:nth-of-type(2)').map(Boolean)).to.deep.equal([true, true, false])
    expect(element.scrollWidth).to.be.at.most(358)
    expect(await axeFindings(element)).to.deep.equal([])
  })
})

describe('a number held by hand', () => {
  before(addStyleSheets)
  beforeEach(() => open())
  afterEach(() => frame.remove())

  it('is typed, nudged by keys and let go, and the bar says what it does to the loss', async () => {
    const field = new MgHeldField()
    field.place = { kind: 'activation', op: 'attention.query_head', layer: 0, head: 1, position: 2, row: 0, column: 3 }
    await show(field)
    const note = new MgHeldNote()
    note.session = session
    frame.append(note)
    const [plain, value] = [reader().loss, reader().output('attention.query', 2, 0)!.values[7]!]
    const input = (): HTMLInputElement => field.shadowRoot!.querySelector('input')!
    expect(input().value).to.equal(value.toFixed(4))
    input().value = '1.5'
    input().dispatchEvent(new InputEvent('input', { bubbles: true }))
    await until(() => reader().output('attention.query', 2, 0)!.values[7] === 1.5)
    expect(reader().loss).not.to.equal(plain)
    await until(() => text(note, 'span b')[0] === `${decimal(plain)} → ${decimal(reader().loss)}`)
    await until(() => text(field, 'p b')[0] === decimal(value, 4))
    input().dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true, cancelable: true }))
    await until(() => reader().output('attention.query', 2, 0)!.values[7]! > 1.5)
    expect(text(note, '.held')[0]).to.match(/^1 number held · let go$/)
    expect(await axeFindings(frame)).to.deep.equal([])
    all(note, 'button')[0]!.click()
    await until(() => input().value === value.toFixed(4))
    expect(session.intervention.value).to.equal(noIntervention)
    expect(reader().loss).to.equal(plain)
  })
})
