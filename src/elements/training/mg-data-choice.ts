/** What the model is trained on, and other texts to train it on. */
import { css, html, nothing } from 'lit'
import shippedText from '../../data/names.txt'
import { documentsOf } from '../../engine/dataset.ts'
import type { DatasetChoice } from '../../lens/session.ts'
import { fromFile, originalNames } from '../../lens/text-sources.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import { thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'

const shipped: DatasetChoice = { name: 'shipped names', text: shippedText, shared: 'shipped' }

/** Documents that are shown of a data set, and letters of each. */
const [fewDocuments, fewLetters] = [12, 40]

export class MgDataChoice extends PacedElement {
  static override properties = { ...PacedElement.properties, isBusy: { state: true } }
  declare isBusy: boolean

  static override styles = [
    buttonStyles,
    css`
      :host {
        display: block;
        font-size: var(--t-12);
      }
      summary {
        cursor: pointer;
        color: var(--ink-3);
      }
      summary b {
        margin-right: 6px;
        color: var(--ink);
        font-weight: 600;
      }
      .first {
        margin: var(--s-2) 0;
        color: var(--ink-2);
        font: 11.5px/18px var(--mono);
        overflow-wrap: anywhere;
      }
      .first span {
        margin-right: 12px;
      }
      .ways {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--s-2) var(--s-3);
      }
      button {
        min-height: 26px;
        padding: 0 var(--s-3);
        border: 1px solid var(--rule-2);
        border-radius: var(--r-1);
      }
      button:hover {
        border-color: var(--ink);
      }
      input {
        display: none;
      }
      p {
        margin: var(--s-2) 0 0;
        color: var(--ink-3);
      }
      @media (max-width: 700px) {
        summary {
          line-height: 44px;
        }
        button {
          min-height: 44px;
        }
      }
    `,
  ]

  private of: string | null = null
  private first: readonly string[] = []

  constructor() {
    super()
    this.isBusy = false
  }

  override render() {
    const run = this.session.run.value
    if (!run) return nothing
    const { dataset, docs, tokenizer } = run
    if (this.of !== dataset.text) {
      this.of = dataset.text
      this.first = documentsOf(dataset.text.slice(0, 20_000)).slice(0, fewDocuments)
    }
    return html`<details open>
      <summary><b>Data</b>${dataset.name}, ${thousands(docs)} documents, ${tokenizer.uchars.length} letters</summary>
      <div class="first" aria-label="the first documents" role="group">
        ${this.first.map(doc => html`<span>${doc.length > fewLetters ? `${doc.slice(0, fewLetters)}…` : doc}</span> `)}…
      </div>
      <div class="ways">
        <button @click=${() => this.renderRoot.querySelector('input')!.click()}>Open a text file</button>
        <input type="file" accept=".txt,.csv,text/*" aria-label="text file" tabindex="-1" @change=${this.openFile} />
        <button @click=${() => this.use(originalNames)}>Fetch the original 32,033 names</button>
        <button @click=${() => this.use(async () => shipped)}>Shipped names</button>
      </div>
      <p role="status">
        ${this.isBusy ? 'reading…' : 'A text file has one document a line; it can also be dropped anywhere here. It starts a new run.'}
      </p>
    </details>`
  }

  private readonly openFile = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const file = input.files?.[0]
    if (file) void this.take(file)
    // The same file may be chosen again after it has been changed.
    input.value = ''
  }

  /** A file that was chosen or dropped. */
  take(file: File): Promise<void> {
    return this.use(() => fromFile(file))
  }

  /** Uses a data set; where it can't be had, that is said and nothing changes. */
  private async use(source: () => Promise<DatasetChoice>): Promise<void> {
    if (this.isBusy) return
    this.isBusy = true
    try {
      await this.session.useData(await source())
    } catch (error) {
      this.session.message.value = error instanceof Error ? error.message : String(error)
    } finally {
      this.isBusy = false
    }
  }
}

customElements.define('mg-data-choice', MgDataChoice)

declare global {
  interface HTMLElementTagNameMap {
    'mg-data-choice': MgDataChoice
  }
}
