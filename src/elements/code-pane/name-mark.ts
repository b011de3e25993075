/** The underline of the name whose card is open. */
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import { css } from 'lit'

/** From where to where; null for none. */
export const markName = StateEffect.define<{ readonly from: number; readonly to: number } | null>()

const underline = Decoration.mark({ class: 'lens-name' })

export const nameMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, { effects, changes }) => {
    const effect = effects.findLast(effect => effect.is(markName))
    if (!effect) return marks.map(changes)
    return effect.value ? Decoration.set(underline.range(effect.value.from, effect.value.to)) : Decoration.none
  },
  provide: field => EditorView.decorations.from(field),
})

export const nameStyles = css`
  .lens-name {
    box-shadow: 0 1.5px currentColor;
  }
`
