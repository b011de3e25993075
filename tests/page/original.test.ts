import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import type { MgApp } from '../../src/elements/app/mg-app.ts'
import { all, closeAll, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

test('the original names come by a click, from where microgpt.py takes them, and are kept for next time', async () => {
  const { page, complaints, close } = await openPage({ hash: '#tab=training' })
  const asked: string[] = []
  await page.setRequestInterception(true)
  page.on('request', request => {
    if (!request.url().startsWith('https:')) return void request.continue()
    asked.push(request.url())
    const headers = { 'access-control-allow-origin': '*' }
    return void request.respond({ status: 200, contentType: 'text/plain', headers, body: 'ada\nbo\ncy\n' })
  })
  const choose = async (name: string): Promise<void> => {
    await one(page, 'mg-data-choice')
    for (const button of await all(page, 'button'))
      if ((await textOf(button)) === name) await button.evaluate(element => (element as HTMLElement).click())
  }
  const data = (): Promise<string> =>
    page.evaluate(() => {
      const { dataset, docs } = (document.querySelector('mg-app') as MgApp).session.run.value!
      return `${dataset.name}, ${docs}`
    })
  await until('the bundled run is done', async () => (await textOf(await one(page, '.summary'))).includes('loss 2.'))
  await choose('Fetch the original 32,033 names')
  await until('they are the data', async () => (await data()) === 'original names, 3')
  await choose('Shipped names')
  await until('the shipped names are back', async () => (await data()) === 'shipped names, 2041')
  await choose('Fetch the original 32,033 names')
  await until('the original ones are kept', async () => (await data()) === 'original names, 3')
  assert.deepEqual(asked, ['https://raw.githubusercontent.com/karpathy/makemore/988aa59/names.txt'])
  assert.deepEqual(complaints, [])
  await close()
})
