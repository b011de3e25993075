/** The hint of first sight: what a click on a line does, in the free space between short lines and the ledger. */
import type { EditorView } from '@codemirror/view'
import { css, html } from 'lit'
import { heightOf } from './editor.ts'

/** Padding of a line and the free space left of the words, in pixels. */
const [padding, margin] = [8, 8]
/** How many lines there may be between the words and the line that they point at. */
const reach = 8

export const lineHint = html`<div class="hints">
  <p class="hint"><span>Each line is the model. Click one: it runs to there, and its numbers stand beside it.</span></p>
</div>`

/** Puts the words where they cover no code, as near to a line as possible; where there is no such place, nowhere. */
export function placeHint(hints: HTMLElement, editor: EditorView, line: number): void {
  const hint = hints.firstElementChild as HTMLElement
  const { left, height } = hint.getBoundingClientRect()
  const start = editor.contentDOM.getBoundingClientRect().left + padding
  const most = (left - margin - start) / editor.defaultCharacterWidth
  const codes = [...editor.state.doc.iterLines()]
  const rows = Math.round(height / editor.defaultLineHeight)
  const first = rows > 0 ? freeRowsNear(line, rows, codes, most) : null
  const [target, place] = [heightOf(editor, line), first && heightOf(editor, first)]
  hint.toggleAttribute('data-placed', target !== null && place !== null)
  if (!target || !place) return
  const isAbove = place.top < target.top
  const words = [...hint.firstElementChild!.getClientRects()]
  const along = isAbove ? words.at(-1)! : words[0]!
  const row = along.top + along.height / 2 - hint.getBoundingClientRect().top + place.top
  hint.toggleAttribute('data-above', isAbove)
  hints.toggleAttribute('data-covers', codes[first! - 1]!.length > most)
  hints.style.setProperty('--hint-top', `${place.top - hints.getBoundingClientRect().top}px`)
  hints.style.setProperty('--hint-from', `${along.right - left + 6}px`)
  hints.style.setProperty('--hint-line', `${Math.abs((target.top + target.bottom) / 2 - row)}px`)
}

/**
 * The first of so many lines in a row that are all short enough, above or below a line; the first of them may be a
 * comment, which can wait. Lines count from 1.
 */
export function freeRowsNear(line: number, rows: number, codes: readonly string[], most: number): number | null {
  const isFree = (first: number): boolean => {
    const places = codes.slice(Math.max(0, first - 1), first - 1 + rows)
    return places.length === rows && places.every((code, i) => code.length <= most || (i === 0 && /^ *#/.test(code)))
  }
  for (let between = 0; between <= reach; between++)
    for (const first of [line - between - rows, line + between + 1]) if (isFree(first)) return first
  return null
}

export const lineHintStyles = css`
  .hints {
    position: absolute;
    inset: calc(var(--h-tabs) + 1px) 14px 0 0;
    z-index: 2;
    overflow: hidden;
    pointer-events: none;
  }
  /* Its right edge is where long code fades, just left of the ledger. */
  .hint {
    position: absolute;
    top: var(--hint-top, 0);
    right: calc(var(--w-ledger) - 2px);
    width: 154px;
    margin: 0;
    padding-right: 34px;
    font-size: var(--t-12);
    line-height: var(--lh-code);
    color: var(--ink);
    visibility: hidden;
  }
  .hint[data-placed] {
    visibility: visible;
  }
  /* The comment that gives way. */
  .hints[data-covers]::before {
    content: '';
    position: absolute;
    top: var(--hint-top);
    left: calc(100% - var(--w-ledger) - 214px);
    right: 0;
    height: var(--lh-code);
    background: linear-gradient(90deg, transparent, var(--paper) 24px);
  }
  /* A hairline from the words to the right and to the line, with a dot on it. */
  .hint::before,
  .hint::after {
    content: '';
    position: absolute;
    right: 0;
    bottom: calc(100% - var(--lh-code) / 2);
  }
  .hint::before {
    left: var(--hint-from, 0);
    height: var(--hint-line, 0);
    border: solid var(--ink-2);
    border-width: 0 1px 1px 0;
  }
  .hint::after {
    width: 5px;
    height: 5px;
    margin: calc(var(--hint-line, 0px) - 2.5px) -2px;
    border-radius: 50%;
    background: var(--ink-2);
  }
  .hint[data-above]::before,
  .hint[data-above]::after {
    top: calc(100% - var(--lh-code) / 2);
    bottom: auto;
  }
  .hint[data-above]::before {
    border-width: 1px 1px 0 0;
  }
  @media (max-width: 1180px) {
    .hints {
      display: none;
    }
  }
`
