/** What computes the run, why, and what each lane needs for a step here. */
import { html, nothing } from 'lit'
import { driftWords, figureWords, insteadWords, laneWords, whyWords } from '../../lens/lane-words.ts'
import { laneNames } from '../../lens/link.ts'
import type { WantedLane } from '../../lens/worker/messages.ts'
import { laneChoiceStyles } from './mg-lane-choice.styles.ts'
import { PacedElement } from './paced-element.ts'

export class MgLaneChoice extends PacedElement {
  static override styles = laneChoiceStyles

  override render() {
    const { run, lane, wantedLane } = this.session
    if (!run.value) return nothing
    const [info, wanted] = [lane.value, wantedLane.value]
    const [isAuto, isElsewhere] = [wanted === 'auto', wanted !== 'auto' && wanted !== info.lane]
    const drift = driftWords(info.lane, run.value.config.n_embd)
    return html`<fieldset>
        <legend>Computes on</legend>
        ${this.choice(
          'auto',
          isAuto ? `automatic: ${info.lane}` : 'automatic',
          isAuto ? whyWords(info, wanted) : 'the quickest here',
        )}
        ${laneNames.map(name => this.choice(name, name, figureWords(info.figures, name), laneWords[name]))}
      </fieldset>
      <p role="status">${info.pending ?? (isElsewhere ? insteadWords(info) : nothing)}</p>
      ${drift === null ? nothing : html`<p>${drift}</p>`}`
  }

  private choice(name: WantedLane, label: string, figure: string, words = '') {
    const isChosen = this.session.wantedLane.value === name
    return html`<label class=${isChosen ? 'chosen' : ''} title=${words}>
      <input
        type="radio"
        name="lane"
        aria-label=${name === 'auto' ? 'automatic' : name}
        aria-describedby="figure-${name}"
        .checked=${isChosen}
        @change=${() => this.session.useLane(name)}
      />
      <span class="name">${label}</span>
      <span class="figure" id="figure-${name}">${figure}</span>
    </label>`
  }
}

customElements.define('mg-lane-choice', MgLaneChoice)

declare global {
  interface HTMLElementTagNameMap {
    'mg-lane-choice': MgLaneChoice
  }
}
