/** The program in CodeMirror: to be read, walked through line by line and copied, but not written to. */
import { EditorSelection, EditorState } from '@codemirror/state'
import { EditorView, highlightActiveLine, keymap, lineNumbers, type Command } from '@codemirror/view'
import { breakpointGutter } from './breakpoint-gutter.ts'
import { highlighting } from './highlight.ts'
import { lensLines } from './line-field.ts'
import { offLines } from './off-lines.ts'
import { liveMarks } from './live-marks.ts'

export interface EditorActions {
  /** Enter on a line. */
  run(line: number): void
  /** The line cursor has come to a line by a key. */
  read(line: number): void
  release(): boolean
  /** F9 on a line. */
  toggleStop(line: number): void
  /** Control and F10 on a line: wherever the program comes by it next. */
  runOnTo(line: number): void
  /** The editor has another size. */
  measured(view: EditorView): void
}

export function createEditor(text: string, parent: HTMLElement, root: ShadowRoot, actions: EditorActions): EditorView {
  const move =
    (target: (line: number, lines: number) => number): Command =>
    view => {
      const { doc } = view.state
      const line = Math.min(doc.lines, Math.max(1, target(lineOfSelection(view), doc.lines)))
      const { from } = doc.line(line)
      const scroll = EditorView.scrollIntoView(from, { y: 'nearest', yMargin: 2 * view.defaultLineHeight })
      view.dispatch({ selection: EditorSelection.cursor(from), effects: scroll })
      actions.read(line)
      return true
    }
  const page = (view: EditorView): number => Math.floor(view.scrollDOM.clientHeight / view.defaultLineHeight) - 2
  // Tab is left alone on purpose: it leads out again.
  const keys = keymap.of([
    { key: 'ArrowDown', run: move(line => line + 1) },
    { key: 'ArrowUp', run: move(line => line - 1) },
    { key: 'PageDown', run: view => move(line => line + page(view))(view) },
    { key: 'PageUp', run: view => move(line => line - page(view))(view) },
    { key: 'Home', run: move(() => 1) },
    { key: 'End', run: move((_, lines) => lines) },
    { key: 'Enter', run: view => (actions.run(lineOfSelection(view)), true) },
    { key: 'F9', run: view => (actions.toggleStop(lineOfSelection(view)), true) },
    { key: 'Mod-F10', run: view => (actions.runOnTo(lineOfSelection(view)), true) },
    { key: 'Escape', run: () => actions.release() },
  ])
  const state = EditorState.create({
    doc: text,
    extensions: [
      EditorState.readOnly.of(true),
      // Not editable either, so that a phone brings no keyboard up.
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ 'aria-label': 'microgpt.py, read only', tabindex: '0' }),
      EditorView.updateListener.of(update => update.geometryChanged && actions.measured(update.view)),
      lineNumbers(),
      highlightActiveLine(),
      highlighting,
      lensLines,
      liveMarks,
      breakpointGutter,
      offLines,
      keys,
    ],
  })
  return new EditorView({ state, parent, root })
}

export const lineOfSelection = ({ state }: EditorView): number => state.doc.lineAt(state.selection.main.head).number

/** The line at a height of the screen; null below the last. */
export function lineAtHeight(view: EditorView, clientY: number): number | null {
  const height = clientY - view.documentTop
  if (height < 0 || height > view.contentHeight) return null
  return view.state.doc.lineAt(view.lineBlockAtHeight(height).from).number
}

/** The line so many pixels below the top of the program, the nearest where there is none. */
export const lineAtDepth = (view: EditorView, depth: number): number =>
  view.state.doc.lineAt(view.lineBlockAtHeight(depth).from).number

/** Where a line stands on the screen, from the top of the editor to its bottom edge if it is in sight. */
export function heightOf(view: EditorView, line: number): { top: number; bottom: number } | null {
  if (line < 1 || line > view.state.doc.lines) return null
  const block = view.lineBlockAt(view.state.doc.line(line).from)
  return { top: view.documentTop + block.top, bottom: view.documentTop + block.bottom }
}

const stillsMotion = matchMedia('(prefers-reduced-motion: reduce)')

/**
 * Brings a line into sight, without moving the focus.
 * @param margin how many lines there must be above and below it for the editor to stay where it is
 */
export function reveal(view: EditorView, line: number, margin: number, isHurried: boolean): void {
  const place = heightOf(view, line)
  const frame = view.scrollDOM.getBoundingClientRect()
  if (!place || frame.height === 0) return
  const room = Math.min(margin * view.defaultLineHeight, frame.height / 4)
  if (place.top >= frame.top + room && place.bottom <= frame.bottom - room) return
  const by = place.top - frame.top - frame.height * 0.4
  // A jump over more than a screen would only be a blur.
  const behavior = isHurried || stillsMotion.matches || Math.abs(by) > frame.height ? 'instant' : 'smooth'
  view.scrollDOM.scrollBy({ top: by, behavior })
}
