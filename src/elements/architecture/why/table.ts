/** The parts in their order as a real table: the stream, what each adds, its bar, the running sum, the switch. */
import { html, nothing, type TemplateResult } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { StreamPart } from '../../../lens/logit-parts.ts'
import { plainViewOf } from '../../../lens/plain-view.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session, Status } from '../../../lens/session.ts'
import { decimal } from '../../marks/numbers.ts'
import { addsCell, axisCell, barCell, signed, streamCell, strip } from './drawing.ts'
import type { WhyRow } from './rows.ts'
import type { WhyScene } from './scene.ts'
import { canSwitch, isOff, toggle, type LossesWithout } from './switching.ts'
import { termRows } from './terms.ts'
import { rowLabel, rowName, switchName } from './words.ts'

interface Host {
  readonly session: Session
  /** Keys of the rows that are opened. */
  readonly opened: ReadonlySet<string>
  readonly without: LossesWithout | null
  readonly open: (key: string) => void
}

/** What a row is beside its numbers. */
interface RowState {
  readonly status: Status
  readonly isOffNow: boolean
  /** What the loss becomes without it; empty until it is known. */
  readonly change: string
  /** The sum of the rows before. */
  readonly before: number
}

export function table(scene: WhyScene, host: Host): TemplateResult {
  const { letters, chosen, against, position, layout, rows, reader } = scene
  const { session, without } = host
  const of = `${letters[chosen]}${against === null ? '' : ` less that of ${letters[against]}`}`
  const plain = plainViewOf(session).value?.reader.loss
  const [losses, isAffordable] = [without?.losses.value, without?.isAffordable(rows) === true]
  return html`<table>
    <caption>
      the logit of ${of} at position ${position}, part by part
    </caption>
    <thead>
      <tr>
        ${
          layout.mode === 'phone'
            ? nothing
            : html`<th scope="col">stream</th>
                <th scope="col">adds</th>`
        }
        <th scope="col">written by</th>
        <th scope="col">
          ${
            against === null
              ? html`to the logit of <code>${letters[chosen]}</code>`
              : html`<code>${letters[chosen]}</code> − <code>${letters[against]}</code>`
          }
        </th>
        <th scope="col" class="number">share</th>
        <th scope="col" class="number">sum</th>
        <th scope="col" class="number">${layout.mode === 'wide' && isAffordable ? 'loss without' : 'on'}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map((row, i) => {
        // Read here and not within the guard, or what changes them would not be known to draw again.
        const status = session.status({ op: row.op, layer: row.layer, head: row.head }, position)
        const isOffNow = canSwitch(row) && isOff(session, row, reader.positions)
        const loss = losses?.get(row.key)
        const change = loss === undefined || plain === undefined ? '' : signed(loss - plain)
        const before = i === 0 ? 0 : rows[i - 1]!.sum
        return guard([row, scene, status, isOffNow, change], () =>
          rowOf(scene, host, row, { status, isOffNow, change, before }),
        )
      })}
    </tbody>
  </table>`
}

function rowOf(scene: WhyScene, host: Host, row: WhyRow, state: RowState): TemplateResult {
  const { reader, position, layout, axis } = scene
  const { unit, mode } = layout
  const { status, isOffNow, before } = state
  const height = row.kind === 'add' && mode !== 'phone' ? 24 : layout.row
  const drawn = { row, status, position, unit, height }
  const [value, name] = [row.kind === 'logit' ? row.sum : row.share, rowName(row, reader.plan.config.n_layer)]
  const isOpen = host.opened.has(row.key)
  const isTodo = status === 'todo'
  const written = row.parts.length === 0 ? null : sumOf(row.parts)
  const adds = `what ${name} adds`
  const bar =
    value === null
      ? axisCell(axis, isTodo ? null : row.sum, height)
      : barCell({
          row,
          name: `${name}, its share`,
          share: value,
          status,
          position,
          axis,
          height,
          thickness: mode === 'phone' ? 18 : 14,
          step: row.kind === 'logit' ? null : [before, row.sum],
          label: `${name}: ${isTodo ? 'not yet computed' : signed(value)}`,
        })
  return html`<tr class="${row.kind} ${isOffNow ? 'off' : ''} ${status === 'now' ? 'now' : ''}" data-key=${row.key}>
      ${
        mode === 'phone'
          ? nothing
          : html`<td class="stream">${row.stream ? streamCell(drawn, row.stream) : nothing}</td>
              <td class="adds">
                ${written ? addsCell(drawn, written, adds, heldOf(reader, row, position)) : nothing}
              </td>`
      }
      <th scope="row">
        ${rowLabel(row, reader.plan.config.n_layer, isOpen, () => host.open(row.key))}
        ${
          mode === 'phone' && written
            ? html`<svg class="under" width=${written.length * unit + 2} height="12">
                ${strip({ ...drawn, height: 10 }, written, adds)}
              </svg>`
            : nothing
        }
      </th>
      <td>${bar}</td>
      <td class="number">${row.share === null || isTodo ? '' : row.isCut ? 'cut off' : signed(row.share, 3)}</td>
      <td class="number sum">${isTodo ? '' : decimal(row.sum, row.kind === 'logit' ? 4 : 3)}</td>
      <td class="number">${canSwitch(row) ? switchOf(scene, host, row, state) : nothing}</td>
    </tr>
    ${
      isOpen && !isTodo
        ? termRows({
            terms: scene.terms.get(row.key) ?? [],
            position,
            row,
            letters: Array.from(reader.tokens, token => scene.letters[token]!),
            axis,
            layout,
            stream: row.stream ? streamCell({ ...drawn, height: 20 }, row.stream) : nothing,
          })
        : nothing
    }`
}

function switchOf(
  { reader, layout }: WhyScene,
  { session }: Host,
  row: WhyRow,
  { isOffNow, change }: RowState,
): TemplateResult {
  return html`${layout.mode === 'wide' ? html`<span class="change">${change}</span>` : nothing}<button
      class="switch"
      role="switch"
      aria-checked=${!isOffNow}
      aria-label=${switchName(row, reader.plan.config.n_layer)}
      @click=${() => toggle(session, row, reader.positions)}
    >
      ${row.kind === 'embedding' ? 'pos ' : nothing}${isOffNow ? 'off' : 'on'}
    </button>`
}

/** Which of the numbers that a part adds are held by hand. */
const heldOf = (reader: TraceReader, { kind, op, layer }: WhyRow, position: number): readonly number[] | undefined =>
  kind === 'mlp' || kind === 'embedding' || kind === 'attention' ? reader.output(op, position, layer)!.held : undefined

const sumOf = (parts: readonly StreamPart[]): Float64Array =>
  Float64Array.from(parts[0]!.written, (_, i) => parts.reduce((sum, { written }) => sum + written[i]!, 0))
