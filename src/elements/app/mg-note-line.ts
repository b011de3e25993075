/** One line under the picture: what the operation under the pointer, or at the cursor, does, and with which numbers. */
import { html, nothing } from 'lit'
import { operations } from '../../engine/operations.ts'
import { blockOf } from '../../lens/notes/blocks.ts'
import { entryOf, saysIn, shapeOf } from '../../lens/notes/op-note.ts'
import { sizeOf } from '../../lens/notes/sizes.ts'
import { notesOn } from '../../lens/notes/switch.ts'
import type { Session } from '../../lens/session.ts'
import type { Place } from '../../lens/timeline.ts'
import { titleIn } from '../../lens/titles.ts'
import sourceMap from '../../source-map.json'
import { buttonStyles } from '../marks/button.styles.ts'
import { sheetStyles } from '../marks/sheet.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { noteLineStyles } from './note-line.styles.ts'

export class MgNoteLine extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [buttonStyles, sheetStyles, noteLineStyles]

  override render() {
    const { session } = this
    const [view, run] = [session.view.value, session.run.value]
    const asked = session.focusLines.value?.find(({ isQuiet }) => !isQuiet)
    const rests: Place | null = asked ? { op: asked.op, layer: null, head: null } : session.moment.value
    const place = session.hover.value ?? rests
    if (!notesOn.value || !view || !run || !place) return nothing
    const { op, layer } = place
    const { reader } = view
    const shape = shapeOf(reader, session.program.value, place, session.position.value)
    const entry = entryOf(reader, op, layer)
    const block = blockOf(op)
    return html`<p class="line">
        <b data-role=${operations[op].role}>${titleIn(run.config, op)}</b>
        <span class="says">${saysIn(run.config, op) ?? sourceMap[op].says}</span>
      </p>
      ${shape ? html`<code>${shape.name}${shape.size ? html` <small>${shape.size}</small>` : nothing}</code>` : nothing}
      ${
        entry
          ? html`<code class="entry" data-role=${operations[op].role}
              >${entry.name} <small>${entry.rows} × ${entry.columns}</small></code
            >`
          : nothing
      }
      <button popovertarget="larger" ?disabled=${!block}>in larger models</button>
      <div id="larger" class="sheet" popover role="dialog" aria-label="in larger models" @beforetoggle=${this.onToggle}>
        ${block ? this.larger(block, reader.plan.vocab_size, run.config) : nothing}
      </div>`
  }

  /** Just above the line, wherever that is. */
  private readonly onToggle = (): void =>
    this.style.setProperty('--up', `${innerHeight - this.getBoundingClientRect().top + 4}px`)

  private larger(
    block: NonNullable<ReturnType<typeof blockOf>>,
    vocab_size: number,
    config: Parameters<typeof sizeOf>[0],
  ) {
    const rows: readonly (readonly [string, string | null])[] = [
      ['this model', block.here(sizeOf(config, vocab_size), config)],
      ['GPT-2 small, 2019', block.gpt2],
      ['GPT-3 175B, 2020', block.gpt3],
      ['since then', block.today],
    ]
    return html`<h2>${block.title}</h2>
      <dl>
        ${rows.map(([words, text]) =>
          text === null
            ? nothing
            : html`<dt>${words}</dt>
                <dd>${text}</dd>`,
        )}
      </dl>`
  }
}

customElements.define('mg-note-line', MgNoteLine)

declare global {
  interface HTMLElementTagNameMap {
    'mg-note-line': MgNoteLine
  }
}
