/** What a person can do with time, each under its name and its keys: one list for the keyboard, the buttons and the help. */
import { debuggerOf } from './debugger.ts'
import { ownTime } from './own-time.ts'
import { pinsOf } from './pins.ts'
import type { Player } from './player.ts'
import { scrubberOf } from './scrubbing.ts'
import type { Session } from './session.ts'
import { notSwitchable, switchOn } from './switches.ts'

export interface Command {
  readonly name: string
  /** As `keyOf` says them: `Shift+F11`. */
  readonly keys: readonly string[]
  /** In a word or two, where there is little room. */
  readonly short: string
  readonly run: () => void
}

const commandsBySession = new WeakMap<Session, readonly Command[]>()

export function commandsOf(session: Session, player: Player): readonly Command[] {
  const found = commandsBySession.get(session) ?? list(session, player)
  commandsBySession.set(session, found)
  return found
}

function list(session: Session, player: Player): readonly Command[] {
  const tool = debuggerOf(session)
  /** Whoever steps does not want to be carried on. */
  const still = (act: () => void) => (): void => {
    player.pause()
    act()
  }
  const toPhase = (by: 1 | -1): void => {
    const { timeline, cursor } = session
    if (timeline.value) session.moveTo(timeline.value.phaseFrom(cursor.value, by))
  }
  const positionBefore = (): void => {
    const { timeline, cursor } = session
    if (timeline.value) session.moveTo(timeline.value.segmentBefore(cursor.value))
  }
  return [
    { name: 'Play or pause', keys: ['Space'], short: 'play', run: () => player.toggle() },
    { name: 'Step', keys: ['ArrowRight'], short: 'one op', run: still(() => session.step(1)) },
    {
      name: 'Step back',
      keys: ['ArrowLeft'],
      short: 'one op back',
      run: still(() => session.step(-1)),
    },
    {
      name: 'Step into: the helper that the line calls, line by line',
      keys: ['F11'],
      short: 'into',
      run: still(() => tool.into()),
    },
    {
      name: 'Step over: a call, a head, a layer, a position',
      keys: ['F10'],
      short: 'over',
      run: still(() => tool.over()),
    },
    {
      name: 'Step out: of a helper, the heads, the layers, gpt(), the phase',
      keys: ['Shift+F11'],
      short: 'out',
      run: still(() => tool.out()),
    },
    {
      name: 'To the end of the position',
      keys: ['Shift+ArrowRight'],
      short: 'position',
      run: still(() => session.nextPosition()),
    },
    {
      name: 'Back to the position before',
      keys: ['Shift+ArrowLeft'],
      short: 'position back',
      run: still(positionBefore),
    },
    { name: 'To the next phase', keys: [']'], short: 'phase', run: still(() => toPhase(1)) },
    { name: 'Back to the start of the phase', keys: ['['], short: 'phase back', run: still(() => toPhase(-1)) },
    { name: 'Run to the next stop', keys: ['F8'], short: 'to next stop', run: still(() => tool.run(1)) },
    {
      name: 'Run back to the stop before',
      keys: ['Shift+F8'],
      short: 'to stop before',
      run: still(() => tool.run(-1)),
    },
    {
      name: 'Set a stop on the line at hand, or take it away',
      keys: ['F9'],
      short: 'stop',
      run: () => tool.toggleHere(),
    },
    {
      name: 'Switch off what the line at hand does, or on again',
      keys: ['o'],
      short: 'line off',
      run: () => {
        const lines = session.activeLines.peek()
        const found = lines.flatMap(([first]) => switchOn(session.program.peek(), first) ?? [])[0]
        if (found) void session.toggle(found.part)
        else session.say(notSwitchable)
      },
    },
    { name: 'To the next training step', keys: ['.'], short: 'training step', run: () => scrubberOf(session).by(1) },
    {
      name: 'Back to the training step before',
      keys: [','],
      short: 'training step back',
      run: () => scrubberOf(session).by(-1),
    },
    {
      name: 'Pin the training step as A, or take the pin off',
      keys: ['a'],
      short: 'pin A',
      run: () => pinsOf(session).toggle('a'),
    },
    {
      name: 'Pin the training step as B, or take the pin off',
      keys: ['b'],
      short: 'pin B',
      run: () => pinsOf(session).toggle('b'),
    },
  ]
}

/** A key with what is held with it, as the list above has it; null with keys that are the browser's. */
export function keyOf({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): string | null {
  if (ctrlKey || metaKey || altKey) return null
  const name = key === ' ' ? 'Space' : key
  return shiftKey && name.length > 1 ? `Shift+${name}` : name
}

/** As keys are printed: `⇧F11`, `→`. */
export const printedKey = (key: string): string =>
  key.replace('Shift+', '⇧').replace('ArrowRight', '→').replace('ArrowLeft', '←')

/** Does a command where time is now: in the training step, or in a pane's own. */
export function perform(command: Command): void {
  const own = ownTime.peek()?.keys[command.keys[0]!]
  if (own) own()
  else command.run()
}
