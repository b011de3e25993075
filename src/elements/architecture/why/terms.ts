/** A row opened: what its share is made of, the strongest first where there are many. */
import { html, nothing, type TemplateResult } from 'lit'
import type { TraceReader } from '../../../lens/reading.ts'
import { shareTerms, type ShareTerm } from '../../../lens/logit-parts.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { barCell, signed } from './drawing.ts'
import type { Axis, WhyLayout } from './layout.ts'
import { leastRest, type WhyRow } from './rows.ts'

const most = 6

interface Opened {
  readonly terms: readonly ShareTerm[]
  readonly position: number
  readonly row: WhyRow
  readonly letters: readonly string[]
  readonly axis: Axis
  readonly layout: WhyLayout
  /** The stream goes on beside them. */
  readonly stream: unknown
}

/** The terms that are shown: all, or the strongest and what is left of them. */
export function termsOf(reader: TraceReader, position: number, row: WhyRow, unembedding: Float64Array): ShareTerm[] {
  const [part] = row.parts
  if (!part || row.kind === 'attention') return []
  const terms = shareTerms(reader, position, part, unembedding)
  // What is held at the end of the part is not what its terms come to.
  const held = row.share! - sumOf(terms)
  const isLong = row.kind === 'mlp' || terms.length > most + 2
  const sorted = isLong ? [...terms].sort((a, b) => Math.abs(b.share) - Math.abs(a.share)) : terms
  const shown = isLong ? sorted.slice(0, most).filter(({ share }) => share !== 0) : sorted
  const left = sorted.slice(shown.length)
  const named = (name: string, share: number): ShareTerm => ({ name, position: null, weight: NaN, share })
  return [
    ...shown,
    ...(left.length > 0 ? [named(`the other ${left.length}`, sumOf(left))] : []),
    ...(Math.abs(held) > leastRest ? [named('held by hand', held)] : []),
  ]
}

const sumOf = (terms: readonly ShareTerm[]): number => terms.reduce((sum, { share }) => sum + share, 0)

export function termRows({ terms, position, row, letters, axis, layout, stream }: Opened): TemplateResult[] {
  return terms.map(term => {
    const [words, said] = wordsOf(term, row, letters)
    return html`<tr class="term">
      ${
        layout.mode === 'phone'
          ? nothing
          : html`<td class="stream">${stream}</td>
              <td></td>`
      }
      <th scope="row">${words}</th>
      <td>
        ${barCell({
          row: { ...row, op: opOf(term, row) },
          name: said,
          share: term.share,
          status: 'done',
          position,
          axis,
          height: 20,
          thickness: 8,
          step: [row.sum, row.sum],
          label: `${said}: ${signed(term.share)}`,
        })}
      </td>
      <td class="number">${signed(term.share, 3)}</td>
      <td></td>
      <td></td>
    </tr>`
  })
}

function wordsOf(
  { name, position, weight }: ShareTerm,
  { kind }: WhyRow,
  letters: readonly string[],
): [TemplateResult, string] {
  if (Number.isNaN(weight)) return [html`${name}`, name]
  if (position !== null)
    return [
      html`<code>${letters[position]}</code> <small>at ${position}</small> × ${probability(weight)}`,
      `the value of ${letters[position]} at ${position}`,
    ]
  if (kind === 'mlp') return [html`<code>${name}</code> = ${decimal(weight)}`, `feature ${name}`]
  return [html`<code>${name}</code>`, name]
}

function opOf({ name, position }: ShareTerm, row: WhyRow): WhyRow['op'] {
  if (row.kind === 'embedding') return name === 'pos_emb' ? 'embedding.position' : 'embedding.token'
  if (row.kind === 'mlp') return 'mlp.relu'
  return position === null ? row.op : 'attention.softmax'
}
