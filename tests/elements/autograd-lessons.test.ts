import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgChainRule } from '../../src/elements/autograd/chain/mg-chain-rule.ts'
import { MgDescend } from '../../src/elements/autograd/descend/mg-descend.ts'
import { MgExercises } from '../../src/elements/autograd/exercises/mg-exercises.ts'
import { layoutOf } from '../../src/elements/autograd/layout.ts'
import { MgAutograd } from '../../src/elements/autograd/mg-autograd.ts'
import { MgValueClass } from '../../src/elements/autograd/value/mg-value-class.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import { presetOf } from '../../src/lens/autograd/descent.ts'
import { run, startValues } from '../../src/lens/autograd/expression.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

type Lesson = MgAutograd | MgChainRule | MgDescend | MgExercises | MgValueClass

let session: Session
let element: Lesson
let frame: HTMLElement

const pause = (ms: number): Promise<unknown> => new Promise(done => setTimeout(done, ms))
const all = <Found extends Element = HTMLElement>(selector: string): Found[] => [
  ...element.renderRoot.querySelectorAll<Found>(selector),
]
const textOf = (node: Element | undefined): string => node?.textContent.replace(/\s+/g, ' ').trim() ?? ''
const texts = (selector: string): string[] => all(selector).map(textOf)

async function show(lesson: Lesson, width = 784): Promise<void> {
  element = lesson
  element.session = session
  frame = document.createElement('div')
  frame.style.width = `${width}px`
  frame.append(element)
  document.body.append(frame)
  await pause(60)
}

async function press(name: string, which = 0): Promise<void> {
  all<HTMLButtonElement>('button')
    .filter(each => textOf(each) === name)
    [which]!.click()
  await element.updateComplete
}

async function choose(word: string): Promise<void> {
  all('label')
    .find(each => textOf(each) === word)!
    .click()
  await element.updateComplete
}

async function type(field: HTMLInputElement, text: string): Promise<void> {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  await element.updateComplete
}

async function build(text: string): Promise<void> {
  await type(all<HTMLInputElement>('#typed')[0]!, text)
  await press('Build it')
}

describe('the lessons of the Autograd tab', () => {
  before(async () => {
    await addStyleSheets()
    session = newSession()
    await session.open(defaultConfig, { name: 'shipped names', text: names, shared: 'shipped' }, { lane: 'exact' })
  })
  afterEach(() => {
    frame.remove()
    session.kept.expr.value = ''
  })

  it('builds what is typed, with a slider for every name, and says where it cannot', async () => {
    await show(new MgAutograd())
    await build('a = 3; relu(a*b) + 2*')
    expect(texts('#problem')[0]).to.contain('It ends where a number')
    expect(all('.caret')[0]!.textContent.indexOf('^')).to.equal('a = 3; relu(a*b) + 2*'.length)
    expect(texts('.formula')).to.deep.equal(['L = exp( (a·b + a)·c )'])
    await build('a = 3; relu(a*b) + 2*a')
    expect(texts('#problem')).to.deep.equal([''])
    expect(texts('.formula')).to.deep.equal(['L = relu( a·b ) + 2·a'])
    expect(all('.leaves mg-slider')).to.have.lengthOf(2)
    expect(session.kept.expr.value).to.equal('a=3; b=-1.5; relu(a*b) + 2*a')
    await build('a = -2; log(a * b)')
    expect(texts('.trouble')).to.deep.equal([])
    await build('a = -2; b = 1; log(a * b)')
    expect(texts('.trouble')[0]).to.contain('log −2 has no value')
    session.kept.expr.value = 'a=2; b=-1.5; c=0.5; exp((a*b + a)*c)'
    await pause(20)
    expect(texts('.formula')).to.deep.equal(['L = exp( (a·b + a)·c )'])
  })

  it('nudges by a thousandth and prints difference and ratio beside the gradient', async () => {
    await show(new MgAutograd())
    await build('a = 2; b = 3; a*b + a')
    await press('Walk all')
    all<HTMLButtonElement>('button')
      .find(each => textOf(each) === 'Walk all')!
      .click()
    for (let i = 0; i < 12; i++) await press('Next')
    await choose('0.001')
    await choose('a')
    expect(texts('.nudged td')).to.deep.equal(['+0.001', '+0.004000', '4.000000', '4.000000'])
  })

  it('arranges forty numbers, however they are tangled', () => {
    for (const text of [
      '((a*b+c)*(d*f+g)+(a-d)**2)*((b*a+d)*(c*g+f)+(b-c)**2)/(a*a+1)',
      'a+'.repeat(18) + 'b',
      'p = a*b; q = b*a; (p - q)*(q - p) + p*q*a*b',
    ]) {
      const preset = presetOf(text)
      const expression = run(preset, startValues(preset))
      const { places, box } = layoutOf(expression, 736)
      const corners = [...places.values()]
      for (const [i, [x, y]] of corners.entries())
        for (const [u, v] of corners.slice(i + 1))
          expect(Math.abs(x - u) >= box.width || Math.abs(y - v) >= box.height, text).to.equal(true)
    }
  })

  it('grows the class, and the objects then hold what their fields are', async () => {
    await show(new MgValueClass())
    expect(texts('.printed .stop')[0]).to.contain('TypeError')
    await choose('2 + and ×')
    expect(texts('.printed')[0]).to.contain('d.data is −32.00')
    expect(texts('.object.gone .name')).to.deep.equal(['pforgotten'])
    await choose('4 local_grads, backward')
    expect(texts('.stage tbody tr').at(-1)).to.equal('d −32.00(p, c)(1.00, 1.00)1.00')
    expect(session.focusLines.value![0]!.op).to.equal('value.backward')
    await press('log a')
    expect(session.focusLines.value).to.deep.equal([{ op: 'value.log', note: '0.69, local (0.50)' }])
    expect(await axeFindings(element)).to.deep.equal([])
  })

  it('multiplies along paths, adds them up, and shows what = would get wrong', async () => {
    await show(new MgChainRule())
    await choose('chain')
    expect(texts('.product')).to.deep.equal(['−0.455', '0.303'])
    expect(texts('.total')[0]).to.contain('= a.grad = −0.152')
    expect(texts('.wrong')).to.deep.equal(['−0.455'])
    await choose('b')
    expect(texts('.product')).to.deep.equal(['0.607'])
    const speeds = all('mg-speeds')[0]!.shadowRoot!
    const numbers = [...speeds.querySelectorAll('.equation .number')].map(textOf)
    expect(numbers).to.deep.equal(['8.0', '2.0', '4.0'])
    expect(await axeFindings(element)).to.deep.equal([])
  })

  it('asks first, judges in a sentence, and only then walks back', async () => {
    await show(new MgExercises())
    await press('6')
    expect(session.focusLines.value!.map(({ op }) => op)).to.include.members(['value.backward', 'value.relu'])
    const fields = all<HTMLInputElement>('.answers input')
    expect(fields.map(each => each.ariaLabel)).to.deep.equal(['x.grad', 'w.grad', 'b.grad'])
    expect(texts('.controls button')).to.deep.equal([])
    for (const [i, answer] of ['2', '3', '1,5'].entries()) await type(fields[i]!, answer)
    await press('Check')
    expect(texts('.verdict span')[0]).to.contain('x.grad is 2.00')
    expect(texts('.verdict .off')).to.deep.equal(['b.grad is 1.00 = 1.00 × 1.00; 1.50 is off by 0.50.'])
    expect(all('.rail .solid')).to.have.lengthOf(0)
    await type(fields[2]!, '')
    expect(texts('.verdict .off')[0], 'what was judged stays').to.contain('1.50 is off')
    await type(fields[2]!, '1')
    await press('Check')
    expect(all('.rail .solid').map(textOf)).to.deep.equal(['6'])
    await press('Next')
    expect(session.focusLines.value![0]!.op).to.equal('value.backward')
    expect(texts('.python .new')).to.deep.equal(['→ 4.0 2.0', '→ 4.0 2.0'])
    expect(await axeFindings(element)).to.deep.equal([])
  })

  it('descends step by step, and says when it runs away', async () => {
    await show(new MgDescend())
    expect(texts('.worked b').slice(0, 2)).to.deep.equal(['−18.00', '−6.00'])
    await press('Next step')
    expect(texts('.worked')[0]).to.contain('ŷ = 8.20')
    const rate = all('mg-slider')[1] as HTMLElement & { value: number }
    rate.value = 1.2
    rate.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    await element.updateComplete
    for (let i = 0; i < 25; i++) await press('Next step', 1)
    expect(texts('.verdict')[1]).to.contain('p has run away')
    await press('Start over', 1)
    rate.value = 1
    rate.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
    await element.updateComplete
    for (let i = 0; i < 61; i++) await press('Next step', 1)
    expect(texts('.verdict')[1]).to.contain('p still moves after 60 steps')
    expect(await axeFindings(element)).to.deep.equal([])
  })

  for (const width of [584, 390])
    it(`fits ${width} px`, async () => {
      for (const lesson of [new MgValueClass(), new MgChainRule(), new MgExercises(), new MgDescend()]) {
        await show(lesson, width)
        expect(element.scrollWidth, element.localName).to.be.at.most(element.clientWidth + 1)
        frame.remove()
      }
    })
})
