/** Which programs are there when the page opens: those of the last visit, and in the pane the one that was left. */
import { readLink } from './link.ts'
import type { Session } from './session.ts'
import { recall } from './storage.ts'

/** Before the first run is opened. A link of somebody else shows what it says over our own microgpt.py. */
export function restorePrograms(session: Session, hash: string): void {
  const { config, data } = readLink(hash)
  const kept = (recall('run', 'sessionStorage') ?? recall('run')) as { hashes?: unknown } | null
  const isBack = Array.isArray(kept?.hashes) && kept.hashes.includes(hash)
  session.programs.restore(isBack || (Object.keys(config).length === 0 && data === undefined))
}
