/** Names that the model made up on its way, the newest first, always with the same draws. */
import { css, html, nothing } from 'lit'
import { documentsOf } from '../../engine/dataset.ts'
import { comparisonOf } from '../../lens/comparison.ts'
import { pinsOf } from '../../lens/pins.ts'
import type { Milestone } from '../../lens/training.ts'
import { thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'

export class MgMadeUpNames extends PacedElement {
  static override styles = css`
    :host {
      display: block;
      min-width: 0;
    }
    h2 {
      min-height: 20px;
      margin: 0;
      font-size: var(--t-12);
      font-weight: 600;
      white-space: nowrap;
    }
    .groups {
      display: flex;
      flex-wrap: wrap;
      gap: 6px var(--s-5);
      font-size: var(--t-10);
    }
    .group {
      display: grid;
      grid-template-columns: 26px minmax(0, 1fr);
      width: 100%;
      color: var(--ink-3);
    }
    ul {
      margin: 0;
      padding: 0 0 0 8px;
      border-left: 1px solid var(--rule-2);
      list-style: none;
      font: 11px/14px var(--mono);
    }
    .group:first-child ul {
      border-left: 2px solid var(--logit);
      padding-left: 7px;
      color: var(--ink);
      font-size: 11.5px;
      line-height: 15.5px;
    }
    .group:nth-child(2) ul,
    .group:nth-child(3) ul {
      color: var(--ink-2);
    }
    .group:not(:first-child) li:nth-child(n + 3) {
      display: none;
    }
    li {
      display: flex;
      align-items: baseline;
      gap: 4px;
    }
    li span {
      min-width: 0;
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    i {
      flex: none;
      width: 6px;
      height: 6px;
      border: 1px solid var(--ink-3);
    }
    .known {
      background: var(--ink-3);
    }
    .key {
      display: flex;
      align-items: baseline;
      gap: 5px;
      margin: 6px 0 0 35px;
      font-size: var(--t-10);
      color: var(--ink-3);
      white-space: nowrap;
    }
    @media (max-width: 700px) {
      .group {
        width: calc(50% - 12px);
      }
    }
  `

  private text: string | null = null
  private known: ReadonlySet<string> = new Set()

  private stopFollowing: (() => void) | null = null

  override connectedCallback(): void {
    super.connectedCallback()
    this.stopFollowing ??= comparisonOf(this.session).followNames()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopFollowing?.()
    this.stopFollowing = null
  }

  /** Those of the step that is looked at stand first. */
  private groups(): readonly Milestone[] {
    const samples = this.session.training.samples.value
    const viewed = pinsOf(this.session).viewed.value
    const names = viewed === null ? undefined : comparisonOf(this.session).names.value.get(viewed)
    if (viewed === null || !names) return samples
    return [{ step: viewed, names: names.slice(0, 5) }, ...samples.filter(({ step }) => step !== viewed)]
  }

  override render() {
    const [run, samples] = [this.session.run.value, this.groups()]
    if (!run) return nothing
    if (this.text !== run.dataset.text) {
      this.text = run.dataset.text
      this.known = new Set(documentsOf(this.text))
    }
    return html`<h2>Names it makes up</h2>
      <div class="groups">${samples.map(sample => this.group(sample))}</div>
      ${samples.length === 0 ? nothing : html`<p class="key" aria-hidden="true"><i></i>new <i class="known"></i>in the data</p>`}`
  }

  private group({ step, names }: Milestone) {
    return html`<div class="group">
      <span aria-hidden="true">${thousands(step)}</span>
      <ul aria-label="after step ${thousands(step)}">
        ${names.map(name => {
          const isKnown = this.known.has(name)
          return html`<li>
            <i role="img" class=${isKnown ? 'known' : nothing} aria-label=${isKnown ? 'in the data' : 'new'}></i
            ><span title=${name}>${name}</span>
          </li>`
        })}
      </ul>
    </div>`
  }
}

customElements.define('mg-made-up-names', MgMadeUpNames)

declare global {
  interface HTMLElementTagNameMap {
    'mg-made-up-names': MgMadeUpNames
  }
}
