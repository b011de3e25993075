/** Data of one's own: used, kept, refused with a sentence, and never more than text. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, test } from 'node:test'
import type { ElementHandle, Page } from 'puppeteer-core'
import { tabs } from '../../src/lens/link.ts'
import { all, clickOn, closeAll, one, openPage, textOf, until } from './browser.ts'
import {
  choosePace,
  clickWhenOffered,
  stateOf,
  trainFrom0,
  untilBack,
  untilSaid,
  untilStill,
  untilTrained,
} from './training-run.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'microgpt-page-'))
after(() => rmSync(folder, { recursive: true, force: true }))
after(closeAll)

describe('data of one’s own', () => {
  const fileOf = (name: string, content: string | Uint8Array): string => {
    const file = path.join(folder, name)
    writeFileSync(file, content)
    return file
  }

  async function choose(page: Page, file: string): Promise<void> {
    const input = (await one(page, 'input[aria-label="text file"]')) as ElementHandle<HTMLInputElement>
    await input.uploadFile(file)
  }

  const dataLine = async (page: Page): Promise<string> =>
    (await Promise.all((await all(page, 'summary')).map(textOf))).find(words => words.startsWith('Data')) ?? ''

  const fruit = 'apple\nbanana\ncherry\nplum\nquince\n'

  test('a text file is used, trained on, and there again after a reload', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=60' })
    await choose(page, fileOf('fruit.txt', fruit))
    await until('its name is under Data', async () => (await dataLine(page)).includes('fruit.txt'))
    // a b c e h i l m n p q r u y
    assert.match(await dataLine(page), /fruit\.txt, 5 documents, 14 letters/)
    await trainFrom0(page, 'Infinity')
    await untilTrained(page, 60)
    await untilStill(page)
    const before = await stateOf(page)
    assert.ok(before.losses.at(-1)! < before.losses[0]!, 'the loss has fallen')
    await page.reload()
    await page.waitForSelector('html[data-ready]')
    await untilBack(page)
    const again = await stateOf(page)
    assert.deepEqual(
      [again.data, again.docs, again.config, again.losses],
      [before.data, before.docs, before.config, before.losses],
    )
    await until('it is under Data again', async () => /fruit\.txt, 5 documents, 14 letters/.test(await dataLine(page)))
    assert.deepEqual(complaints, [])
    await close()
  })

  test('a file that cannot be used gets a sentence, and the data before it stay', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training&num_steps=60' })
    await choose(page, fileOf('fruit.txt', fruit))
    await until('its name is under Data', async () => (await dataLine(page)).includes('fruit.txt'))
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 1)
    const before = await stateOf(page)
    const letters = Array.from({ length: 300 }, (_, i) => String.fromCodePoint(0x4e00 + i)).join('\n')
    const bad: readonly (readonly [name: string, content: string | Uint8Array, says: RegExp])[] = [
      ['empty.txt', '', /no document.*every line is empty/],
      ['picture.txt', Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13), /not text.*zero bytes/],
      ['latin.txt', Uint8Array.of(0x5a, 0x6f, 0xeb, 10), /not valid UTF-8/],
      ['endless.txt', 'x'.repeat(200_000), /One line there has 200,000 characters.*at most 100,000/],
      ['letters.txt', letters, /300 distinct characters.*at most 255/],
      ['large.txt', 'a\n'.repeat(10_500_000), /large\.txt is 21\.0 MB; at most 20 MB/],
    ]
    for (const [name, content, says] of bad) {
      await choose(page, fileOf(name, content))
      await untilSaid(page, says)
      const now = await stateOf(page)
      assert.deepEqual([now.data, now.losses, now.viewed], [before.data, before.losses, before.viewed], name)
      assert.match(await dataLine(page), /fruit\.txt, 5 documents/)
      await clickOn(page, 'button', 'dismiss')
    }
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 2)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('documents longer than the block: a sentence says what becomes of them', async () => {
    const { page, close } = await openPage({ hash: '#tab=training' })
    await choose(page, fileOf('long.txt', `short\n${'abcdefgh'.repeat(5)}\n${'hgfedcba'.repeat(4)}\n`))
    await untilSaid(page, /2 of 3 documents are longer than the block of 16: training sees their first 16 letters/)
    await clickWhenOffered(page, 'Step')
    await untilTrained(page, 1)
    await close()
  })

  test('hostile text is only ever text, on every tab', async () => {
    const { page, complaints, close } = await openPage({ hash: '#tab=training' })
    const lines = ['<img src=x onerror=document.title="taken">', '<script>document.title="taken"</script>', '${1}{{2}}']
    await choose(page, fileOf('<b>hostile.txt', lines.join('\n')))
    await until('its name is under Data', async () => (await dataLine(page)).includes('<b>hostile.txt, 3 documents'))
    assert.ok((await textOf(await one(page, '.first'))).includes(lines[0]!.slice(0, 40)))
    await choosePace(page, 'Infinity')
    await clickWhenOffered(page, 'Train')
    await untilTrained(page, 60)
    for (const tab of tabs) {
      await clickOn(page, 'tab', tab)
      await one(page, `mg-${tab.toLowerCase()}`)
      assert.equal((await all(page, 'img[src]')).length, 0, tab)
    }
    assert.equal(await page.title(), 'microgpt lens')
    assert.deepEqual(complaints, [])
    await close()
  })
})
