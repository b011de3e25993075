/** What runs, on what, how far; the name that it reads; the theme; the link to all this. */
import { html, nothing } from 'lit'
import { isNone } from '../../engine/intervention.ts'
import { figuresWords, laneWords, whyWords } from '../../lens/lane-words.ts'
import { linkOf } from '../../lens/place.ts'
import type { Session } from '../../lens/session.ts'
import { recall, remember } from '../../lens/storage.ts'
import { writeLink } from '../../lens/link.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { icons } from '../marks/icons.ts'
import { decimal, thousands } from '../marks/numbers.ts'
import { SignalElement } from '../signal-element.ts'
import { topBarStyles } from './mg-top-bar.styles.ts'
import './mg-token-strip.ts'

const themes = ['system', 'light', 'dark'] as const
type Theme = (typeof themes)[number]

export class MgTopBar extends SignalElement {
  static override properties = {
    session: { attribute: false },
    theme: { state: true },
    said: { state: true },
    isMenuOpen: { state: true },
  }
  declare session: Session
  declare theme: Theme
  declare said: string
  declare isMenuOpen: boolean

  static override styles = [buttonStyles, topBarStyles]

  private readonly system = matchMedia('(prefers-color-scheme: dark)')
  private readonly onSystemChange = (): void => this.paint()

  constructor() {
    super()
    this.theme = themes.find(theme => theme === recall('theme')) ?? 'system'
    this.said = ''
    this.isMenuOpen = false
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.system.addEventListener('change', this.onSystemChange)
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.system.removeEventListener('change', this.onSystemChange)
  }

  override render() {
    return html`<h1 class="name">microgpt <i>lens</i></h1>
      ${this.summary()}
      <div class="reading">
        <mg-token-strip .session=${this.session} role="group" aria-label="the name at hand"></mg-token-strip>
        ${this.ownName()}
      </div>
      <div class="actions">
        <button
          class="icon-button"
          aria-label="Theme: ${this.theme}"
          title="Theme: ${this.theme}"
          @click=${() => this.nextTheme()}
        >
          ${icons.theme}
        </button>
        <button
          class="icon-button"
          aria-label="Share and save"
          title="Share and save"
          aria-haspopup="menu"
          aria-expanded=${this.isMenuOpen}
          @click=${this.openMenu}
        >
          ${icons.share}
        </button>
        <mg-export-menu
          .session=${this.session}
          .copyLink=${() => this.copyLink()}
          @menu-toggled=${(event: ToggleEvent) => (this.isMenuOpen = event.newState === 'open')}
        ></mg-export-menu>
        <span class="said" role="status">${this.said}</span>
      </div>`
  }

  private summary() {
    const { run, lane, wantedLane, view, training, intervention } = this.session
    const isHeld = !isNone(intervention.value)
    if (isHeld) void import('./mg-held-note.ts')
    const { smoothedLosses, losses } = training
    if (!run.value || !view.value) return html`<p class="summary" role="status">starting…</p>`
    const { step, provisional, reader } = view.value
    // The losses before a run that has just been opened are still being made.
    const loss = smoothedLosses.value[step] ?? (provisional ? null : reader.loss)
    const { lane: name, figures } = lane.value
    const why = [laneWords[name], whyWords(lane.value, wantedLane.value), figuresWords(figures)]
      .filter(Boolean)
      .join('; ')
    return html`<p class="summary">
      <mg-model-menu .session=${this.session}
        ><span class="wide"><b>${thousands(run.value.plan.parameters)}</b> parameters</span></mg-model-menu
      >
      <span class="wide" title=${why}><b>${name}</b></span>
      <span class="middle"
        >step <b class="step">${thousands(losses.value.length > 0 || provisional ? step + 1 : 0)}</b></span
      >
      ${
        isHeld
          ? html`<mg-held-note .session=${this.session}></mg-held-note>`
          : html`<span title="smoothed over the steps before"
              >loss <b class="loss">${loss === null ? '…' : decimal(loss)}</b></span
            >`
      }
    </p>`
  }

  /** A name typed here is read at once by the model; emptied, the one that training takes comes back. */
  private ownName() {
    const { document } = this.session
    return html`<form @submit=${(event: SubmitEvent) => this.read(event)}>
      <input
        name="own"
        aria-label="type a name of your own"
        placeholder=${innerWidth > 1180 ? 'type a name of your own' : 'type a name'}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="false"
        maxlength="200"
        .value=${document.value ?? ''}
        @change=${(event: Event) => this.read(event)}
      />
      ${document.value === null ? nothing : html`<button type="button" class="clear" @click=${() => this.clear()}>clear</button>`}
    </form>`
  }

  private typed = ''

  private read(event: Event): void {
    event.preventDefault()
    const input = this.renderRoot.querySelector('input')!
    const typed = input.value.trim()
    // Enter brings a change and a submit.
    if (typed === this.typed) return
    this.typed = typed
    this.session.message.value = null
    void this.session.read(typed === '' ? null : typed)
  }

  private clear(): void {
    this.typed = ''
    void this.session.read(null)
  }

  private nextTheme(): void {
    // The first press changes what is seen: away from the system's choice, then to the other, then back to it.
    const system: Theme = this.system.matches ? 'dark' : 'light'
    const other: Theme = system === 'dark' ? 'light' : 'dark'
    this.theme = this.theme === 'system' ? other : this.theme === other ? system : 'system'
    remember('theme', this.theme)
    this.paint()
  }

  private paint(): void {
    const isDark = this.theme === 'dark' || (this.theme === 'system' && this.system.matches)
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light'
  }

  private readonly openMenu = async (event: Event): Promise<void> => {
    const button = event.currentTarget as HTMLElement
    try {
      await import('../export/mg-export-menu.ts')
      const menu = this.renderRoot.querySelector('mg-export-menu')!
      menu.figures = (this.getRootNode() as ParentNode).querySelector('.stage')
      await menu.open(button)
    } catch (error) {
      this.session.say(String(error))
    }
  }

  private async copyLink(): Promise<void> {
    const hash = writeLink(linkOf(this.session))
    history.replaceState(null, '', hash)
    const start = this.session.run.peek()?.start
    try {
      await navigator.clipboard.writeText(location.href)
      this.said = start && !start.shared ? 'Link copied, without the checkpoint.' : 'Link copied.'
    } catch {
      this.said = 'The link stands in the address bar.'
    }
    setTimeout(() => (this.said = ''), 2500)
  }
}

customElements.define('mg-top-bar', MgTopBar)

declare global {
  interface HTMLElementTagNameMap {
    'mg-top-bar': MgTopBar
  }
}
