/** The page's end of the worker. The worker's code travels inside the page's, because file:// loads no worker files. */
import { proxy, wrap, type Remote } from 'comlink'
import type { EngineService } from './worker/service.ts'

export type Engine = Remote<EngineService>

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string }
}

/** @param source the bundled worker */
export function startEngine(source: string): Engine {
  const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }))
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes }
  const only = (asked: string): string => {
    if (asked !== url) throw new TypeError('only the engine may run as a worker')
    return asked
  }
  const trusted =
    trustedTypes?.createPolicy('microgpt-lens-worker', { createScriptURL: only }).createScriptURL(url) ?? url
  const worker = new Worker(trusted, { name: 'engine' })
  return wrap<EngineService>(worker)
}

export { proxy as callback }
