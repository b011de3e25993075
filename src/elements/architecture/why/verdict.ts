/** What the alterations do to the loss and to the letter: two real models beside each other. */
import { html, nothing, type TemplateResult } from 'lit'
import { plainViewOf } from '../../../lens/plain-view.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import type { WhyScene } from './scene.ts'
import { allOn, canSwitch, isOff } from './switching.ts'
import { switchName } from './words.ts'

export function verdict(session: Session, { letters, chosen, position, reader, rows }: WhyScene): TemplateResult {
  const plain = plainViewOf(session).value
  const isPlain = plain !== null && plain === session.view.value
  const off = rows
    .filter(row => canSwitch(row) && isOff(session, row, reader.positions))
    .map(row => switchName(row, reader.plan.config.n_layer))
  const p = (of: TraceReader): string => probability(of.output('loss.softmax', position)!.values[chosen]!, 3)
  const words = isPlain
    ? 'Switch a part off and see what becomes of the loss.'
    : html`${off.length > 0 ? html`<b>${off.join(', ')}</b> off: ` : 'held by hand: '}loss
        <b>${plain ? decimal(plain.reader.loss, 4) : '…'} → ${decimal(reader.loss, 4)}</b>,
        p(<code>${letters[chosen]}</code>) <b>${plain ? p(plain.reader) : '…'} → ${p(reader)}</b>`
  return html`<p class="verdict">
    <span role="status">${words}</span>
    ${isPlain ? nothing : html`<button @click=${() => void allOn(session)}>all on again</button>`}
  </p>`
}
