/** Stops in the gutter, and the line that a click would run to: its number framed, a dashed line, and how far it is. */
import { RangeSet, StateEffect, StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutterLineClass, WidgetType, type DecorationSet } from '@codemirror/view'
import { css } from 'lit'

/** Where a click would run to, and in words how far that is. */
export interface Target {
  readonly line: number
  readonly words: string
}

export interface Stops {
  readonly lines: readonly number[]
  readonly target: Target | null
}

/** Shows other stops or another target; what is not given stays. */
export const showStops = StateEffect.define<Partial<Stops>>()

class StopMarker extends GutterMarker {
  constructor(override readonly elementClass: string) {
    super()
  }

  override eq(other: StopMarker): boolean {
    return this.elementClass === other.elementClass
  }
}

const stop = new StopMarker('number-stop')
const aim = new StopMarker('number-target')
const targetLine = Decoration.line({ class: 'lens-target' })

class TargetWords extends WidgetType {
  constructor(readonly words: string) {
    super()
  }

  override eq(other: TargetWords): boolean {
    return this.words === other.words
  }

  override toDOM(): HTMLElement {
    return Object.assign(document.createElement('span'), { className: 'lens-way', textContent: this.words })
  }
}

interface Drawn extends Stops {
  readonly gutter: RangeSet<GutterMarker>
  readonly decorations: DecorationSet
}

const field = StateField.define<Drawn>({
  create: state => draw(state, { lines: [], target: null }),
  update: (before, { effects, state, docChanged }) => {
    const changes = effects.flatMap(effect => (effect.is(showStops) ? [effect.value] : []))
    const { lines, target } = Object.assign({ lines: before.lines, target: before.target }, ...changes) as Stops
    return docChanged || lines !== before.lines || target !== before.target ? draw(state, { lines, target }) : before
  },
  provide: field => [
    gutterLineClass.from(field, ({ gutter }) => gutter),
    EditorView.decorations.from(field, ({ decorations }) => decorations),
  ],
})

export const breakpointGutter: Extension = field

function draw({ doc }: EditorState, { lines, target }: Stops): Drawn {
  const from = (line: number): number | null => (line >= 1 && line <= doc.lines ? doc.line(line).from : null)
  const at = target && from(target.line)
  const markers = lines.flatMap(line => from(line) ?? []).map(place => stop.range(place))
  const decorations: Range<Decoration>[] = []
  if (target && at !== null) {
    markers.push(aim.range(at))
    decorations.push(targetLine.range(at))
    if (target.words)
      decorations.push(
        Decoration.widget({ widget: new TargetWords(target.words), side: 2 }).range(doc.line(target.line).to),
      )
  }
  return { lines, target, gutter: RangeSet.of(markers, true), decorations: Decoration.set(decorations, true) }
}

/** Whether an event is on a line number. */
export const isOnNumber = (event: Event): boolean =>
  event.target instanceof Element && event.target.closest('.cm-gutters') !== null

export const breakpointStyles = css`
  .code .cm-lineNumbers .cm-gutterElement {
    position: relative;
    cursor: pointer;
  }
  /* The block stands behind the number: its text is drawn over it. */
  .code .cm-gutterElement.number-stop::before,
  .code .cm-gutterElement.number-target::before,
  .code .cm-lineNumbers .cm-gutterElement:hover::before {
    content: '';
    position: absolute;
    z-index: -1;
    inset: 2px 5px 2px auto;
    width: 28px;
    box-sizing: border-box;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
  }
  .code .cm-lineNumbers .cm-gutterElement {
    isolation: isolate;
  }
  .code .cm-gutterElement.number-target::before {
    border-color: var(--ink);
  }
  .code .cm-gutterElement.cm-gutterElement.number-stop {
    color: var(--paper);
    font-weight: 600;
  }
  .code .cm-gutterElement.number-stop.number-stop::before {
    background: var(--ink);
    border-color: var(--ink);
  }
  .code .cm-line.lens-target::after {
    content: '';
    position: absolute;
    right: 0;
    bottom: 0;
    left: 0;
    border-bottom: 1px dashed var(--ink-3);
    pointer-events: none;
  }
  .lens-way {
    position: absolute;
    top: 0;
    left: var(--ledger-left);
    color: var(--ink-2);
    font-size: 10.5px;
    white-space: nowrap;
    pointer-events: none;
    user-select: none;
  }
  .cm-line:has(.lens-value:hover) > .lens-way,
  .bare .lens-way {
    display: none;
  }
  @media (pointer: coarse) {
    .lens-way,
    .code .cm-line.lens-target::after {
      display: none;
    }
  }
`
