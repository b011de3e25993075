/** What the rows are called, in the words of the code where it has some. */
import { html, type TemplateResult } from 'lit'
import type { WhyRow } from './rows.ts'

const ofLayer = ({ layer }: WhyRow, layers: number): string =>
  layer === null || layers === 1 ? '' : ` of layer ${layer}`

/** For the ear, and for the verdict. */
export function rowName(row: WhyRow, layers: number): string {
  const names: Record<WhyRow['kind'], string> = {
    embedding: 'embedding',
    head: `head ${row.head}`,
    attention: 'attention',
    add: row.op === 'mlp.add' ? 'residual around MLP' : 'residual around attention',
    mlp: 'MLP',
    rest: 'held by hand',
    logit: 'logit',
  }
  return names[row.kind] + (row.kind === 'add' ? '' : ofLayer(row, layers))
}

/** Rows that have more to show are buttons. */
export function rowLabel(row: WhyRow, layers: number, isOpen: boolean, open: () => void): TemplateResult {
  const { kind, layer, head } = row
  if (kind === 'rest') return html`held by hand`
  if (kind === 'logit') return html`<code>logits</code>`
  if (kind === 'add') return html`<code>x + x_residual</code>`
  const where = layer === null || layers === 1 ? '' : html`<small>layer ${layer}</small> `
  const words = { embedding: 'embedding', head: `head ${head}`, attention: 'attention', mlp: 'MLP' }[kind]
  return html`<button class="open" aria-expanded=${isOpen} @click=${open}>
    <span aria-hidden="true">${isOpen ? '▾' : '▸'}</span> ${where}${words}
  </button>`
}

/** What the switch of a row switches. */
export const switchName = (row: WhyRow, layers: number): string =>
  row.kind === 'embedding' ? 'position embedding' : rowName(row, layers)
