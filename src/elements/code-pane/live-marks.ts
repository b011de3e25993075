/** Which numbers and words of the code can be changed where they stand: each is a thing to hold, to type in, to choose. */
import { Prec, StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import { css } from 'lit'
import { ranges } from '../../engine/config.ts'
import { isLive, isLiveNumber, type LiveName } from '../../lens/live-values.ts'
import { readHyperparameters, type HyperparameterName, type Place } from '../../python/hyperparameters.ts'

/** The line of what is held now. */
export const holdLine = StateEffect.define<number | null>()

interface Live {
  readonly places: ReadonlyMap<LiveName, Place>
  readonly held: number | null
  readonly decorations: DecorationSet
}

const live = StateField.define<Live>({
  create: state => drawn(state, null),
  update: (value, { docChanged, effects, state }) => {
    const held = effects.findLast(effect => effect.is(holdLine))?.value
    if (!docChanged && (held === undefined || held === value.held)) return value
    return drawn(state, held === undefined ? value.held : held)
  },
  // The lowest stands around the others: what a name is coloured by is inside, and one number is one thing.
  provide: field => Prec.lowest(EditorView.decorations.from(field, ({ decorations }) => decorations)),
})

export const liveMarks: Extension = live

/** Where a number or a word stands in the document. */
export const livePlace = (state: EditorState, name: LiveName): Place | null =>
  state.field(live).places.get(name) ?? null

function drawn(state: EditorState, held: number | null): Live {
  const { values, places } = readHyperparameters(state.doc.toString())
  const found = new Map<LiveName, Place>()
  const marks: Range<Decoration>[] = []
  for (const name of Object.keys(places) as HyperparameterName[]) {
    const place = places[name]
    if (!place || !isLive(name)) continue
    found.set(name, place)
    marks.push(
      Decoration.mark({ attributes: attributesOf(name, values[name]!, state.sliceDoc(place.from, place.to)) }).range(
        place.from,
        place.to,
      ),
    )
  }
  if (held !== null && held <= state.doc.lines)
    marks.push(Decoration.line({ class: 'lens-held' }).range(state.doc.line(held).from))
  return { places: found, held, decorations: Decoration.set(marks, true) }
}

function attributesOf(name: LiveName, value: number | string | boolean, code: string): Record<string, string> {
  const common = { class: 'lens-live', 'data-live': name, tabindex: '0' }
  if (!isLiveNumber(name))
    return { ...common, role: 'button', 'aria-haspopup': 'menu', 'aria-label': `${name}: ${code}`, title: 'choose' }
  return {
    ...common,
    role: 'spinbutton',
    'aria-label': name,
    'aria-valuenow': plain(Number(value)),
    'aria-valuetext': code,
    'aria-valuemin': plain(ranges[name].least),
    'aria-valuemax': plain(ranges[name].most),
    title: 'drag, type, or use the arrow keys',
  }
}

/** Without an exponent, as screen readers want it. */
const plain = (value: number): string => value.toFixed(12).replace(/\.?0+$/, '')

export const liveStyles = css`
  .lens-live {
    box-shadow: inset 0 -1px color-mix(in oklab, currentColor 55%, transparent);
    cursor: pointer;
    touch-action: pan-y;
  }
  .lens-live[role='spinbutton'] {
    font-weight: 600;
    cursor: ew-resize;
  }
  .lens-live:hover,
  .lens-live:focus-visible,
  .lens-held .lens-live {
    color: var(--ink);
    box-shadow: inset 0 -1.5px var(--ink);
  }
  .lens-live:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
    border-radius: var(--r-1);
  }
  .code .cm-line.lens-held {
    --line: var(--sunk);
  }
  /* What comes of it is read while the pointer is on the line. */
  .code .cm-line:hover > .lens-value.lens-value:not(:hover) {
    opacity: var(--held, 0);
  }
  .code .cm-line.lens-held,
  .code .cm-line.lens-held + .cm-line {
    --held: 1;
  }
  .layer {
    position: absolute;
  }
  .live-field {
    position: fixed;
    z-index: 8;
    inset: auto;
    left: var(--x);
    top: var(--y);
    margin: 0;
  }
  input.live-field {
    box-sizing: border-box;
    appearance: textfield;
    width: var(--w);
    height: calc(var(--lh-code) + 2px);
    padding: 0 2px;
    border: 0;
    border-bottom: 1.5px solid var(--ink);
    border-radius: 0;
    background: var(--raise);
    color: var(--ink);
    font: 600 var(--fs-code) / var(--lh-code) var(--mono);
  }
  input.live-field:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  input.live-field[aria-invalid='true'] {
    border-bottom-color: var(--grad);
  }
  .live-menu {
    padding: 4px 0;
    border: 1px solid var(--ink-3);
    border-radius: var(--r-1);
    background: var(--paper);
    color: var(--ink);
  }
  .live-menu button {
    display: block;
    box-sizing: border-box;
    width: 100%;
    min-height: 26px;
    padding: 0 14px;
    border: 0;
    background: none;
    color: inherit;
    font: var(--fs-code) / var(--lh-code) var(--mono);
    text-align: left;
    white-space: pre;
    cursor: pointer;
  }
  .live-menu button:hover,
  .live-menu button:focus-visible {
    background: var(--sunk);
    outline: none;
    box-shadow: inset 2px 0 var(--ink);
  }
  .live-menu button[aria-checked='true'] {
    font-weight: 600;
  }
  @media (max-width: 700px) {
    .live-menu button {
      min-height: 44px;
    }
    input.live-field {
      height: 28px;
      /* Under 16 px a phone zooms in. */
      font-size: 16px;
    }
  }
`
