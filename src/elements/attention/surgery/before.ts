/** The heads of a layer and the loss as they are now: what an operation will be held against. */
import { html, type TemplateResult } from 'lit'
import { guessesOf, lettersOf } from '../../../lens/attention-compare.ts'
import type { View } from '../../../lens/cursor.ts'
import type { HeadPlace } from '../../../lens/head-surgery.ts'
import type { Tokenizer } from '../../../engine/tokenizer.ts'
import { decimal } from '../../marks/numbers.ts'
import { guessesView } from '../compare/guesses-view.ts'
import { triangle, triangleHeight } from '../compare/triangle.ts'
import { heatmapLayout } from '../layout.ts'
import { walkMarks } from '../../marks/walk-marks.ts'

/** Of larger models only the head that is chosen: its map is then large enough to be read. */
const [mostHeads, mostLetters] = [8, 16]

export function beforePicture({ reader, document }: View, tokenizer: Tokenizer, chosen: HeadPlace, inner: number) {
  const { n_head } = reader.plan.config
  const letters = lettersOf(reader, tokenizer)
  const isAll = n_head <= mostHeads && letters.length <= mostLetters
  const heads = isAll ? Array.from({ length: n_head }, (_, head) => head) : [chosen.head]
  const layout = heatmapLayout(inner, isAll ? n_head : 2, letters.length)
  return html`<p class="verdict" role="status">
      <span>Loss on <code>${document || 'the empty name'}</code> <b>${decimal(reader.loss, 4)}</b></span>
      <span class="note">before; what an operation on head ${chosen.head} makes of it will stand beside it</span>
    </p>
    <ul class="before" aria-label="heads before">
      ${heads.map(head => map(reader.plan.config.n_layer > 1, head))}
    </ul>
    ${guessesView(guessesOf(reader, tokenizer), null, inner)}`

  function map(isDeep: boolean, head: number): TemplateResult {
    const { layer } = chosen
    const rows = letters.map((_, row) => reader.output('attention.softmax', row, layer, head)!)
    return html`<li class=${head === chosen.head ? 'lit' : ''}>
      <h2>${isDeep ? `layer ${layer}, ` : ''}head ${head}</h2>
      <svg
        width=${layout.width}
        height=${triangleHeight(letters.length, layout.cell)}
        role="group"
        aria-label="head ${head} before"
        @keydown=${walkMarks}
      >
        ${triangle({ layer, head, letters, rows, cell: layout.cell, side: 'before' })}
      </svg>
    </li>`
  }
}
