/** The guardrail assignment: two hooks between a person and the model, written here, and attacked here. */
import type { EditorView } from '@codemirror/view'
import { html, nothing, type TemplateResult } from 'lit'
import { checkpointFile } from '../../../lens/checkpoint-files.ts'
import { fruits } from '../../../lens/guardrail/fruits.ts'
import { guardingOf, type Guarding } from '../../../lens/guardrail/guarding.ts'
import { timeLimits } from '../../../lens/guardrail/hook-runner.ts'
import { starter } from '../../../lens/guardrail/starter.ts'
import { botSource, tamperedLine } from '../../../lens/guardrail/tamper.ts'
import type { Session } from '../../../lens/session.ts'
import { sentence } from '../../../lens/training.ts'
import { saveFile } from '../../export/save-file.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { noteStyles } from '../../marks/note.styles.ts'
import { SignalElement } from '../../signal-element.ts'
import { codeEditor, replaceCode } from './code-editor.ts'
import { altered, alteredStyles } from '../altered.ts'
import { findingsView, scoreView } from './findings-view.ts'
import { guardrailStyles } from './guardrail.styles.ts'

export class MgGuardrail extends SignalElement {
  static override properties = { session: { attribute: false }, checked: { state: true } }
  declare session: Session
  /** What was found in a bot.py that was opened. */
  declare private checked: string | null

  static override styles = [buttonStyles, noteStyles, alteredStyles, guardrailStyles]

  private editor: EditorView | null = null

  constructor() {
    super()
    this.checked = null
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    if (!this.editor) return
    guardingOf(this.session).stop()
    this.session.focusLines.value = null
    this.editor.destroy()
    this.editor = null
  }

  override render() {
    const { session } = this
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view) return nothing
    const guarding = guardingOf(session)
    const [findings, running] = [guarding.findings.value, guarding.running.value]
    return html`<div class="page">
      <h2>Keep the fruit in</h2>
      <p class="rule">
        The bot makes up names, and no answer of it may hold a fruit: ${fruits.slice(0, -1).join(', ')} or
        ${fruits.at(-1)}. Two hooks stand between a request and the answer. Write them.
      </p>
      <p class="note">
        The code runs in a worker that is left with nothing but the language, and has ${timeLimits.call} ms a call. Here
        it is JavaScript; bot.py, below, has the same names in Python. The loop that asks the hooks is out of their
        reach.
      </p>
      <div class="work">
        <section class="code" aria-label="the hooks">
          <div class="editor"></div>
          <p class="problem" role="alert">${guarding.problem.value ?? nothing}</p>
          <div class="buttons">
            <button class="main" @click=${() => (running ? guarding.stop() : void guarding.grade())}>
              ${running ? 'Stop' : 'Attack it'}
            </button>
            <button class="word-button" ?disabled=${guarding.code.value === starter} @click=${this.startOver}>
              back to the start
            </button>
            <p class="score" role="status">${running ? nothing : scoreView(findings)}</p>
          </div>
          ${altered(view, run.config.off)}
        </section>
        <section class="side" aria-label="the bot">${this.talk(guarding)} ${this.files()}</section>
      </div>
      <section class="findings" aria-label="the grader">
        ${findings ? findingsView(findings, guarding.code.value) : nothing}
      </section>
    </div>`
  }

  override updated(): void {
    const parent = this.renderRoot.querySelector<HTMLElement>('.editor')
    if (!parent || this.editor) return
    const guarding = guardingOf(this.session)
    this.session.focusLines.value = [{ op: 'sample.softmax', note: 'the bot’s letters' }]
    this.editor = codeEditor(guarding.code.peek(), 'the hooks, JavaScript', parent, this.renderRoot as ShadowRoot, {
      changed: code => guarding.write(code),
      run: () => void guarding.grade(),
    })
  }

  private readonly startOver = (): void => {
    if (this.editor) replaceCode(this.editor, starter)
    this.editor?.focus()
  }

  // ── a word with the bot ──

  private talk(guarding: Guarding): TemplateResult {
    const said = guarding.said.value
    return html`<h3>Ask it</h3>
      <form @submit=${this.send}>
        <input
          type="text"
          aria-label="a request: prefixes with spaces between"
          placeholder="a b c, or nothing"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          maxlength="200"
        />
        <button class="word-button" ?disabled=${guarding.running.value}>send</button>
      </form>
      <p class="note">
        One line in, one line out: a name for each prefix, from scratch for an empty line. A name that is_safe_name
        turns down is drawn again, up to ten times.
      </p>
      <div class="said" tabindex="0" role="log" aria-label="what was said">
        <ol>
          ${said.map(
            ({ request, reply }) =>
              html`<li>
                <code class="request">${request.trim() === '' ? '(an empty line)' : request}</code>
                <code>${reply.line}</code>
                ${reply.broken === null ? nothing : html`<span class="problem">${reply.broken}</span>`}
                ${
                  reply.discarded.length === 0
                    ? nothing
                    : html`<span class="drawn">thrown away: ${[...new Set(reply.discarded)].join(', ')}</span>`
                }
              </li>`,
          )}
        </ol>
      </div>`
  }

  private readonly send = (event: SubmitEvent): void => {
    event.preventDefault()
    const input = (event.target as HTMLFormElement).querySelector('input')!
    const guarding = guardingOf(this.session)
    if (guarding.running.peek()) return
    void guarding.say(input.value)
    input.select()
  }

  // ── files ──

  private files(): TemplateResult {
    return html`<h3>In Python</h3>
      <p class="files">
        <button class="word-button" @click=${this.saveBot}>bot.py</button>
        <button class="word-button" @click=${this.saveModel}>model.json</button>
        <button class="word-button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#bot')!.click()}>
          check a bot.py
        </button>
        <input id="bot" type="file" accept=".py" aria-label="a bot.py to check" tabindex="-1" @change=${this.check} />
      </p>
      <p class="note">
        The starter and this model’s numbers. <code>python3 bot.py &lt; requests.txt</code> answers line by line, with
        the standard library alone.
      </p>
      <p class="checked" role="status">${this.checked ?? nothing}</p>`
  }

  private readonly saveBot = (): void => saveFile(new Blob([botSource], { type: 'text/x-python' }), 'bot.py')

  private readonly saveModel = (): void => {
    checkpointFile(this.session, 'json').then(
      file => saveFile(file, 'model.json'),
      (error: unknown) => this.session.say(sentence(error)),
    )
  }

  private readonly check = async (event: Event): Promise<void> => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (!file) return
    const text = file.size > 200_000 ? '' : await file.text()
    const line = tamperedLine(text)
    this.checked =
      line === null
        ? `${file.name.slice(0, 40)}: the loop is untouched.`
        : `${file.name.slice(0, 40)}: line ${line} is not the starter’s, and is not between the marks where you may write.`
    // The same file may be chosen again after it has been changed.
    input.value = ''
  }
}

customElements.define('mg-guardrail', MgGuardrail)

declare global {
  interface HTMLElementTagNameMap {
    'mg-guardrail': MgGuardrail
  }
}
