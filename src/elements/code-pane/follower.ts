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

type FollowSource = LookSource & Pick<Session, 'timeline' | 'cursor'>

export class Follower {
  private cursor: number | null = null
  private focus: readonly FocusLine[] | null = null
  /** Where the pane stood when another time began; it goes back there when that ends. */
  private left: number | null = null
  private hovered: Hover | null = null
  private timer: ReturnType<typeof setTimeout> | undefined
  private movedAt = -Infinity

  constructor(private readonly editor: EditorView) {}

  follow(session: FollowSource, isFollowing: boolean): void {
    const [cursor, focus, timeline] = [session.cursor.value, session.focusLines.value, session.timeline.value]
    this.followHover(session, isFollowing)
    if (!timeline || (cursor === this.cursor && focus === this.focus)) return
    const isFirst = this.cursor === null
    const isBack = this.focus !== null && focus === null && cursor === this.cursor
    const { scrollDOM } = this.editor
    if (this.focus === null && focus !== null) this.left = scrollDOM.scrollTop
    this.cursor = cursor
    this.focus = focus
    if (!isFollowing) return
    if (isBack && this.left !== null) {
      scrollDOM.scrollTop = this.left
      return
    }
    // Where everything is computed and nothing moves yet, the model itself is what to read.
    const gpt = session.program.linesOf('gpt')[0]?.[0]
    if (isFirst && !focus && cursor === timeline.lossIndex && gpt) this.openAt(gpt)
    else this.bring(activeLineOf(session), margin, isFirst)
  }

  /** Comes along at the next update, as if the cursor had just moved. */
  forget(): void {
    if (this.cursor !== null) this.cursor = -1
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private openAt(line: number): void {
    const place = heightOf(this.editor, line)
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
    this.timer = setTimeout(() => this.bring(mainLineOf(program, hovered.op), 0), hoverDelay)
  }
}
