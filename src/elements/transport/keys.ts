/** The keys of a debugger, for the whole page: whatever has the focus, as long as nobody types or has a use of its own. */
import { commandsOf, keyOf, perform } from '../../lens/commands.ts'
import type { Player } from '../../lens/player.ts'
import type { Session } from '../../lens/session.ts'
import { openShortcuts } from './open-shortcuts.ts'

/** Where keys go to the element: fields, and lists that are walked with arrows. */
const takesKeys =
  'input, textarea, select, [role=slider], [role=spinbutton], [role=separator], [role=tab], [role=menu], [role=listbox], [role=grid]'

export class Keys {
  constructor(private readonly of: () => { readonly session: Session; readonly player: Player }) {}

  listen(): void {
    addEventListener('keydown', this.onKey)
  }

  stop(): void {
    removeEventListener('keydown', this.onKey)
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const key = keyOf(event)
    if (event.defaultPrevented || event.isComposing || key === null) return
    const path = event.composedPath().filter(node => node instanceof Element)
    // A dialog has the page to itself.
    if (path.some(node => node.localName === 'dialog')) return
    const isFunctionKey = /F\d+$/.test(key)
    if (!isFunctionKey && isTaken(path, key)) return
    const { session, player } = this.of()
    const command = commandsOf(session, player).find(({ keys }) => keys.includes(key))
    if (key === '?') void openShortcuts(session, player)
    else if (command) perform(command)
    else return
    event.preventDefault()
  }
}

function isTaken(path: readonly Element[], key: string): boolean {
  const [target] = path
  if (target?.matches(takesKeys) || (target as HTMLElement | undefined)?.isContentEditable) return true
  // A button is pressed with the space bar, and so is a mark.
  return key === 'Space' && target?.matches('button, a, summary, [role=button], [tabindex="0"]') === true
}
