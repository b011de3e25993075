/** Opens the list of keys. It is fetched when it is first asked for. */
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'

export async function openShortcuts(session: Session, player: Player): Promise<void> {
  try {
    const { showShortcuts } = await import('../app/mg-shortcuts.ts')
    showShortcuts(session, player)
  } catch (error) {
    session.say(`The list of keys did not load: ${error instanceof Error ? error.message : String(error)}`)
  }
}
