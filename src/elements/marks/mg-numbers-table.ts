/** The numbers behind a picture, as a table; it is made when somebody opens it. */
import { html, LitElement, nothing, type TemplateResult } from 'lit'
import { labStyles } from './lab.styles.ts'

export interface NumbersTable {
  readonly caption: string
  readonly heads: readonly string[]
  readonly rows: readonly (readonly [name: string, ...cells: string[]])[]
}

export class MgNumbersTable extends LitElement {
  static override properties = { table: { attribute: false }, isOpen: { state: true } }
  declare table: () => NumbersTable
  declare private isOpen: boolean

  static override styles = labStyles

  constructor() {
    super()
    this.isOpen = false
  }

  override render() {
    return html`<details @toggle=${(event: Event) => (this.isOpen = (event.target as HTMLDetailsElement).open)}>
      <summary>as a table</summary>
      ${this.isOpen ? this.opened() : nothing}
    </details>`
  }

  private opened() {
    const { caption, heads, rows } = this.table()
    return html`<div class="scroller" tabindex="0" role="region" aria-label=${caption}>
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${heads.map(head => (head === '' ? html`<td></td>` : html`<th scope="col">${head}</th>`))}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ([name, ...cells]) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map(cell => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`
  }
}

customElements.define('mg-numbers-table', MgNumbersTable)

declare global {
  interface HTMLElementTagNameMap {
    'mg-numbers-table': MgNumbersTable
  }
}

/** @param table made anew whenever it is on the screen */
export const numbersTable = (table: () => NumbersTable): TemplateResult =>
  html`<mg-numbers-table .table=${table}></mg-numbers-table>`
