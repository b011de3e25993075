import { expect } from 'chai'
import names from '../../src/data/names.txt'
import { MgLaneChoice } from '../../src/elements/training/mg-lane-choice.ts'
import { defaultConfig } from '../../src/engine/config.ts'
import type { Session } from '../../src/lens/session.ts'
import { addStyleSheets, axeFindings, newSession } from './fixture.ts'

let element: MgLaneChoice
let session: Session

async function show(): Promise<void> {
  session = newSession()
  const dataset = { name: 'shipped names', text: names, shared: 'shipped' } as const
  await session.open({ ...defaultConfig, num_steps: 60 }, dataset, { replay: 20 })
  element = new MgLaneChoice()
  element.session = session
  document.body.append(element)
  await element.updateComplete
}

async function until(holds: () => boolean): Promise<void> {
  for (const end = performance.now() + 8000; !holds() && performance.now() < end;)
    await new Promise(done => setTimeout(done, 20))
  expect(holds()).to.equal(true)
}

const radios = (): HTMLInputElement[] => [...element.shadowRoot!.querySelectorAll('input')]
const words = (): string => element.shadowRoot!.textContent.replace(/\s+/g, ' ')

describe('the choice of the lane', () => {
  before(addStyleSheets)
  afterEach(() => element.remove())

  it('says which lane computes, why, and what each needs for a step', async () => {
    await show()
    await until(() => /automatic: simd the quickest here/.test(words()))
    expect(words()).to.match(/exact [\d.]+ ms a step simd [\d.]+ ms a step webgpu/)
    expect(radios().map(({ checked }) => checked)).to.deep.equal([true, false, false, false])
    expect(await axeFindings(element)).to.deep.equal([])
  })

  it('has another lane go on with the run when it is chosen', async () => {
    await show()
    await until(() => session.lane.value.figures.length > 0)
    const before = [...session.training.losses.value]
    radios()[1]!.click()
    await until(() => session.lane.value.lane === 'exact')
    await until(() => /automatic the quickest here/.test(words()))
    await session.training.stepOnce()
    expect(session.training.losses.value.slice(0, 20)).to.deep.equal(before)
    expect(session.training.losses.value).to.have.lengthOf(21)
    expect(session.lane.value.spans).to.deep.equal([
      { from: 0, lane: 'simd' },
      { from: 20, lane: 'exact' },
    ])
  })
})
