/** A small editor for JavaScript. Tab is left alone on purpose: it leads out again. */
import { EditorState, StateField, type Range, type SelectionRange } from '@codemirror/state'
import { Decoration, EditorView, keymap, lineNumbers, type DecorationSet } from '@codemirror/view'
import { tokensOf } from '../../../lens/computation-source.ts'
import { undo } from './undo.ts'

const marks = {
  keyword: Decoration.mark({ class: 'code-keyword' }),
  comment: Decoration.mark({ class: 'code-comment' }),
}

const looks = StateField.define<DecorationSet>({
  create: decorate,
  update: (decorations, { docChanged, state }) => (docChanged ? decorate(state) : decorations),
  provide: field => EditorView.decorations.from(field),
})

function decorate({ doc }: EditorState): DecorationSet {
  const ranges: Range<Decoration>[] = []
  let at = 0
  for (const { kind, text } of tokensOf(doc.toString())) {
    if (kind === 'keyword' || kind === 'comment') ranges.push(marks[kind].range(at, at + text.length))
    at += text.length
  }
  return Decoration.set(ranges)
}

/** A new line begins where the one before it did, and two spaces further in a block. */
function newLine(view: EditorView): boolean {
  const { from } = view.state.selection.main
  const before = view.state.doc.lineAt(from).text.slice(0, from - view.state.doc.lineAt(from).from)
  const indent = /^ */.exec(before)![0] + (/[{[(]\s*$/.test(before) ? '  ' : '')
  view.dispatch(view.state.replaceSelection(`\n${indent}`), { scrollIntoView: true, userEvent: 'input' })
  return true
}

/** How far a deletion goes where nothing is selected. */
const reaches: Readonly<Record<string, (view: EditorView, at: SelectionRange) => SelectionRange>> = {
  deleteContentBackward: (view, at) => view.moveByChar(at, false),
  deleteContentForward: (view, at) => view.moveByChar(at, true),
  deleteWordBackward: (view, at) => view.moveByGroup(at, false),
  deleteWordForward: (view, at) => view.moveByGroup(at, true),
  deleteSoftLineBackward: (view, at) => view.moveToLineBoundary(at, false),
  deleteSoftLineForward: (view, at) => view.moveToLineBoundary(at, true),
}

/** Where a browser joins lines or replaces a selection it writes inline styles, which the page's policy forbids. */
const editing = EditorView.domEventHandlers({
  beforeinput: (event, view) => {
    const { main } = view.state.selection
    const { inputType, data } = event
    const reach = reaches[inputType]
    if (view.composing || event.isComposing || !event.cancelable) return false
    if (!reach && !(inputType === 'insertText' && data !== null && !main.empty)) return false
    event.preventDefault()
    const { head } = reach && main.empty ? reach(view, main) : main
    const [from, to] = main.empty ? [Math.min(main.head, head), Math.max(main.head, head)] : [main.from, main.to]
    const insert = reach ? '' : data!
    const userEvent = reach ? 'delete' : 'input.type'
    view.dispatch({
      changes: { from, to, insert },
      selection: { anchor: from + insert.length },
      userEvent,
      scrollIntoView: true,
    })
    return true
  },
})

export interface CodeEditorActions {
  changed(code: string): void
  /** Control and Enter. */
  run(): void
}

export function codeEditor(
  code: string,
  label: string,
  parent: HTMLElement,
  root: ShadowRoot,
  { changed, run }: CodeEditorActions,
): EditorView {
  const state = EditorState.create({
    doc: code,
    extensions: [
      EditorView.contentAttributes.of({
        'aria-label': label,
        spellcheck: 'false',
        autocapitalize: 'off',
        autocorrect: 'off',
      }),
      EditorView.updateListener.of(({ docChanged, state }) => docChanged && changed(state.doc.toString())),
      EditorView.lineWrapping,
      lineNumbers(),
      looks,
      editing,
      undo(),
      keymap.of([
        { key: 'Mod-Enter', run: () => (run(), true) },
        { key: 'Enter', run: newLine },
      ]),
    ],
  })
  return new EditorView({ state, parent, root })
}

/** Puts another text in it, as a step that can be taken back. */
export const replaceCode = (view: EditorView, code: string): void =>
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } })
