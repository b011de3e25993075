/** What names are made up from: their beginning, the temperature, and how a letter is chosen. */
import { html, nothing, type TemplateResult } from 'lit'
import { generatingOf, type ChooseBy } from '../../lens/generating.ts'
import type { RunState, Session } from '../../lens/session.ts'
import type { NumberChosen } from '../marks/mg-slider.ts'
import { thousands } from '../marks/numbers.ts'
import '../marks/mg-slider.ts'

const ways: readonly (readonly [ChooseBy, string])[] = [
  ['drawing', 'drawing'],
  ['largest', 'the largest'],
  ['top_k', 'the top k'],
]

export function controls(session: Session, run: RunState, inner: number, send: (event: Event) => void): TemplateResult {
  const generating = generatingOf(session)
  const { begins, chooseBy, top_k, problem, drawsBefore } = generating
  const by = chooseBy.value
  const step = (session.view.value?.step ?? 0) + 1
  return html`<div class="controls">
      <form @submit=${send}>
        <label for="begins">Begins with</label>
        <input
          id="begins"
          type="text"
          placeholder=${inner < 500 ? 'letters' : 'any letters, or none'}
          autocomplete="off"
          autocapitalize="off"
          spellcheck="false"
          aria-invalid=${problem.value !== null}
          .value=${begins.value}
          @input=${(event: Event) => (begins.value = (event.target as HTMLInputElement).value)}
        />
        <button class="word-button">again</button>
      </form>
      <mg-slider
        label="temperature"
        name="temperature"
        .value=${run.config.temperature}
        .least=${0.1}
        .most=${2}
        .step=${0.05}
        @number-chosen=${({ value }: NumberChosen) => session.setTemperature(value)}
      ></mg-slider>
      <div class="choose" role="group" aria-label="choose by">
        <span>choose by</span>
        ${ways.map(
          ([way, words]) =>
            html`<button aria-pressed=${way === by} @click=${() => (chooseBy.value = way)}>${words}</button>`,
        )}
        ${
          by === 'top_k'
            ? html`<mg-slider
                label="k"
                name="k"
                .value=${Math.min(top_k.value, run.tokenizer.vocab_size)}
                .least=${1}
                .most=${run.tokenizer.vocab_size}
                .step=${1}
                .digits=${0}
                @number-chosen=${({ value }: NumberChosen) => (top_k.value = value)}
              ></mg-slider>`
            : nothing
        }
        <span class="from">
          seed ${run.config.seed}, after step
          ${thousands(step)}${step < run.config.num_steps ? ` of ${thousands(run.config.num_steps)}` : ''}${
            drawsBefore.value === 0 ? '' : `, after ${thousands(drawsBefore.value)} draws`
          }
        </span>
      </div>
    </div>
    <p class="problem" role="status">${problem.value ?? nothing}</p>`
}
