/** Lines that are switched off are struck through. */
import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { SwitchLine } from '../../lens/switches.ts'

/** Strikes these lines through, and no others. */
export const strikeLines = StateEffect.define<readonly SwitchLine[]>()

const struck = Decoration.mark({ class: 'lens-off', tagName: 's' })

function draw({ doc }: EditorState, lines: readonly SwitchLine[]): DecorationSet {
  const marks = lines.flatMap(({ line, from, to }) => {
    if (line === null || line > doc.lines) return []
    const { from: start, to: end } = doc.line(line)
    const [first, last] = [start + from, Math.min(end, start + to)]
    return first < last ? [struck.range(first, last)] : []
  })
  return Decoration.set(marks, true)
}

interface Struck {
  readonly lines: readonly SwitchLine[]
  readonly marks: DecorationSet
}

const field = StateField.define<Struck>({
  create: () => ({ lines: [], marks: Decoration.none }),
  update: (before, { effects, state, docChanged }) => {
    const lines = effects.findLast(effect => effect.is(strikeLines))?.value
    if (!docChanged && (!lines || (lines.length === 0 && before.lines.length === 0))) return before
    const shown = lines ?? before.lines
    return { lines: shown, marks: draw(state, shown) }
  },
  provide: field => EditorView.decorations.from(field, ({ marks }) => marks),
})

export const offLines: Extension = field
