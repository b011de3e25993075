import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgAttention } from '../../src/elements/attention/mg-attention.ts'
import type { MarkElement } from '../../src/elements/marks/mark.ts'
import { decimal, probability } from '../../src/elements/marks/numbers.ts'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import { entropy } from '../../src/lens/attention-arithmetic.ts'
import { Player } from '../../src/lens/player.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let session: Session
let element: MgAttention
let frame: HTMLElement

const settled = async (): Promise<void> => {
  await new Promise(requestAnimationFrame)
  await element.updateComplete
}

/** The tab over a real run, reading a name, in a pane of some width. */
async function show({
  name = 'emma',
  width = 784,
  config = {},
}: { name?: string; width?: number; config?: Partial<Config> } = {}) {
  session = newSession()
  await session.open(
    { ...defaultConfig, ...config },
    { name: 'shipped names', text: names, shared: 'shipped' },
    { lane: 'exact', replay: 8 },
  )
  if (!(await session.read(name))) throw new Error(session.message.value ?? 'the name was not read')
  frame = document.createElement('div')
  element = new MgAttention()
  element.session = session
  frame.style.width = `${width}px`
  frame.append(element)
  document.body.append(frame)
  await settled()
  await settled()
}

const all = (selector: string): SVGElement[] => [...element.renderRoot.querySelectorAll<SVGElement>(selector)]
const cell = (head: number, row: number, column: number): SVGElement =>
  all(`[data-op="attention.softmax"][data-head="${head}"][data-row="${row}"][data-column="${column}"]`)[0]!
const words = (selector: string): string[] => all(selector).map(found => found.textContent.replace(/\s+/g, ' ').trim())
const button = (name: string): HTMLButtonElement =>
  [...element.renderRoot.querySelectorAll('button')].find(
    ({ ariaLabel, textContent }) => (ariaLabel ?? textContent.trim()) === name,
  )!
const openCell = (): string => words('h2')[2]!.replace('The open cell: how much ', '')
const weight = (head: number, row: number, column: number): number =>
  session.view.value!.reader.output('attention.softmax', row, 0, head)!.values[column]!

async function send(target: Element, event: Event): Promise<void> {
  target.dispatchEvent(event)
  await settled()
}
const over = (target: Element) => send(target, new PointerEvent('pointerover', { bubbles: true, composed: true }))
const leave = () => send(all('.heads')[0]!, new PointerEvent('pointerleave'))
const click = (target: Element) => send(target, new MouseEvent('click', { bubbles: true, composed: true }))
const press = (key: string) =>
  send(
    element.shadowRoot!.activeElement ?? element,
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  )

describe('the attention tab', () => {
  before(addStyleSheets)
  afterEach(() => {
    frame.remove()
    document.documentElement.removeAttribute('data-theme')
  })

  it('draws every weight of every head, each in a cell that says what it stands for', async () => {
    await show()
    expect(all('.cell')).to.have.length(4 * 15)
    for (let head = 0; head < 4; head++)
      for (let row = 0; row < 5; row++)
        for (let column = 0; column <= row; column++) {
          const found = cell(head, row, column)
          expect(found.textContent.trim()).to.equal(probability(weight(head, row, column)))
          expect(found.dataset).to.include({ op: 'attention.softmax', layer: '0', position: String(row) })
        }
  })

  it('says how spread out the row is that asks, a head each', async () => {
    await show()
    const { reader } = session.view.value!
    const bits = [0, 1, 2, 3].map(head => decimal(entropy(reader.output('attention.softmax', 4, 0, head)!.values)))
    expect(words('.entropy')).to.deep.equal(bits.map(count => `entropy of row a: ${count} bits`))
  })

  it('opens on the last position and what head 1 reads most there', async () => {
    await show()
    const row = [0, 1, 2, 3, 4].map(column => weight(1, 4, column))
    const most = row.indexOf(Math.max(...row))
    const name = ['BOS', 'e', 'the first m', 'the second m', 'itself'][most]
    expect(openCell()).to.equal(`a attends to ${name}`)
    expect(words('h2')[0]).to.equal('Head 1: what a at position 4 reads')
  })

  it('works out the cell under the pointer with the numbers of the trace', async () => {
    await show()
    await over(cell(2, 4, 3))
    expect(openCell()).to.equal('a attends to the second m')
    const { reader } = session.view.value!
    const score = reader.output('attention.scores', 4, 0, 2)!.values[3]!
    expect(words('text.sum')[0]).to.equal(`= ${decimal(score * 2, 3)}÷ √4= ${decimal(score, 3)}`)
    const printed = (op: string): string[] => words(`.mark[data-op="${op}"]`)
    const numbers = (list: ArrayLike<number>): string => Array.from(list, value => decimal(value)).join(' ')
    const spaced = (text: string): string => text.replace(/(\.\d\d)(?=\S)/g, '$1 ')
    expect(spaced(printed('attention.query_head')[0]!)).to.equal(
      numbers(reader.output('attention.query_head', 4, 0, 2)!.values),
    )
    expect(spaced(printed('attention.key_head')[0]!)).to.equal(
      numbers(reader.output('attention.key', 3, 0)!.values.slice(8, 12)),
    )
    expect(spaced(printed('attention.mix')[0]!)).to.equal(numbers(reader.output('attention.mix', 4, 0, 2)!.values))
    await leave()
    expect(words('h2')[0]).to.contain('Head 1')
  })

  it('keeps a clicked cell open until Escape or a second click', async () => {
    await show()
    const rest = openCell()
    for (const release of [() => press('Escape'), () => click(cell(0, 3, 1))]) {
      await over(cell(0, 3, 1))
      await click(cell(0, 3, 1))
      await leave()
      expect(openCell()).to.equal('the second m attends to e')
      await release()
      await leave()
      expect(openCell()).to.equal(rest)
    }
  })

  it('lets go of the pin when the playhead runs', async () => {
    await show()
    const player = new Player(session)
    element.player = player
    await click(cell(0, 2, 1))
    expect(openCell()).to.equal('the first m attends to e')
    session.goTo('attention.softmax', { position: 4, head: 3 })
    player.playing.value = true
    await settled()
    expect(words('h2')[0]).to.equal('Head 3: what a at position 4 reads')
    player.playing.value = false
    await settled()
    expect(words('h2')[0]).to.equal('Head 3: what a at position 4 reads')
  })

  it('is walked by arrow keys from one tab stop a head, lights the lines of the score, and pins with Enter', async () => {
    await show()
    expect(all('.cell[tabindex="0"]')).to.have.length(4)
    cell(3, 4, 0).focus()
    await settled()
    expect(session.hover.value).to.include({ op: 'attention.softmax', head: 3, from: 'picture' })
    await press('ArrowRight')
    await press('ArrowUp')
    expect(openCell()).to.equal('the second m attends to e')
    await press('End')
    expect(openCell()).to.equal('the second m attends to itself')
    await press('ArrowRight')
    expect(openCell()).to.equal('the second m attends to itself')
    expect(all('.cell[tabindex="0"]')).to.have.length(4)
    await press('Enter')
    ;(element.shadowRoot!.activeElement as SVGElement).blur()
    await settled()
    expect(session.hover.value).to.equal(null)
    expect(openCell()).to.equal('the second m attends to itself')
  })

  it('leaves blank what the playhead has not reached', async () => {
    await show()
    session.goTo('attention.scores', { position: 2, head: 1 })
    await settled()
    expect(cell(1, 1, 0).textContent.trim()).to.equal(probability(weight(1, 1, 0)))
    expect(cell(0, 2, 1).textContent.trim()).to.equal(probability(weight(0, 2, 1)))
    expect(cell(1, 2, 1).textContent.trim()).to.equal('')
    expect(cell(0, 3, 0).textContent.trim()).to.equal('')
    expect(words('.mark[data-op="attention.mix"]')[0]).to.equal('')
    expect(words('.mark[data-op="attention.query_head"]')[0]).to.not.equal('')
    expect(words('text.sum')).to.have.length(1)
    session.goTo('attention.query_head', { position: 2, head: 1 })
    await settled()
    expect(words('text.sum')).to.have.length(0)
    expect(words('.mark[data-op="attention.key_head"]')[0]).to.equal('')
  })

  it('shows any layer, and follows the cursor again when it moves', async () => {
    await show({ config: { n_layer: 2 } })
    const [first, second] = [0, 1].map(layer => button(`layer ${layer}`))
    expect(first!.ariaPressed).to.equal('true')
    second!.click()
    await settled()
    expect(cell(0, 4, 2).dataset.layer).to.equal('1')
    const there = session.view.value!.reader.output('attention.softmax', 4, 1, 0)!.values[2]!
    expect(cell(0, 4, 2).textContent.trim()).to.equal(probability(there))
    session.goTo('attention.softmax', { layer: 0, head: 0, position: 4 })
    await settled()
    expect(cell(0, 4, 2).dataset.layer).to.equal('0')
  })

  it('gives the numbers of the open head as a table', async () => {
    await show()
    await over(cell(2, 4, 0))
    expect(words('summary')[0]).to.equal('Head 2 as a table')
    const rows = [...element.renderRoot.querySelectorAll('tbody tr')]
    expect(rows.map(row => row.querySelector('th')!.textContent.replace(/\s+/g, ' ').trim())).to.deep.equal([
      'BOS 0',
      'e 1',
      'm 2',
      'm 3',
      'a 4',
    ])
    expect(rows[3]!.querySelectorAll('td')[1]!.textContent).to.equal(probability(weight(2, 3, 1), 4))
  })

  it('draws 16 heads of 64 positions as pictures whose cells are still hovered, clicked and walked', async () => {
    await show({ name: 'ab'.repeat(31) + 'a', config: { n_head: 16, block_size: 64 } })
    const fields = all('.cell.field')
    expect(fields).to.have.length(16)
    const [square] = [fields[5]!.querySelector('.hit')!.getBoundingClientRect()]
    const at = (row: number, column: number) => ({
      clientX: square.left + ((column + 0.5) / 64) * square.width,
      clientY: square.top + ((row + 0.5) / 64) * square.height,
    })
    const point = (row: number, column: number) =>
      send(fields[5]!, new PointerEvent('pointermove', { bubbles: true, composed: true, ...at(row, column) }))
    await point(40, 7)
    expect(words('h2')[0]).to.equal('Head 5: what b at position 40 reads')
    const { reading, dataset } = fields[5] as MarkElement
    expect(reading!.values[40 * 64 + 7]).to.equal(weight(5, 40, 7))
    expect(dataset).to.include({ op: 'attention.softmax', head: '5', position: '40', row: '40', column: '7' })
    await point(7, 40)
    expect((fields[5] as MarkElement).reading, 'nobody reads what is still to come').to.equal(null)
    await leave()
    fields[3]!.focus()
    await settled()
    const { row } = fields[3]!.dataset
    await press('ArrowUp')
    await press('Home')
    expect(openCell()).to.match(/^the \S+ [ab] attends to BOS$/)
    expect(fields[3]!.dataset['row']).to.equal(String(Number(row) - 1))
    expect(fields[3]!.ariaLabel).to.match(/^head 3, the \S+ [ab] to BOS: /)
    session.goTo('attention.scores', { position: 40, head: 5 })
    await settled()
    await point(41, 7)
    expect((fields[5] as MarkElement).reading, 'not computed yet').to.equal(null)
  }).timeout(30_000)

  it('shows one head large with the entropy of every row, turned to by its title and by keys', async () => {
    await show()
    button('head 2, make it large').click()
    await settled()
    expect(all('.cell')).to.have.length(15)
    const { reader } = session.view.value!
    const bits = [0, 1, 2, 3, 4].map(row => decimal(entropy(reader.output('attention.softmax', row, 0, 2)!.values)))
    expect(words('.entropies .mono')).to.deep.equal(bits)
    cell(2, 4, 1).focus()
    await press('PageDown')
    await settled()
    expect(words('h2')[0]).to.contain('Head 3')
    expect((element.shadowRoot!.activeElement as SVGElement).dataset).to.include({ head: '3', row: '4', column: '1' })
    button('head 3, large: back to all heads').click()
    await settled()
    expect(all('.cell')).to.have.length(60)
  })

  it('adds up the rows or columns that shift or their letters select', async () => {
    await show()
    cell(1, 2, 1).focus()
    await settled()
    await send(
      element.shadowRoot!.activeElement!,
      new KeyboardEvent('keydown', { key: 'ArrowDown', shiftKey: true, bubbles: true, composed: true }),
    )
    expect(words('.selected h2')).to.deep.equal(['Head 1: what the first m and the second m read together'])
    const sums = [0, 1, 2, 3].map(key => (key < 3 ? weight(1, 2, key) : 0) + weight(1, 3, key))
    expect(all('.selected svg')[0]!.ariaLabel).to.contain(
      sums.map((sum, key) => `${['BOS', 'e', 'm', 'm'][key]} ${probability(sum)}`).join(' '),
    )
    await press('Escape')
    expect(words('.selected h2')).to.deep.equal([])
    for (const index of [0, 2]) await click(all(`[data-map="3"] [data-pick="columns"][data-index="${index}"]`)[0]!)
    expect(words('.selected h2')).to.deep.equal(['Head 3: how much of each row goes to BOS and the first m'])
    expect(all('.selected svg')[0]!.ariaLabel).to.contain(`a ${probability(weight(3, 4, 0) + weight(3, 4, 2))}`)
  })

  it('shows every layer at once, the mean of the heads, and the future struck out', async () => {
    await show({ config: { n_layer: 3 } })
    button('all layers').click()
    button('mean').click()
    await settled()
    expect(element.renderRoot.querySelectorAll('mg-weight-map')).to.have.length(3 * 5)
    const titles = [...element.renderRoot.querySelectorAll<HTMLElement>('button.title')]
    expect(titles.filter(({ tabIndex }) => tabIndex === 0)).to.have.length(1)
    titles.find(({ ariaLabel }) => ariaLabel!.startsWith('h0, layer 2'))!.click()
    await settled()
    expect(words('h2')[0]).to.contain('Head 0')
    expect(cell(0, 4, 4).dataset.layer).to.equal('2')
    const struck = (): number => all('.map path').filter(path => path.getAttribute('d')!.includes('L')).length
    expect(struck()).to.equal(0)
    button('as a mask').click()
    await settled()
    expect(struck()).to.equal(2)
  })

  it('fits a phone without sideways scrolling, also with a long name', async () => {
    await show({ name: 'isabellaalexandria', width: 390 })
    frame.style.overflow = 'auto'
    expect(frame.scrollWidth).to.equal(390)
  })

  for (const [theme, width] of [
    ['light', 784],
    ['dark', 390],
  ] as const)
    it(`has nothing that axe finds, ${theme}, ${width} wide`, async () => {
      document.documentElement.dataset.theme = theme
      await show({ width, config: { n_layer: 2 } })
      element.renderRoot.querySelector('details')!.open = true
      button('mean').click()
      await click(all('[data-map="1"] [data-pick="rows"][data-index="3"]')[0]!)
      expect(await axeFindings(frame)).to.deep.equal([])
      session.goTo('attention.scores', { layer: 0, position: 2, head: 1 })
      for (const shown of ['all layers', 'one large']) {
        button(shown).click()
        await settled()
        expect(await axeFindings(frame)).to.deep.equal([])
      }
    }).timeout(30_000)
})
