import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgZoom } from '../../src/elements/architecture/zoom/mg-zoom.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { decimal } from '../../src/elements/marks/numbers.ts'
import type { OpId } from '../../src/engine/operations.ts'
import type { Session } from '../../src/lens/session.ts'
import { forwardPlaces } from '../../src/lens/timeline.ts'
import { goIn, goOut } from '../../src/lens/zoom.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let element: MgZoom
let stage: HTMLElement

const settled = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
  await element.updateComplete
}

/** The model from close by, over a real run of eight steps that reads emma. */
async function show(config: Partial<Config> = {}, width = 784): Promise<void> {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay: 8 })
  await session.read('emma')
  session.goTo('attention.query', { layer: 0, position: 2 })
  goIn(session)
  stage = document.createElement('div')
  stage.style.cssText = `width: ${width}px; height: 720px; overflow: auto`
  element = new MgZoom()
  element.session = session
  stage.append(element)
  document.body.append(stage)
  await settled()
}

const all = <Found extends Element = SVGElement>(selector: string): Found[] => [
  ...element.renderRoot.querySelectorAll<Found>(selector),
]
const text = (node: Element): string => node.textContent.replace(/\s+/g, ' ').trim()
const marks = (op: OpId): MarkElement[] => all<MarkElement>(`.mark[data-op="${op}"]`)
const crumbs = (): string => all('nav button').map(text).join(' › ')
const reader = () => session.view.value!.reader
const wheel = (target: Element, deltaY: number, more: WheelEventInit = {}): boolean =>
  target.dispatchEvent(new WheelEvent('wheel', { deltaY, bubbles: true, composed: true, cancelable: true, ...more }))

describe('the model from close by', () => {
  before(addStyleSheets)
  afterEach(() => stage.remove())

  it('prints every number of a block, and leaves blank what the cursor has not come to', async () => {
    await show()
    expect(crumbs()).to.equal('whole model › attention')
    const query = reader().output('attention.query', 2, 0)!
    const printed = [...marks('attention.query')[0]!.nextElementSibling!.querySelectorAll('text')].map(text)
    expect(printed).to.have.length(16)
    printed.forEach((number, i) => expect(number.replace('−', '-')).to.match(/^-?\d?\.?\d+$/, `number ${i}`))
    expect(Number(printed[0]!.replace('−', '-'))).to.be.closeTo(query.values[0]!, 0.051)
    expect(marks('attention.output')[0]!.reading).to.equal(null)
    session.goTo('attention.add', { layer: 0 })
    await settled()
    expect(marks('attention.output')[0]!.reading!.values).to.deep.equal(
      reader().output('attention.output', 2, 0)!.values,
    )
  })

  it('goes to an operation by its statement and to its numbers by a click, and the sum is the number', async () => {
    await show()
    all('[data-open][data-op="attention.query"]')[0]!.dispatchEvent(
      new MouseEvent('click', { bubbles: true, composed: true }),
    )
    await settled()
    expect(crumbs()).to.equal('whole model › attention › q')
    all<HTMLButtonElement>('.rows button').at(-1)!.click()
    await settled()
    const { row } = session.zoom.value
    const value = reader().output('attention.query', 2, 0)!.values[row!]!
    expect(text(all('.result')[0]!)).to.equal(decimal(value, 3))
    expect(all('svg text').map(text).join('\n')).to.contain(`Row ${row} opened`)
    session.step(1)
    await settled()
    expect(crumbs()).to.equal('whole model › attention › k')
  })

  it('draws every operation of a model of two layers, forwards and on the way back', async () => {
    await show({ n_layer: 2 })
    goIn(session)
    for (const phase of ['forward', 'backward'] as const)
      for (const { op, layer, head } of forwardPlaces(session.run.value!.config)) {
        session.goTo(op, { phase, position: 2, ...(layer !== null && { layer }), ...(head !== null && { head }) })
        await settled()
        expect(marks(op).length, op).to.be.greaterThan(0)
        expect(all('.active').length, op).to.equal(1)
      }
  })

  it('is led by wheel and keys: two fingers always, a wheel where nothing scrolls, Escape one level out', async () => {
    await show()
    stage.style.height = '4000px'
    wheel(marks('attention.key').at(0) ?? marks('attention.keys')[0]!, -120)
    expect(session.zoom.value.level).to.equal(2)
    dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', cancelable: true }))
    expect(session.zoom.value.level).to.equal(1)
    dispatchEvent(new KeyboardEvent('keydown', { key: '+', ctrlKey: true }))
    expect(session.zoom.value.level, 'the browser’s own key').to.equal(1)
    dispatchEvent(new KeyboardEvent('keydown', { key: '=', cancelable: true }))
    expect(session.zoom.value.level).to.equal(2)
    await settled()
    stage.style.height = '300px'
    await new Promise(done => setTimeout(done, 400))
    expect(wheel(all('.picture')[0]!, 120), 'this wheel scrolls').to.equal(true)
    expect(session.zoom.value.level).to.equal(2)
    expect(wheel(all('.picture')[0]!, 40, { ctrlKey: true })).to.equal(false)
    expect(session.zoom.value.level).to.equal(1)
  })

  for (const [theme, width] of [
    ['light', 784],
    ['light', 390],
    ['dark', 584],
  ] as const)
    it(`has nothing that axe finds at any level, ${theme}, ${width} wide`, async () => {
      document.documentElement.dataset['theme'] = theme
      await show({}, width)
      for (let level = 1; level <= 3; level++) {
        for (const coming of all('.body')[0]!.getAnimations()) coming.finish()
        await new Promise(done => setTimeout(done, 60))
        expect(await axeFindings(stage), `level ${level}`).to.deep.equal([])
        goIn(session)
        await settled()
      }
      goOut(session)
      document.documentElement.dataset['theme'] = 'light'
    })
})
