/** The run at hand and those that were kept: their curves shown or hidden, each to be returned to. */
import { html, nothing, svg } from 'lit'
import { openCheckpoint, startWords } from '../../../lens/checkpoint-files.ts'
import { runName } from '../../../lens/run-name.ts'
import { lastHundred, mostRuns, runsOf, type KeptRun } from '../../../lens/runs.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { decimal } from '../../marks/numbers.ts'
import { PacedElement } from '../paced-element.ts'
import { lineOf } from './kept-curves.ts'
import { runsStyles } from './mg-runs.styles.ts'

export class MgRuns extends PacedElement {
  static override properties = {
    ...PacedElement.properties,
    renaming: { state: true },
    opened: { state: true },
    isBusy: { state: true },
  }
  /** The id of the run whose name is being written. */
  declare renaming: string | null
  /** The id of the run whose further ways are shown. */
  declare opened: string | null
  declare isBusy: boolean

  static override styles = [buttonStyles, runsStyles]

  constructor() {
    super()
    this.renaming = null
    this.opened = null
    this.isBusy = false
  }

  override render() {
    const { session } = this
    const [run, losses] = [session.run.value, session.training.losses.value]
    if (!run) return nothing
    const runs = runsOf(session)
    const [list, same] = [runs.list.value, runs.same.value]
    const isIdle = same !== null || losses.length === 0 || session.training.running.value
    return html`<div class="head">
        <h2>Runs</h2>
        <button
          class="plain"
          aria-disabled=${isIdle}
          title=${list.length >= mostRuns ? `${mostRuns} are kept, which is all that fit` : 'in this browser'}
          @click=${() => !isIdle && this.during(runs.keep())}
        >
          ${same === null ? 'Keep this run' : 'kept'}
        </button>
      </div>
      <ul aria-label="runs">
        ${same === null ? this.present(runName(run.config, run.dataset.shared === 'shipped' ? null : run.dataset.name), losses) : nothing}
        ${list.map(kept => this.row(kept, kept === same))}
      </ul>
      ${
        run.start
          ? html`<p class="note">${startWords(run.start.name, run.start.state.step)}</p>
              <button class="plain" @click=${() => this.during(session.open(run.config, run.dataset))}>
                Begin at the first step
              </button>`
          : nothing
      }
      <button class="plain" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('[type=file]')!.click()}>
        Open a checkpoint
      </button>
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
              @click=${() => this.during(runs.returnTo(id))}
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
      <button class="plain" @click=${() => this.startRenaming(id)}>rename</button>
      <button class="plain" @click=${() => void runs.remove(id)}>remove</button>
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
  take(file: File): Promise<void> {
    return this.during(openCheckpoint(this.session, file))
  }

  /** One thing after the other. */
  private async during(work: Promise<unknown>): Promise<void> {
    this.isBusy = true
    await work.finally(() => (this.isBusy = false))
  }
}

const meanOf = (losses: readonly number[]) => {
  const mean = lastHundred(losses)
  return html`<span class="mean">last 100 <b>${Number.isNaN(mean) ? '' : decimal(mean, 3)}</b></span>`
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
