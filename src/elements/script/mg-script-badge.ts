/** "This is the script": says how much of what the engine did is what CPython printed for the same program and data. */
import { html, nothing } from 'lit'
import type { Drift } from '../../engine/drift.ts'
import shippedLog from '../../data/cpython-run.txt'
import { checkAgainst, isScript, printedRunIn, publishedRun, type ScriptCheck } from '../../lens/script-check.ts'
import type { Session } from '../../lens/session.ts'
import { SignalElement } from '../signal-element.ts'
import { scriptBadgeStyles } from './mg-script-badge.styles.ts'

const count = (number: number): string => number.toLocaleString('en')

export class MgScriptBadge extends SignalElement {
  static override properties = { session: { attribute: false }, check: { state: true }, drift: { state: true } }
  declare session: Session
  declare private check: ScriptCheck | null
  /** Where the first step that prints otherwise parts from the exact lane. */
  declare private drift: Drift | null

  static override styles = scriptBadgeStyles

  /** The losses that were compared last: every run has its own list. */
  private compared: readonly number[] | null = null

  constructor() {
    super()
    this.check = this.drift = null
  }

  override render() {
    const { session, check } = this
    const [run, losses, { spans }] = [session.run.value, session.training.losses.value, session.lane.value]
    const isDone = run !== null && losses.length === run.config.num_steps && !session.training.running.value
    const isOurs = isDone && session.programs.isBundled && run.dataset.shared !== null && isScript(run.config)
    if (isOurs && this.compared !== losses) void this.compare(losses, run.dataset.shared)
    if (!isOurs || !check || this.compared !== losses) return nothing
    const { steps, equal, names, equalNames, first, largest } = check
    const lanes = [...new Set(spans.filter(({ from }) => from < losses.length).map(({ lane }) => lane))].join(' and ')
    const isSame = equal === steps && equalNames === names
    const printed = run.dataset.shared === 'shipped' ? 'what CPython printed on this list' : 'the published run'
    return html`<details>
      <summary class="script">
        <b>${isSame ? 'this is the script' : 'close to the script'}</b>
        <span><b>${count(equal)}</b>/${count(steps)} losses <b>${equalNames}</b>/${names} names, <b>${lanes}</b></span>
      </summary>
      <div>
        <p>Compared with ${printed}, to the four digits that the script prints.</p>
        <table class="script">
          <tr>
            <th scope="row">losses that print the same</th>
            <td>${count(equal)} of ${count(steps)}</td>
          </tr>
          <tr>
            <th scope="row">names that are the same</th>
            <td>${equalNames} of ${names}</td>
          </tr>
          <tr>
            <th scope="row">largest difference to a printed loss</th>
            <td>${largest.toFixed(6)}</td>
          </tr>
          <tr>
            <th scope="row">first step that prints otherwise</th>
            <td>${first === null ? 'none' : count(first + 1)}</td>
          </tr>
          ${
            this.drift
              ? html`<tr>
                  <th scope="row">where it shows there</th>
                  <td>${this.drift.tensor}, off by ${this.drift.relative.toExponential(1)}</td>
                </tr>`
              : nothing
          }
        </table>
        <p>Four printed digits alone hide up to 0.00005.</p>
      </div>
    </details>`
  }

  private async compare(losses: readonly number[], shared: 'shipped' | 'original' | null): Promise<void> {
    this.compared = losses
    const run = shared === 'shipped' ? printedRunIn(shippedLog) : publishedRun
    const names = await this.session.questions.namesAt(losses.length, run.names.length)
    if (this.compared !== losses || !names) return
    this.drift = null
    const check = (this.check = checkAgainst(run, losses, names))
    const drift = check.first === null ? null : await this.session.questions.driftAt(check.first)
    if (this.compared === losses) this.drift = drift
  }
}

customElements.define('mg-script-badge', MgScriptBadge)

declare global {
  interface HTMLElementTagNameMap {
    'mg-script-badge': MgScriptBadge
  }
}
