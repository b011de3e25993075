/** What the cursor changes in the editor: the looks of lines and the ledger beside them. */
import { RangeSetBuilder, StateEffect, StateField, type Extension, type RangeSet, type Text } from '@codemirror/state'
import { Decoration, EditorView, GutterMarker, gutterLineClass, WidgetType, type DecorationSet } from '@codemirror/view'
import { render } from 'lit'
import { sameEntry, type LedgerEntry } from '../../lens/ledger-entry.ts'
import { ledgerView } from './ledger-view.ts'
import type { Light, LineLook } from './line-looks.ts'
import { massClass } from './mass-gutter.ts'

export interface Lines {
  readonly looks: ReadonlyMap<number, LineLook>
  readonly ledger: ReadonlyMap<number, LedgerEntry>
  /** By line, the share of the gradient that it has let through. */
  readonly masses: ReadonlyMap<number, number>
}

/** Shows the program at another cursor. */
export const showLines = StateEffect.define<Lines>()

class LedgerWidget extends WidgetType {
  constructor(readonly entry: LedgerEntry) {
    super()
  }

  override eq(other: LedgerWidget): boolean {
    return sameEntry(this.entry, other.entry)
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span')
    element.className = 'lens-value'
    this.updateDOM(element)
    return element
  }

  override updateDOM(element: HTMLElement): boolean {
    render(ledgerView(this.entry), element)
    return true
  }
}

class GutterLook extends GutterMarker {
  constructor(override readonly elementClass: string) {
    super()
  }

  override eq(other: GutterLook): boolean {
    return this.elementClass === other.elementClass
  }
}

interface Drawn {
  readonly decorations: DecorationSet
  readonly gutter: RangeSet<GutterMarker>
}

const nothingDrawn: Drawn = { decorations: Decoration.none, gutter: new RangeSetBuilder<GutterMarker>().finish() }

const drawn = StateField.define<Drawn>({
  create: () => nothingDrawn,
  update: (value, { effects, state }) => {
    const shown = effects.findLast(effect => effect.is(showLines))
    return shown ? draw(state.doc, shown.value) : value
  },
  provide: field => [
    EditorView.decorations.from(field, ({ decorations }) => decorations),
    gutterLineClass.from(field, ({ gutter }) => gutter),
  ],
})

export const lensLines: Extension = drawn

function draw(doc: Text, { looks, ledger, masses }: Lines): Drawn {
  const decorations = new RangeSetBuilder<Decoration>()
  const gutter = new RangeSetBuilder<GutterMarker>()
  for (let number = 1; number <= doc.lines; number++) {
    const [look, entry, mass] = [looks.get(number), ledger.get(number), masses.get(number)]
    if (!look && !entry && mass === undefined) continue
    const { from, to } = doc.line(number)
    if (look) {
      const classes = classesOf(look)
      decorations.add(from, from, lineDecoration(classes.join(' ')))
      // The line itself answers to lens-active; its number only looks like it.
      gutter.add(from, from, gutterLook(classes.map(name => name.replace('lens-', 'number-')).join(' ')))
    }
    if (mass !== undefined) gutter.add(from, from, gutterLook(massClass(mass)))
    if (entry) decorations.add(to, to, widgetOf(entry))
  }
  return { decorations: decorations.finish(), gutter: gutter.finish() }
}

const widgets = new WeakMap<LedgerEntry, Decoration>()

/** The same entry is the same widget, so that nothing is compared where nothing has changed. */
function widgetOf(entry: LedgerEntry): Decoration {
  const widget = widgets.get(entry) ?? Decoration.widget({ widget: new LedgerWidget(entry), side: 1 })
  widgets.set(entry, widget)
  return widget
}

const lightClasses: Readonly<Record<Light, readonly string[]>> = {
  active: ['lens-active', 'lens-main'],
  part: ['lens-active', 'lens-part'],
  around: ['lens-active', 'lens-loop'],
  hover: ['lens-hover'],
  loop: ['lens-loop'],
}

function classesOf({ role, light, isTodo }: LineLook): string[] {
  return [`hue-${role}`, ...(isTodo ? ['lens-todo'] : []), ...(light ? lightClasses[light] : [])]
}

const remembered = <Value>(make: (key: string) => Value): ((key: string) => Value) => {
  const known = new Map<string, Value>()
  return key => {
    const value = known.get(key) ?? make(key)
    known.set(key, value)
    return value
  }
}
const lineDecoration = remembered(className => Decoration.line({ class: className }))
const gutterLook = remembered(className => new GutterLook(className))
