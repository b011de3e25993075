/** What was done so far, with the loss after each, and the way back. */
import { html, nothing, type TemplateResult } from 'lit'
import { operationWords } from '../../../lens/head-surgery.ts'
import type { Surgery } from '../../../lens/surgery.ts'
import { decimal } from '../../marks/numbers.ts'

export function operationList(surgery: Surgery, isDeep: boolean, isPlain: boolean): TemplateResult {
  const [operations, outcome] = [surgery.operations.value, surgery.outcome.value]
  const losses = outcome?.losses ?? []
  return html`<section class="done">
    <header>
      <h2>Done so far</h2>
      <button class="boxed" ?disabled=${operations.length === 0} @click=${() => surgery.undo()}>Undo the last</button>
      <button class="boxed" ?disabled=${operations.length === 0} @click=${() => surgery.reset()}>Reset</button>
    </header>
    ${
      operations.length === 0
        ? html`<p class="muted">Nothing yet${isPlain ? ': no number of the model is held' : ''}.</p>`
        : html`<ol aria-label="operations">
            ${operations.map((operation, i) => {
              const words = operationWords(operation, isDeep)
              const before = i === 0 ? outcome?.before.reader.loss : losses[i - 1]
              return html`<li>
                <span>${words}</span>
                <b
                  >${before === undefined ? nothing : decimal(before, 4)} →
                  ${losses[i] === undefined ? '…' : decimal(losses[i], 4)}</b
                >
                <button aria-label="undo: ${words}" @click=${() => surgery.remove(i)}>undo</button>
              </li>`
            })}
          </ol>`
    }
  </section>`
}
