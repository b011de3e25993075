/** What is saved and opened: figures, losses, the program, checkpoints, kept runs, and the link to a sight. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import type { ElementHandle, Page } from 'puppeteer-core'
import { all, byRole, clickOn, closeAll, one, openPage, pause, textOf, until } from './browser.ts'
import { choosePace, clickWhenOffered, count, messageOf, stateOf, untilSaid, untilTrained } from './training-run.ts'

after(closeAll)

async function downloadsOf(page: Page): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-files-'))
  const cdp = await page.createCDPSession()
  await cdp.send('Browser.setDownloadBehavior', {
    behavior: 'allow',
    downloadPath: folder,
    browserContextId: page.browserContext().id!,
  })
  return folder
}

async function save(page: Page, folder: string, item: string, file: string): Promise<Buffer> {
  await clickOn(page, 'button', 'Share and save')
  await clickOn(page, 'menuitem', item)
  await until(`${file} is saved`, () => Promise.resolve(readdirSync(folder).includes(file)))
  await pause(100)
  return readFileSync(path.join(folder, file))
}

async function openFile(page: Page, file: string): Promise<void> {
  const input = (await one(page, 'mg-runs input[type=file]').catch(() =>
    one(page, 'input[type=file][aria-label=checkpoint]'),
  )) as ElementHandle<HTMLInputElement>
  await input.uploadFile(file)
}

describe('the sheet for sharing and saving', () => {
  test('saves each tab’s figure without anything of the page in it', async () => {
    const { page, complaints, close } = await openPage({ dark: true })
    const folder = await downloadsOf(page)
    for (const tab of ['Architecture', 'Attention', 'Autograd', 'Training']) {
      await clickOn(page, 'tab', tab)
      await until(
        'it is drawn',
        async () => (await all(page, '.stage > * svg')).length > 0 || (await all(page, 'svg[role]')).length > 0,
      )
      await pause(500)
      const name = `microgpt-${tab.toLowerCase()}`
      const svg = (await save(page, folder, 'Save figure SVG', `${name}.svg`)).toString()
      assert.ok(svg.length > 5000, `${tab}: ${svg.length} characters`)
      const foreign =
        /.{0,60}(var\(--|foreignObject|<script|\sstyle=|\sclass=|oklab|color\(|lit\$|\srole=).{0,40}/.exec(svg)
      assert.equal(foreign?.[0], undefined, tab)
      const png = await save(page, folder, 'Save figure PNG', `${name}.png`)
      const [width, height] = [Number(/width="([\d.]+)"/.exec(svg)?.[1]), Number(/height="([\d.]+)"/.exec(svg)?.[1])]
      assert.ok(Math.abs(png.readUInt32BE(16) - 2 * width) <= 2 && Math.abs(png.readUInt32BE(20) - 2 * height) <= 2)
      // The paper of the dark theme is dark.
      assert.match(svg, /<rect width="[\d.]+" height="[\d.]+" fill="rgb\((\d|[1-4]\d), (\d|[1-4]\d), (\d|[1-4]\d)\)"/)
    }
    assert.deepEqual(complaints, [])
    await close()
  })

  test('is worked with keys alone', async () => {
    const { page, close } = await openPage()
    await (await byRole(page, 'button', 'Share and save')).focus()
    await page.keyboard.press('Enter')
    const focused = (): Promise<string> =>
      page.evaluate(() => {
        let at = document.activeElement
        while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement
        return at?.getAttribute('aria-label') ?? ''
      })
    await until('the first item has the focus', async () => (await focused()) === 'Copy link')
    await page.keyboard.press('ArrowDown')
    assert.equal(await focused(), 'Save figure SVG')
    await page.keyboard.press('End')
    assert.equal(await focused(), 'Open a checkpoint')
    await page.keyboard.press('Escape')
    await until('the focus is back', async () => (await focused()) === 'Share and save')
    await close()
  })

  test('saves losses and a checkpoint, which another page opens, trains on and has after a reload', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=80&n_embd=8&lane=exact' })
    const folder = await downloadsOf(page)
    await choosePace(page, 'Infinity')
    await clickWhenOffered(page, 'Train')
    await untilTrained(page, 80)
    const csv = (await save(page, folder, 'Save losses CSV', 'losses.csv')).toString().trim().split('\r\n')
    const { losses } = await stateOf(page)
    assert.deepEqual(
      csv.slice(1).map(line => Number(line.split(',').at(-2))),
      losses,
    )
    await page.evaluate(() => document.querySelector('mg-app')!.session.look(29))
    await save(page, folder, 'Save checkpoint, step 30 safetensors', 'microgpt-step-30.safetensors')
    await close()

    const other = await openPage({ hash: '#tab=training&lane=exact' })
    await untilTrained(other.page, 1000)
    await openFile(other.page, path.join(folder, 'microgpt-step-30.safetensors'))
    await untilSaid(other.page, /step 30; the steps before are not here/)
    await clickWhenOffered(other.page, 'Step')
    await until('a step is done', async () => (await count(other.page)) === 31)
    const [loss, was] = [(await stateOf(other.page)).losses[30]!, losses[30]!]
    assert.ok(Math.abs(loss - was) < 1e-4, `${loss}, ${was}`)
    await until('it is kept', () =>
      other.page.evaluate(
        () => (JSON.parse(sessionStorage.getItem('microgpt-lens run')!) as { completed: number }).completed === 31,
      ),
    )
    await other.page.reload()
    await other.page.waitForSelector('html[data-ready]')
    await until('its step is there again', async () => (await count(other.page)) === 31)
    assert.equal((await stateOf(other.page)).losses[30], loss)
    assert.deepEqual([complaints, other.complaints], [[], []])
    await other.close()
  })

  test('a kept run is there after a reload, and is returned to', async () => {
    const { page, complaints, close } = await openPage({
      hash: '#tab=training&num_steps=40&learning_rate=0.03&lane=exact',
    })
    await choosePace(page, 'Infinity')
    await clickWhenOffered(page, 'Train')
    await untilTrained(page, 40)
    const { losses } = await stateOf(page)
    await clickWhenOffered(page, 'Keep this run')
    await byRole(page, 'button', 'This run is kept')
    await clickOn(page, 'button', 'Reset')
    await until('it is reset', async () => (await count(page)) === 0)
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    await clickOn(page, 'button', 'Return to lr 0.03, steps 40')
    await untilTrained(page, 40)
    assert.deepEqual((await stateOf(page)).losses, losses)
    assert.deepEqual(complaints, [])
    await close()
  })
})

/** Everything that is read on the screen, shadow roots and drawings included. */
const sightOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const read = (node: Node): string => {
      if (node instanceof Text) return node.data
      if (!(node instanceof Element || node instanceof ShadowRoot)) return ''
      if (node instanceof Element && /^(STYLE|SCRIPT)$/.test(node.tagName)) return ''
      const said =
        node instanceof Element
          ? ['aria-label', 'fill', 'd', 'aria-valuenow'].map(name => node.getAttribute(name) ?? '')
          : []
      const inside = node instanceof Element && node.shadowRoot ? [...node.shadowRoot.childNodes] : [...node.childNodes]
      return [...said, ...inside.map(read)].join(' ')
    }
    const stage = read(document.querySelector('mg-app')!.shadowRoot!.querySelector('.stage')!)
    const lit = [
      ...document
        .querySelector('mg-app')!
        .shadowRoot!.querySelector('mg-code-pane')!
        .shadowRoot!.querySelectorAll('.lens-active'),
    ]
    return `${stage} ${lit.map(line => line.textContent).join('\n')}`.replace(/\s+/g, ' ')
  })

describe('a copied link', () => {
  const sights: [string, (page: Page) => Promise<void>][] = [
    [
      '#tab=architecture&n_layer=2&activation=gelu&decay=cosine&tied_head=true&num_steps=50&lane=exact&done=20&step=12',
      async page => {
        await page.evaluate(() =>
          document.querySelector('mg-app')!.session.goTo('attention.softmax', { layer: 1, head: 2, position: 1 }),
        )
      },
    ],
    [
      '#tab=architecture',
      async page => {
        await untilTrained(page, 1000)
        await page.evaluate(async () => {
          const { session } = document.querySelector('mg-app')!
          await session.look(411)
          session.goTo('adam', { parameter: 'layer0.attn_wq' })
          session.turnTo('Architecture', 'source')
        })
      },
    ],
  ]
  for (const [hash, act] of sights)
    test(`${hash}: reopens exactly that sight`, async () => {
      const { page, complaints, close } = await openPage({ hash })
      await until(
        'what it speaks of is done',
        async () => (await count(page)) >= Number(/done=(\d+)/.exec(hash)?.[1] ?? 0),
      )
      await act(page)
      await pause(800)
      await clickOn(page, 'button', 'Share and save')
      await clickOn(page, 'menuitem', 'Copy link')
      await pause(300)
      const link = await page.evaluate(() => location.hash)
      const [before, state] = [await sightOf(page), await stateOf(page)]
      await close()
      const other = await openPage({ hash: link })
      await until('as far trained', async () => (await count(other.page)) === state.losses.length)
      await until('the same on the screen', async () => (await sightOf(other.page)) === before).catch(() => {})
      const now = await sightOf(other.page)
      const differs = [...before].findIndex((letter, i) => letter !== now[i])
      assert.equal(
        now.slice(Math.max(0, differs - 40), differs + 80),
        before.slice(Math.max(0, differs - 40), differs + 80),
      )
      assert.equal(now.length, before.length)
      const again = await stateOf(other.page)
      assert.deepEqual([again.config, again.losses, again.viewed], [state.config, state.losses, state.viewed])
      assert.deepEqual([complaints, other.complaints], [[], []])
      await other.close()
    })

  test('that is broken opens with what it could use, and says what it could not', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&n_layer=99&optimizer=adamw&colour=red' })
    await untilSaid(page, /n_layer=99 became 6; optimizer=adamw could not be read; colour is no part of a link/)
    assert.equal((await stateOf(page)).config.n_layer, 6)
    assert.equal(await textOf(await one(page, '[role=tab][aria-selected=true]')), 'Training')
    assert.ok(!(await messageOf(page)).includes('undefined'))
    assert.deepEqual(complaints, [])
    await close()
  })
})
