import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { all, byRole, closeAll, one, openPage, textOf, until } from './browser.ts'

after(closeAll)

test('a link holds numbers, the page says so and marks them, and lets go of them', async () => {
  const { page, complaints, close } = await openPage({ hash: '#name=emma&held=attention.query:0:4:5:1.5,99999999:3' })
  const note = await one(page, 'mg-held-note')
  const words = (): Promise<string> =>
    note.evaluate(element => (element.shadowRoot?.textContent ?? '').replace(/\s+/g, ' '))
  await until('the loss is that of two models', async () =>
    /loss \d\.\d\d → \d\.\d\d ?1 number held · let go/.test(await words()),
  )
  assert.ok((await all(page, '.mark[data-op="attention.query"] .held')).length > 0)
  await (await byRole(page, 'button', 'let go of 1 number held')).click()
  await until('the loss is the plain one again', async () => (await all(page, '.held')).length === 0)
  assert.match(await textOf(await one(page, '.loss')), /^\d\.\d\d$/)
  await until('the link holds nothing', async () => !(await page.evaluate(() => location.hash)).includes('held='))
  assert.deepEqual(complaints, [])
  await close()
})
