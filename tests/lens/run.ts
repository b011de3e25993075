/** A session over the real engine on the shipped names, for the tests of what is shown of it. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import sourceMap from '../../src/source-map.json'
import { defaultConfig, type Config } from '../../src/engine/config.ts'
import type { Engine } from '../../src/lens/engine-client.ts'
import { loadInnerRules } from '../../src/lens/ledger-rules.ts'
import { Session } from '../../src/lens/session.ts'
import { EngineService } from '../../src/lens/worker/service.ts'
import { Program } from '../../src/python/program.ts'

export const source = readFileSync('microgpt.py', 'utf8')
export const code = source.split('\n')
export const engineService = new EngineService()

/** A run of some steps that reads emma, or the document of the last step. */
export async function opened(
  config: Partial<Config> = {},
  { replay = 12, document = 'emma' }: { replay?: number; document?: string | null } = {},
): Promise<Session> {
  await loadInnerRules()
  const session = new Session(engineService as unknown as Engine, new Program(source, sourceMap))
  const text = readFileSync('src/data/names.txt', 'utf8')
  const dataset = { name: 'shipped names', text, shared: 'shipped' } as const
  assert.ok(await session.open({ ...defaultConfig, ...config }, dataset, { lane: 'exact', replay }))
  if (document !== null) assert.ok(await session.read(document))
  return session
}

/** The number of the first line that begins so. */
export function lineOf(start: string): number {
  const line = code.findIndex(line => line.trim().startsWith(start)) + 1
  assert.ok(line > 0, `microgpt.py has no line that begins with ${start}`)
  return line
}
