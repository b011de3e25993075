import { expect } from 'chai'
import { defaultConfig } from '../../src/engine/config.ts'
import { debuggerOf } from '../../src/lens/debugger.ts'
import { Player } from '../../src/lens/player.ts'
import type { Session } from '../../src/lens/session.ts'
import type { MgTransport } from '../../src/elements/transport/mg-transport.ts'
import '../../src/elements/transport/mg-transport.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

describe('the transport', () => {
  let session: Session
  let player: Player
  let element: MgTransport

  const one = <Found extends Element>(selector: string): Found => element.shadowRoot!.querySelector<Found>(selector)!
  const words = (): string => one('.score').getAttribute('aria-valuetext')!
  const settled = async (): Promise<void> => {
    await element.updateComplete
    await new Promise(done => requestAnimationFrame(done))
    await element.updateComplete
  }
  const press = (key: string, target: EventTarget = document.body, init: KeyboardEventInit = {}): KeyboardEvent => {
    const event = new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init })
    target.dispatchEvent(event)
    return event
  }
  const lineOf = (start: string): number =>
    session.program.value.source.text.split('\n').findIndex(code => code.trim().startsWith(start)) + 1

  before(addStyleSheets)

  beforeEach(async () => {
    localStorage.clear()
    session = newSession()
    const dataset = { name: 'mine', text: 'anna\nemma\nada\n', shared: null }
    await session.open({ ...defaultConfig, num_steps: 6 }, dataset, { lane: 'exact', replay: 4 })
    player = new Player(session)
    element = Object.assign(document.createElement('mg-transport'), { session, player })
    document.body.append(element)
    await settled()
  })

  afterEach(() => {
    player.pause()
    element.remove()
  })

  it('counts what there is: the moment of the step, and the step of the run', async () => {
    session.goTo('attention.mix', { position: 1, head: 2 })
    await settled()
    const timeline = session.timeline.value!
    const counts = one('.readout').textContent.replace(/\s+/g, ' ')
    expect(counts).to.contain(`op ${session.cursor.value + 1} of ${timeline.length}`)
    expect(counts).to.contain('step 4 of 6')
    expect(words()).to.match(/^forward, position 1 \w, head 2: mix values$/)
    session.moveTo(0)
    await settled()
    expect(words()).to.equal('before the loop: read the documents')
    session.moveTo(timeline.length - 1)
    await settled()
    expect(words()).to.equal('after the loop: print the name')
  })

  it('draws one bar for each stretch, within its width, at every size', async () => {
    for (const width of [1440, 1024, 620]) {
      element.style.width = `${width}px`
      await new Promise(done => setTimeout(done, 60))
      await settled()
      const bars = [...element.shadowRoot!.querySelectorAll('svg text:not(.words)')]
      expect(bars).to.have.length(session.timeline.value!.segments.length)
      const frame = one('.score').getBoundingClientRect()
      for (const bar of bars) expect(bar.getBoundingClientRect().right).to.be.below(frame.right + 1)
      const said = one('.words').getBoundingClientRect()
      expect(said.left >= frame.left - 12 && said.right <= frame.right + 12, `the words at ${width}`).to.equal(true)
    }
    element.style.width = ''
  })

  it('steps by the keys of a debugger, and says which helper it is in', async () => {
    session.goTo('attention.query', { position: 0 })
    expect(press('F11').defaultPrevented).to.equal(true)
    await settled()
    expect(words()).to.match(/query, in linear\(\)$/)
    expect(session.activeLines.value.at(-1)![0]).to.equal(lineOf('return [sum(wi'))
    press('F11', document.body, { shiftKey: true })
    expect(session.frames.value).to.have.length(1)
    press('ArrowRight')
    expect(session.moment.value!.op).to.equal('attention.key')
    press('ArrowLeft')
    press('F10')
    expect(session.moment.value!.op).to.equal('attention.key')
    press(']')
    expect(session.moment.value!.phase).to.equal('loss')
    press('[')
    expect(session.moment.value!.phase).to.equal('forward')
  })

  it('leaves keys alone where one types, and keys that are the browser’s', () => {
    const before = session.cursor.value
    const input = document.body.appendChild(document.createElement('input'))
    for (const key of ['ArrowLeft', ' ', '?', ']']) expect(press(key, input).defaultPrevented, key).to.equal(false)
    input.remove()
    for (const init of [{ ctrlKey: true }, { altKey: true }, { metaKey: true }])
      expect(press('ArrowLeft', document.body, init).defaultPrevented).to.equal(false)
    expect(press('F5').defaultPrevented).to.equal(false)
    expect(session.cursor.value).to.equal(before)
  })

  it('runs to stops from either direction, and says where there is none', async () => {
    session.moveTo(session.timeline.value!.stepStart)
    press('F8')
    expect(session.message.value).to.match(/no stop to run to/)
    const { breakpoints } = debuggerOf(session)
    breakpoints.toggle(lineOf('attn_weights = softmax'))
    press('F8')
    expect(session.moment.value).to.include({ op: 'attention.softmax', position: 0, head: 0 })
    expect(session.message.value).to.equal(null)
    press('F8')
    expect(session.moment.value).to.include({ op: 'attention.softmax', head: 1 })
    press('F8', document.body, { shiftKey: true })
    press('F8', document.body, { shiftKey: true })
    expect(session.message.value).to.equal('No stop lies behind.')
    expect(session.moment.value).to.include({ head: 0 })
  })

  it('plays to a stop, and no further', async () => {
    debuggerOf(session).breakpoints.toggle(lineOf('probs = softmax(logits)'))
    session.moveTo(session.timeline.value!.stepStart)
    player.speed.value = 250
    player.play()
    const end = performance.now() + 5000
    while (player.playing.value && performance.now() < end) await settled()
    expect(session.moment.value).to.include({ op: 'loss.softmax', position: 0 })
  })

  it('plays on through training at the speeds above, training what has not been trained', async () => {
    await session.look(1)
    session.goTo('loss.mean')
    player.speed.value = Infinity
    player.play()
    const end = performance.now() + 10_000
    while (player.playing.value && performance.now() < end) await settled()
    expect(player.playing.value).to.equal(false)
    expect(session.view.value!.step).to.equal(5)
    expect(session.training.losses.value).to.have.length(6)
    expect(session.moment.value!.op).to.equal('loss.mean')
  })

  it('has nothing that axe finds', async () => {
    expect(await axeFindings(element)).to.deep.equal([])
  })
})
