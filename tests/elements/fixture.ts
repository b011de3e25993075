/** What the tests of the tabs stand on: the page's style sheets, and a session over the real engine without a worker. */
import axe from 'axe-core'
import microgptSource from '../../microgpt.py'
import sourceMap from '../../src/source-map.json'
import type { Engine } from '../../src/lens/engine-client.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

export async function addStyleSheets(): Promise<void> {
  for (const file of ['tokens', 'page']) {
    const sheet = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `/styles/${file}.css` })
    const loaded = new Promise((done, fail) => Object.assign(sheet, { onload: done, onerror: fail }))
    document.head.append(sheet)
    await loaded
  }
}

/** Not opened yet. */
export const newSession = (): Session =>
  new Session(new EngineService() as unknown as Engine, new Program(microgptSource, sourceMap))

/** What axe finds in a part of the page; landmarks are a matter of the whole page. */
export async function axeFindings(part: Element): Promise<string[]> {
  const { violations } = await axe.run(part, { rules: { region: { enabled: false } } })
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}
