/** Keeps what the cursor lights in sight: only when the cursor moves, so that a reader who scrolls is left alone. */
import type { EditorView } from '@codemirror/view'
import type { FocusLine, Hover, Session } from '../../lens/session.ts'
import { heightOf, reveal } from './editor.ts'
import { activeLineOf, type LookSource } from './line-looks.ts'
import { mainLineOf } from './main-lines.ts'

/** Lines that there must be above and below the active one. */
const margin = 2
/** How long a hover of the diagram must last before the code comes along, in milliseconds. */
const hoverDelay = 120
/** Moves that follow each other faster than this are not animated, in milliseconds. */
const hurry = 400

type FollowSource = LookSource & Pick<Session, 'timeline' | 'cursor' | 'frames' | 'tab'>

/** All that makes the pane move. */
interface Seen {
  readonly cursor: number
  readonly frames: Session['frames']['value']
  readonly focus: readonly FocusLine[] | null
  /** Everything is computed and nothing moves. */
  readonly isAtRest: boolean
  /** The line to read at rest: the model itself, or the loop around it where training is what is looked at. */
  readonly home: number | null
}

export class Follower {
  private seen: Seen | null = null
  /** Where the pane stood when another time began; it goes back there when that ends. */
  private left: { readonly top: number; readonly home: number | null } | null = null
  private hovered: Hover | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private movedAt = -Infinity

  constructor(private readonly editor: EditorView) {}

  follow(session: FollowSource, isFollowing: boolean): void {
    this.followHover(session, isFollowing)
    const [cursor, focus, timeline] = [session.cursor.value, session.focusLines.value, session.timeline.value]
    const [home, frames] = [homeOf(session), session.frames.value]
    if (!timeline) return
    const before = this.seen
    const now = (this.seen = {
      cursor,
      frames,
      focus,
      isAtRest: cursor === timeline.lossIndex && frames.length === 0,
      home,
    })
    const { scrollDOM } = this.editor
    if (focus && !before?.focus) this.left = { top: scrollDOM.scrollTop, home: before?.home ?? null }
    if (!isFollowing) return
    const isBack = before !== null && before.focus !== null && focus === null
    if (isBack && cursor === before.cursor && this.left && !(now.isAtRest && home !== this.left.home))
      scrollDOM.scrollTop = this.left.top
    else if (isFreeToRead(now) && (before === null || isBack || (before.isAtRest && home !== before.home)))
      this.openAt(home)
    // From rest to rest the trace is another one, but the cursor has not moved.
    else if (before !== null && isFreeToRead(before) && isFreeToRead(now)) return
    else if (cursor !== before?.cursor || frames !== before.frames || focus !== before.focus)
      this.bring(activeLineOf(session), margin, before === null)
  }

  /** Comes along at the next update, as if the cursor had just moved. */
  forget(): void {
    if (this.seen) this.seen = { ...this.seen, cursor: -1, isAtRest: false }
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private openAt(line: number | null): void {
    const place = line === null ? null : heightOf(this.editor, line)
    if (place) this.editor.scrollDOM.scrollTop = place.top - this.editor.documentTop - 2 * this.editor.defaultLineHeight
  }

  private bring(line: number | null, margin: number, isFirst = false): void {
    if (line === null) return
    const now = performance.now()
    reveal(this.editor, line, margin, isFirst || now - this.movedAt < hurry)
    this.movedAt = now
  }

  private followHover({ hover, program }: FollowSource, isFollowing: boolean): void {
    const hovered = hover.value
    if (hovered === this.hovered) return
    this.hovered = hovered
    clearTimeout(this.timer)
    if (hovered?.from !== 'picture' || !isFollowing) return
    this.timer = setTimeout(() => this.bring(mainLineOf(program.value, hovered.op), 0), hoverDelay)
  }
}

const isFreeToRead = ({ focus, isAtRest }: Seen): boolean => isAtRest && focus === null

function homeOf({ program, tab }: FollowSource): number | null {
  return program.value.linesOf(tab.value === 'Training' ? 'training.step' : 'gpt')[0]?.[0] ?? null
}
