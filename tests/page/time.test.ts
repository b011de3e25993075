import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { opIds, operations } from '../../src/engine/operations.ts'
import { all, byRole, clickOn, closeAll, one, openPage, pause, textOf, until } from './browser.ts'

after(closeAll)

interface Seen {
  readonly place: string
  readonly isShown: boolean
  readonly visits: number
}

describe('time', () => {
  test('step, step back, next position and the keys of the slider move one cursor', async () => {
    const { page, close } = await openPage()
    const slider = await one(page, '[role=slider][aria-label="moment of the training step"]')
    const now = (): Promise<number> => slider.evaluate(element => Number(element.getAttribute('aria-valuenow')))
    const start = await now()
    await clickOn(page, 'button', 'Step')
    assert.equal(await now(), start + 1)
    await clickOn(page, 'button', 'Step back')
    await clickOn(page, 'button', 'Step back')
    assert.equal(await now(), start - 1)
    await slider.focus()
    await page.keyboard.press('Home')
    assert.equal(await now(), 1)
    await page.keyboard.press('ArrowRight')
    assert.equal(await now(), 2)
    await clickOn(page, 'button', 'Next position')
    assert.match((await slider.evaluate(element => element.getAttribute('aria-valuetext'))) ?? '', /position 0/)
    await clickOn(page, 'button', 'Next position')
    assert.match((await slider.evaluate(element => element.getAttribute('aria-valuetext'))) ?? '', /position 1/)
    await page.keyboard.press('End')
    await close()
  })

  test('play moves on by itself and pause holds it', async () => {
    const { page, close } = await openPage()
    const slider = await one(page, '[role=slider][aria-label="moment of the training step"]')
    const now = (): Promise<number> => slider.evaluate(element => Number(element.getAttribute('aria-valuenow')))
    await slider.focus()
    await page.keyboard.press('Home')
    await clickOn(page, 'button', 'Play')
    await until('the playhead has moved', async () => (await now()) > 4)
    await clickOn(page, 'button', 'Pause')
    const held = await now()
    await pause(400)
    assert.equal(await now(), held)
    await close()
  })

  test('Animate forward shows every operation of the map once a position, both panes together', async () => {
    const { page, close } = await openPage()
    await page.evaluate(() => {
      const app = document.querySelector('mg-app') as MgApp
      app.player.speed.value = 16
      const seen = new Map<number, Seen>()
      Object.assign(globalThis, { seen })
      let last = -1
      // What a person sees, frame by frame: the mark that glows and the lines that are lit. The code may need a few frames
      // to come into view.
      const look = (): void => {
        const { cursor, moment, program } = app.session
        if (moment.value?.phase === 'forward') {
          const inside = (tag: string): ShadowRoot => app.shadowRoot!.querySelector(tag)!.shadowRoot!
          const glowing = inside('mg-architecture').querySelectorAll('.active').length
          const lit = inside('mg-code-pane').querySelectorAll('.cm-line.lens-active').length
          const lines = program.value.linesOf(moment.value.op).reduce((sum, [first, end]) => sum + end - first + 1, 0)
          const { op, position, layer, head } = moment.value
          const before = seen.get(cursor.value) ?? {
            place: `${op} ${position} ${layer} ${head}`,
            isShown: false,
            visits: 0,
          }
          const isShown = before.isShown || (glowing === 1 && lit === lines)
          seen.set(cursor.value, { ...before, isShown, visits: before.visits + (cursor.value === last ? 0 : 1) })
          last = cursor.value
        }
        setTimeout(() => requestAnimationFrame(look), 0)
      }
      requestAnimationFrame(look)
    })
    await clickOn(page, 'button', 'Animate forward')
    await until(
      'the animation has ended',
      () =>
        page.evaluate(() => {
          const app = document.querySelector('mg-app') as MgApp
          return !app.player.playing.value && app.session.moment.value?.phase === 'loss'
        }),
      60_000,
    )
    const seen = await page.evaluate(() => [...(globalThis as unknown as { seen: Map<number, Seen> }).seen.values()])
    const positions = (await all(page, 'button.token')).length
    const forward = opIds.filter(op => operations[op].phase === 'forward')
    const expected = forward.reduce((sum, op) => sum + (operations[op].repeats === 'head' ? 4 : 1), 0) * positions
    const missed = seen.filter(({ isShown, visits }) => !isShown || visits !== 1)
    assert.deepEqual(missed, [], 'glows on the left, is lit on the right, once')
    assert.equal(new Set(seen.map(({ place }) => place)).size, expected, 'every operation at every position')
    await close()
  })

  test('a letter of the strip is a position; a name of one’s own is read by the model', async () => {
    const { page, close } = await openPage()
    const input = await byRole(page, 'textbox', 'type a name of your own')
    await input.type('emma')
    await page.keyboard.press('Enter')
    await until('emma is in the strip', async () => (await all(page, 'button.token')).length === 5)
    await clickOn(page, 'button', 'm position 2')
    const pressed = await one(page, 'button.token[aria-pressed=true]')
    assert.equal(await pressed.evaluate(element => (element as HTMLElement).dataset['position']), '2')
    await input.click({ count: 3 })
    await input.type('Émile')
    await page.keyboard.press('Enter')
    await until('a sentence says which letter is unknown', async () =>
      /never seen “É”/.test(await textOf(await one(page, '.message'))),
    )
    assert.equal((await all(page, 'button.token')).length, 5)
    await close()
  })

  test('the link brings another person to the same place', async () => {
    const { page, close } = await openPage({
      hash: '#tab=attention&op=attention.mix&head=2&position=1&name=anna&step=1000',
    })
    const slider = await one(page, '[role=slider][aria-label="moment of the training step"]')
    await until('the cursor stands there', async () =>
      /position 1 a, head 2: mix values/.test((await slider.evaluate(e => e.getAttribute('aria-valuetext'))) ?? ''),
    )
    assert.equal(
      await (await one(page, '[role=tab][aria-selected=true]')).evaluate(e => e.textContent?.trim()),
      'Attention',
    )
    await close()
  })
})
