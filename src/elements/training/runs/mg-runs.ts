/** The run at hand and those that were kept: their curves shown or hidden, each to be returned to. */
import { html, nothing, svg } from 'lit'
import { openCheckpoint, startWords } from '../../../lens/checkpoint-files.ts'
import { runName } from '../../../lens/run-name.ts'
import { lastHundred, mostRuns, runsOf, type KeptRun } from '../../../lens/runs.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { underlinedStyles } from '../../marks/underlined.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { PacedElement } from '../paced-element.ts'
import { lineOf } from './kept-curves.ts'
import { runsStyles } from './mg-runs.styles.ts'

export class MgRuns extends PacedElement {
  static override properties = {
    ...PacedElement.properties,
    renaming: { state: true },
    opened: { state: true },
  }
  /** The id of the run whose name is being written. */
  declare renaming: string | null
  /** The id of the run whose further ways are shown. */
  declare opened: string | null

  static override styles = [buttonStyles, underlinedStyles, runsStyles]

  constructor() {
    super()
    this.renaming = null
    this.opened = null
  }

  override render() {
    const { session } = this
    const [run, losses] = [session.run.value, session.training.losses.value]
    if (!run) return nothing
    const runs = runsOf(session)
    const [list, same] = [runs.list.value, runs.same.value]
    const isIdle = same !== null || losses.length === 0 || session.training.running.value
    return html`<div class="runs">
        <h2>Runs</h2>
        <span class="unit" id="unit">mean of the last 100</span>
        <ul aria-label="runs">
          ${same === null ? this.present(runName(run.config, run.dataset.shared === 'shipped' ? null : run.dataset.name), losses) : nothing}
          ${list.map(kept => this.row(kept, kept === same))}
        </ul>
        <div class="keep">
          <button
            class="plain underlined"
            aria-disabled=${isIdle}
            title=${list.length >= mostRuns ? `${mostRuns} are kept, which is all that fit` : 'in this browser'}
            @click=${() => !isIdle && runs.keep()}
          >
            ${same === null ? 'Keep this run' : 'This run is kept'}
          </button>
          <button
            class="plain underlined"
            @click=${() => this.renderRoot.querySelector<HTMLInputElement>('[type=file]')!.click()}
          >
            Open a checkpoint
          </button>
        </div>
      </div>
      ${
        run.start
          ? html`<p class="note">
              ${startWords(run.start.name, run.start.state.step)}
              <button class="plain underlined" @click=${() => session.open(run.config, run.dataset)}>
                Begin at the first step
              </button>
            </p>`
          : nothing
      }
      <input type="file" accept=".safetensors,.json" aria-label="checkpoint" tabindex="-1" @change=${this.openFile} />`
  }

  private present(name: string, losses: readonly number[]) {
    return html`<li class="now">${sample(null)}<span class="name" title=${name}>${name}</span>${meanOf(losses)}</li>`
  }

  private row(kept: KeptRun, isNow: boolean) {
    const runs = runsOf(this.session)
    const { id, name, losses } = kept
    const isHidden = runs.hidden.value.has(id)
    const isOpen = this.opened === id
    return html`<li class="${isNow ? 'now' : ''} ${isHidden && !isNow ? 'is-hidden' : ''}">
      ${
        isNow
          ? sample(null)
          : html`<label class="shown"
              ><input
                type="checkbox"
                aria-label="curve of ${name}"
                .checked=${!isHidden}
                @change=${() => runs.toggle(id)}
              />${sample(runs.styleOf(id))}</label
            >`
      }
      ${
        isNow
          ? html`<span class="name" title=${name}>${name}</span>`
          : html`<button
              class="name"
              title="Return to ${name}"
              aria-label="Return to ${name}"
              @click=${() => runs.returnTo(id)}
            >
              ${name}
            </button>`
      }
      <button
        class="more icon-button"
        aria-label="rename or remove ${name}"
        aria-expanded=${isOpen}
        @click=${() => (this.opened = isOpen ? null : id)}
      >
        ⋯
      </button>
      ${meanOf(losses)} ${isOpen ? this.ways(kept) : nothing}
    </li>`
  }

  private ways({ id, name }: KeptRun) {
    const runs = runsOf(this.session)
    if (this.renaming === id)
      return html`<input
        class="rename"
        aria-label="name of the run"
        maxlength="60"
        .value=${name}
        @keydown=${(event: KeyboardEvent) => this.onRenameKey(event)}
        @change=${(event: Event) => void runs.rename(id, (event.target as HTMLInputElement).value)}
        @blur=${() => (this.renaming = null)}
      />`
    return html`<span class="ways">
      <button class="plain underlined" @click=${() => this.startRenaming(id)}>rename</button>
      <button class="plain underlined" @click=${() => void runs.remove(id)}>remove</button>
    </span>`
  }

  private async startRenaming(id: string): Promise<void> {
    this.renaming = id
    await this.updateComplete
    this.renderRoot.querySelector<HTMLInputElement>('.rename')?.select()
  }

  private onRenameKey(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.key === 'Escape') this.renaming = null
    else if (event.key === 'Enter') (event.target as HTMLInputElement).blur()
  }

  private readonly openFile = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (file) void this.take(file)
    // The same file may be chosen again after it has been changed.
    input.value = ''
  }

  /** A checkpoint that was chosen or dropped. */
  take(file: File): Promise<boolean> {
    return openCheckpoint(this.session, file)
  }
}

const meanOf = (losses: readonly number[]) => {
  const mean = lastHundred(losses)
  return html`<span class="mean"><span>last 100</span> <b>${Number.isNaN(mean) ? '' : decimal(mean, 3)}</b></span>`
}

/** @param style of a kept run; null is the one at hand */
function sample(style: number | null) {
  const { dash, width } = style === null ? { dash: 'none', width: 2.25 } : lineOf(style)
  return html`<svg class="sample" viewBox="0 0 22 8" aria-hidden="true">
    ${svg`<path d="M0 4H22" stroke=${style === null ? 'var(--logit)' : 'var(--ink-2)'} stroke-width=${width} stroke-dasharray=${dash}></path>`}
  </svg>`
}

customElements.define('mg-runs', MgRuns)

declare global {
  interface HTMLElementTagNameMap {
    'mg-runs': MgRuns
  }
}
