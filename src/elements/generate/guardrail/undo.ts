/** Undo and redo for a small editor: what was changed, backwards; what is typed in one go is one step. */
import { Annotation, type ChangeSet, type Extension, type Text } from '@codemirror/state'
import { EditorView, keymap, type Command } from '@codemirror/view'

/** Milliseconds without a key that end a step. */
const pauseBetween = 600
const mostSteps = 200

const isReplay = Annotation.define<boolean>()

export function undo(): Extension {
  const past: ChangeSet[] = []
  const future: ChangeSet[] = []
  let last = 0

  const replay =
    (from: ChangeSet[], to: ChangeSet[]): Command =>
    view => {
      const changes = from.pop()
      if (!changes) return false
      const before: Text = view.state.doc
      to.push(changes.invert(before))
      view.dispatch({ changes, annotations: isReplay.of(true), scrollIntoView: true })
      last = 0
      return true
    }
  const [back, again] = [replay(past, future), replay(future, past)]
  return [
    EditorView.updateListener.of(({ docChanged, transactions, changes, startState }) => {
      if (!docChanged || transactions.some(transaction => transaction.annotation(isReplay))) return
      const inverse = changes.invert(startState.doc)
      const isSameStep = performance.now() - last < pauseBetween && past.length > 0
      past.push(isSameStep ? inverse.compose(past.pop()!) : inverse)
      if (past.length > mostSteps) past.shift()
      future.length = 0
      last = performance.now()
    }),
    keymap.of([
      { key: 'Mod-z', run: back, preventDefault: true },
      { key: 'Mod-y', mac: 'Mod-Shift-z', run: again, preventDefault: true },
      { key: 'Mod-Shift-z', run: again, preventDefault: true },
    ]),
    EditorView.domEventHandlers({
      beforeinput: (event, view) => {
        const command = { historyUndo: back, historyRedo: again }[event.inputType]
        if (!command) return false
        event.preventDefault()
        return command(view)
      },
    }),
  ]
}
