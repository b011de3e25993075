/** How surprising a name is that somebody types: −log p of each letter, against the cost of guessing. */
import { css, html, nothing, svg } from 'lit'
import type { Draw } from '../../engine/sampler.ts'
import { likeliest, surpriseOf } from '../../lens/letter-odds.ts'
import type { Session } from '../../lens/session.ts'
import { surpriseReadingOf } from '../../lens/surprise-reading.ts'
import { Following } from '../marks/following.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { Width } from '../marks/width.ts'
import { SignalElement } from '../signal-element.ts'
import { partStyles } from './part.styles.ts'
import { endOr } from './letter-row.ts'
import { surpriseHeight, surprisePicture, surpriseWidth } from './surprise-picture.ts'

export class MgSurprise extends SignalElement {
  static override properties = { session: { attribute: false } }
  declare session: Session

  static override styles = [
    markStyles,
    ...partStyles,
    css`
      label {
        font-weight: 600;
        line-height: 20px;
      }
      input[type='text'] {
        width: 116px;
        font-size: 13px;
      }
      .picture {
        overflow-x: auto;
      }
      svg .over {
        paint-order: stroke;
        stroke: var(--paper);
        stroke-width: 3.5px;
      }
      .cut {
        margin: 0;
        color: var(--ink-2);
        font-size: var(--t-11);
      }
      svg .letter {
        font-size: 14px;
      }
    `,
  ]

  private readonly width: Width = new Width(this)
  readonly following: Following = new Following(this, () =>
    this.session ? surpriseReadingOf(this.session).follow() : null,
  )

  override render() {
    const { session } = this
    if (!session.run.value) return nothing
    const reading = surpriseReadingOf(session)
    const [read, problem, width] = [reading.read.value, reading.problem.value, this.width.value]
    const mean = read && read.draws.reduce((sum, draw) => sum + surpriseOf(draw), 0) / read.draws.length
    return html`<div class="head">
        <label for="name">How surprising is</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${problem !== null}
          .value=${reading.text.value}
          @input=${(event: Event) => (reading.typed.value = (event.target as HTMLInputElement).value)}
        />
        ${
          read && mean !== null
            ? html`<span class="end"
                ><b>${mean.toFixed(2)}</b> nats a letter, guessing
                <b>${Math.log(read.letters.length).toFixed(2)}</b></span
              >`
            : nothing
        }
      </div>
      <p class="problem" role="status">${problem ?? nothing}</p>
      ${
        read && [...read.text].length > read.draws.length
          ? html`<p class="cut">The model reads ${read.draws.length} letters: the others are left out.</p>`
          : nothing
      }
      ${read && width > 0 ? this.picture(read.draws, read.letters, width) : nothing}`
  }

  private picture(draws: readonly Draw[], letters: readonly string[], width: number) {
    const wide = surpriseWidth(width, draws.length)
    return html`<div
        class="picture"
        role="region"
        aria-label="surprise letter by letter"
        tabindex=${wide > width ? 0 : nothing}
      >
        <svg width=${wide} height=${surpriseHeight} role="img" aria-label=${spoken(draws, letters)}>
          ${svg`${surprisePicture(draws, letters, wide)}`}
        </svg>
      </div>
      <p class="note">
        Height is −log p, which the loss is the mean of; dashed is the cost of guessing. Framed below: the real letter,
        where it is among the three likeliest.
      </p>
      <details>
        <summary>as a table</summary>
        <table>
          <tr>
            <th scope="col">letter</th>
            <th scope="col">−log p</th>
            <th scope="col">p</th>
            <th scope="col">likeliest</th>
          </tr>
          ${draws.map(
            draw =>
              html`<tr>
                <td>${endOr(letters[draw.index]!)}</td>
                <td>${decimal(surpriseOf(draw), 4)}</td>
                <td>${probability(draw.probs[draw.index]!, 4)}</td>
                <td>
                  ${likeliest(draw.probs, 3)
                    .map(index => `${endOr(letters[index]!)} ${probability(draw.probs[index]!, 3)}`)
                    .join('  ')}
                </td>
              </tr>`,
          )}
        </table>
      </details>`
  }
}

const spoken = (draws: readonly Draw[], letters: readonly string[]): string =>
  draws.map(draw => `${endOr(letters[draw.index]!)} ${surpriseOf(draw).toFixed(1)}`).join(', ')

customElements.define('mg-surprise', MgSurprise)

declare global {
  interface HTMLElementTagNameMap {
    'mg-surprise': MgSurprise
  }
}
