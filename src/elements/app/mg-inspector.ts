/** Names one number: the cell under the pointer, or the one that the arrow keys have reached. */
import { css, html, LitElement, nothing } from 'lit'
import { cellAt, cellPlace, type Cell } from '../marks/heat.ts'
import type { MarkElement } from '../marks/mark.ts'
import { exact } from '../marks/numbers.ts'

interface Inspected {
  readonly mark: MarkElement
  readonly cell: Cell
}

export class MgInspector extends LitElement {
  static override properties = { inspected: { state: true } }
  declare inspected: Inspected | null

  /** Whether a cell is a number of the model, which can be opened; null until that is known. */
  opens: ((mark: MarkElement, cell: Cell) => boolean) | null = null
  /** By keys. */
  private isWalked = false

  static override styles = css`
    :host {
      position: fixed;
      left: var(--x, 0);
      top: var(--y, 0);
      z-index: 9;
      pointer-events: none;
    }
    div:has(.inspected:empty) {
      display: none;
    }
    div {
      padding: 3px 7px;
      background: var(--paper);
      border: 1px solid var(--ink-3);
      border-radius: 2px;
    }
    p {
      margin: 0;
      font: 11px/16px var(--mono);
      color: var(--ink);
      white-space: nowrap;
    }
    span,
    small {
      color: var(--ink-3);
    }
    small {
      display: block;
      font: 10px/14px var(--sans);
    }
  `

  constructor() {
    super()
    this.inspected = null
  }

  override render() {
    const words = this.words()
    // The live region stays and only its words change, or a screen reader would miss them.
    return html`<div>
      <p class="inspected" role="status">${words ?? nothing}</p>
      ${words && this.hint()}
    </div>`
  }

  private words() {
    const { mark, cell } = this.inspected ?? {}
    const reading = mark?.isConnected ? mark.reading : null
    if (!reading || !cell) return null
    const { row, column } = cell
    const value = reading.values[row * reading.columns + column]
    if (value === undefined || column >= reading.columns) return null
    const index = reading.rows === 1 ? `[${column}]` : `[${row}][${column}]`
    const name = `${reading.name}${reading.rows * reading.columns === 1 ? '' : index}`
    const note = mark?.note?.(row, column)
    return html`${name} <span>=</span> ${exact(value)}${note ? html` <span>${note}</span>` : nothing}`
  }

  /** How the number is opened, where it can be. */
  private hint() {
    const { mark, cell } = this.inspected!
    const way = this.isWalked ? 'Enter' : 'double click'
    return this.opens?.(mark, cell) ? html`<small aria-hidden="true">${way}: how it is made</small>` : nothing
  }

  /** Reads the number again, after the picture under it has changed. */
  refresh(): void {
    if (this.inspected && !this.inspected.mark.isConnected) this.inspected = null
    this.requestUpdate()
  }

  /** Shows the cell under a pointer, if there is one. */
  point(mark: MarkElement, x: number, y: number): void {
    const hit = mark.querySelector('.hit')
    if (!hit || !mark.grid || !mark.reading) return this.hide()
    const box = hit.getBoundingClientRect()
    const cell = cellAt(mark.grid, x - box.left, y - box.top)
    if (!cell) return this.hide()
    this.inspected = { mark, cell }
    this.isWalked = false
    this.place(x + 12, y + 14)
  }

  /** Shows a neighbour of the cell that is shown; from the first one on. */
  walk(mark: MarkElement, by: number): void {
    const { grid, reading } = mark
    if (!grid || !reading) return
    const shown = this.inspected?.mark === mark ? this.inspected.cell : null
    const count = grid.rows * grid.columns
    const from = shown ? shown.row * grid.columns + shown.column : by > 0 ? -1 : count
    const next = Math.min(count - 1, Math.max(0, from + by))
    const cell = { row: Math.floor(next / grid.columns), column: next % grid.columns }
    const box = mark.querySelector('.hit')?.getBoundingClientRect()
    const at = cellPlace(grid, cell)
    this.inspected = { mark, cell }
    this.isWalked = true
    this.place((box?.left ?? 0) + at.x + grid.cellWidth, (box?.top ?? 0) + at.y + grid.cellHeight + 6)
  }

  /** The cell of a mark that is shown, if it is. */
  cellOf(mark: MarkElement): Cell | null {
    return this.inspected?.mark === mark ? this.inspected.cell : null
  }

  hide(): void {
    this.inspected = null
  }

  private place(x: number, y: number): void {
    const [width, height] = [230, 40]
    this.style.setProperty('--x', `${Math.max(4, Math.min(innerWidth - width, x))}px`)
    this.style.setProperty('--y', `${y + height > innerHeight ? y - 58 : y}px`)
  }
}

customElements.define('mg-inspector', MgInspector)

declare global {
  interface HTMLElementTagNameMap {
    'mg-inspector': MgInspector
  }
}
