import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgAttentionSteps } from '../../src/elements/attention/steps/mg-attention-steps.ts'
import { decimal } from '../../src/elements/marks/numbers.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { Player } from '../../src/lens/player.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let element: MgAttentionSteps
let player: Player
let frame: HTMLElement

const settled = async (): Promise<void> => {
  await new Promise(requestAnimationFrame)
  await new Promise(requestAnimationFrame)
  await element.updateComplete
}

async function show({
  width = 784,
  name = 'emma',
  config = {},
}: { width?: number; name?: string; config?: Partial<Config> } = {}) {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay: 8 })
  await session.read(name)
  frame = document.createElement('div')
  element = new MgAttentionSteps()
  player = new Player(session)
  Object.assign(element, { session, player })
  frame.style.width = `${width}px`
  frame.append(element)
  document.body.append(frame)
  await settled()
  await settled()
}

const find = <Found extends Element>(selector: string): Found => element.renderRoot.querySelector<Found>(selector)!
const words = (selector: string): string[] =>
  [...element.renderRoot.querySelectorAll(selector)].map(found => found.textContent.replace(/\s+/g, ' ').trim())
const press = async (name: string): Promise<void> => {
  find<HTMLButtonElement>(`button[aria-label="${name}"]`).click()
  await settled()
}
const now = (): string | undefined => words('.phase.now h2')[0]
const printed = (phase: number, op: string): string[] =>
  [...element.renderRoot.querySelectorAll(`[data-phase="${phase}"] .mark[data-op="${op}"]`)].map(
    mark => mark.ariaLabel!.split(': ')[1] ?? '',
  )
const numbers = (values: ArrayLike<number>): string => Array.from(values, value => decimal(value)).join(' ')

describe('attention step by step', () => {
  before(addStyleSheets)
  afterEach(() => {
    player.pause()
    frame.remove()
    document.documentElement.removeAttribute('data-theme')
  })

  it('goes phase by phase with the one cursor, fills what is computed and leaves blank what is not', async () => {
    await show()
    session.goTo('attention.query_head', { head: 2, position: 3 })
    await settled()
    expect(now()).to.match(/^3 score every key/)
    expect(printed(2, 'attention.scores')).to.deep.equal(['', ''])
    await press('Step a phase')
    expect(session.moment.value).to.include({ op: 'attention.scores', head: 2, position: 3 })
    const { reader } = session.view.value!
    expect(printed(2, 'attention.scores')[1]).to.equal(numbers(reader.output('attention.scores', 3, 0, 2)!.values))
    const [q, k] = (['attention.query_head', 'attention.key_head'] as const).map(
      op => reader.output(op, 3, 0, 2)!.values,
    )
    expect(printed(2, 'attention.scores')[0]).to.equal(numbers(k!.map((value, i) => value * q![i % 4]!)))
    expect(printed(4, 'attention.mix')[1]).to.equal('')
    await press('Step a phase')
    await press('Step a phase')
    expect(now()).to.match(/^5 weighted sum/)
    expect(printed(4, 'attention.mix')[1]).to.equal(numbers(reader.output('attention.mix', 3, 0, 2)!.values))
    expect(words('[data-phase="5"] .terms')[0]).to.contain('not computed yet')
    await press('Step a phase')
    expect(session.moment.value).to.include({ op: 'attention.add', position: 3 })
    await press('Back a phase')
    expect(session.moment.value).to.include({ op: 'attention.mix', head: 2 })
    session.step(1)
    await settled()
    expect(now(), 'the transport moves the phases too').to.match(/^5/)
  })

  it('works out any number of q, k or v as a row times the vector', async () => {
    await show()
    session.goTo('attention.key', { position: 2 })
    await settled()
    const { reader } = session.view.value!
    const sum = (op: 'attention.key' | 'attention.value', i: number): string =>
      decimal(reader.output(op, 2, 0)!.values[i]!, 3)
    // The first number of head 1, which is the head that is looked at before anybody chose.
    expect(words('[data-phase="0"] svg > text').join(' ')).to.contain(`added up = ${sum('attention.key', 4)} = k[4]`)
    session.goTo('attention.keys', { position: 2 })
    await settled()
    const hit = find('[data-phase="0"] .mark[data-op="attention.value"] .hit').getBoundingClientRect()
    find('[data-phase="0"] .mark[data-op="attention.value"]').dispatchEvent(
      new PointerEvent('pointermove', {
        bubbles: true,
        clientX: hit.left + (9.5 / 16) * hit.width,
        clientY: hit.top + 4,
      }),
    )
    await settled()
    expect(words('[data-phase="0"] svg > text').join(' ')).to.contain(`added up = ${sum('attention.value', 9)} = v[9]`)
    expect(words('figcaption')).to.deep.equal(['len(keys[0]) = 3', 'len(values[0]) = 2'])
  })

  it('turns to any layer, head and position, and plays to where the stream has it', async () => {
    await show({ config: { n_layer: 2 } })
    session.goTo('attention.softmax', { layer: 0, head: 0, position: 1 })
    await settled()
    for (const [name, index] of [
      ['layer', 1],
      ['head', 3],
      ['position', 2],
    ] as const) {
      const select = find<HTMLSelectElement>(`select[aria-label="${name}"]`)
      select.selectedIndex = index
      select.dispatchEvent(new Event('change'))
      await settled()
    }
    expect(session.moment.value).to.include({ op: 'attention.softmax', layer: 1, head: 3, position: 2 })
    player.speed.value = 64
    await press('Play attention')
    const end = Date.now() + 5000
    while (player.playing.value && Date.now() < end) await settled()
    expect(session.moment.value).to.include({ op: 'attention.add', layer: 1, position: 2 })
    await settled()
    expect(find('button[aria-label="Play attention"]')).to.not.equal(null)
  })

  for (const [theme, width] of [
    ['light', 784],
    ['dark', 390],
  ] as const)
    it(`fits and has nothing that axe finds, ${theme}, ${width} wide`, async () => {
      document.documentElement.dataset.theme = theme
      await show({ width, config: { n_layer: 2 } })
      frame.style.overflow = 'auto'
      find<HTMLDetailsElement>('details').open = true
      session.goTo('attention.scores', { layer: 1, head: 1, position: 3 })
      await settled()
      expect(frame.scrollWidth).to.equal(width)
      expect(await axeFindings(frame)).to.deep.equal([])
      session.goTo('loss.mean')
      await settled()
      expect(await axeFindings(frame)).to.deep.equal([])
    }).timeout(30_000)
})
