/**
 * The numbers of a run: those that are turned most in one row, all of them on demand. What a choice would cost is shown
 * first; the run starts again when it is applied.
 */
import { html, nothing } from 'lit'
import { clampNumber, type ChoiceName, type Config } from '../../engine/config.ts'
import { milliseconds } from '../../lens/lane-words.ts'
import { modelOf, models, openModel } from '../../lens/models.ts'
import { pendingOf } from '../../lens/pending.ts'
import type { Costs } from '../../lens/run-cost.ts'
import { buttonStyles } from '../marks/button.styles.ts'
import type { NumberChosen } from '../marks/mg-slider.ts'
import '../marks/mg-slider.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { thousands } from '../marks/numbers.ts'
import {
  flags,
  fewKnobs,
  knobCount,
  modelKnobs,
  modelWords,
  optionsOf,
  stopsFor,
  trainingKnobs,
  trainingWords,
  written,
  type Knob,
} from './knob-list.ts'
import { knobsStyles } from './mg-knobs.styles.ts'
import { PacedElement } from './paced-element.ts'

export class MgKnobs extends PacedElement {
  static override properties = { ...PacedElement.properties, isWhole: { state: true } }
  /** All of them are asked for. */
  declare private isWhole: boolean

  static override styles = [buttonStyles, noteStyles, underlinedStyles, knobsStyles]

  constructor() {
    super()
    this.isWhole = false
  }

  override render() {
    const { session } = this
    const [run, config] = [session.run.value, pendingOf(session).config.value]
    if (!run || !config) return nothing
    const isWhole = this.isWhole || this.isHiddenChanged
    return html`<div class="top">
        <h2>Knobs</h2>
        ${this.models(modelOf(run))}
        <button
          class="more underlined"
          aria-expanded=${isWhole}
          ?hidden=${this.isHiddenChanged}
          @click=${() => (this.isWhole = !isWhole)}
        >
          ${isWhole ? 'fewer knobs' : `all ${knobCount} knobs`}
        </button>
      </div>
      <div role="group" aria-label="numbers of the run" @number-chosen=${this.choose}>
        ${isWhole ? this.whole(config, run.config.temperature) : html`<div class="knobs">${fewKnobs.map(knob => this.slider(knob, config))}</div>`}
        ${this.outcome(isWhole)}
      </div>`
  }

  private models(present: string | null) {
    return html`<div class="models" role="group" aria-label="models to start from">
      start from
      ${models.map(
        ({ id, name, says }) =>
          html`<button
            class="underlined"
            aria-pressed=${id === present}
            title=${says}
            @click=${() => void openModel(this.session, id, true)}
          >
            ${name}
          </button>`,
      )}
    </div>`
  }

  /** One that is not in the row has been turned: it stays in sight. */
  private get isHiddenChanged(): boolean {
    return Object.keys(pendingOf(this.session).changes.value).some(each => !fewKnobs.some(({ name }) => name === each))
  }

  private whole(config: Config, temperature: number) {
    return html`<div class="knobs">
        <h3>the model</h3>
        ${modelKnobs.map(knob => this.slider(knob, config))}
        <div class="words">
          ${modelWords.map(each => this.select(each, config))}
          ${flags.map(
            ([name, label]) =>
              html`<label class="field ${this.changed(name)}"
                ><input
                  type="checkbox"
                  .checked=${config[name]}
                  @change=${(event: Event) => this.take({ [name]: (event.target as HTMLInputElement).checked })}
                />${label}</label
              >`,
          )}
        </div>
      </div>
      <div class="knobs">
        <h3>its training</h3>
        ${trainingKnobs.map(knob => this.slider(knob, config))}
        <div class="words beside">
          ${trainingWords.map(each => this.select(each, config))}
          <label class="field ${this.changed('seed')}"
            >seed
            <input
              type="number"
              min="0"
              max="4294967295"
              step="1"
              .value=${String(config.seed)}
              @change=${this.chooseSeed}
          /></label>
        </div>
        <mg-slider
          .name=${'temperature'}
          .label=${'temperature'}
          .least=${0.05}
          .most=${2}
          .step=${0.05}
          .digits=${2}
          .value=${temperature}
        ></mg-slider>
      </div>`
  }

  private changed(name: keyof Config): string {
    return name in pendingOf(this.session).changes.value ? 'changed' : ''
  }

  private slider({ name, label }: Knob, config: Config) {
    const stops = stopsFor(name, config)
    return html`<mg-slider
      class=${this.changed(name)}
      .name=${name}
      .label=${label}
      .least=${0}
      .most=${stops.length - 1}
      .step=${1}
      .value=${stops.indexOf(config[name])}
      .words=${(index: number) => written(stops[index] ?? config[name])}
    ></mg-slider>`
  }

  private select([name, label]: readonly [ChoiceName, string], config: Config) {
    return html`<label class="field ${this.changed(name)}"
      >${label}
      <select
        aria-label=${label}
        @change=${(event: Event) => this.take({ [name]: (event.target as HTMLSelectElement).value })}
      >
        ${optionsOf(name).map(each => html`<option value=${each} .selected=${each === config[name]}>${each}</option>`)}
      </select></label
    >`
  }

  /** What the choice would cost, beside what the run at hand costs; and the two ways on from there. */
  private outcome(isWhole: boolean) {
    const pending = pendingOf(this.session)
    const [isAny, costs] = [pending.isAny.value, pending.costs.value]
    if (costs === null) return nothing
    const isFaulty = typeof costs === 'string'
    const isIdle = !isAny || isFaulty
    const seed = pending.config.value?.seed
    return html`<div class="outcome">
        ${isFaulty ? html`<p class="problem" role="status">${costs}</p>` : this.costs(costs, isAny)}
        <div class="ways">
          <button class=${isIdle ? '' : 'solid'} aria-disabled=${isIdle} @click=${() => void pending.apply()}>
            Apply
          </button>
          <button aria-disabled=${!isAny} @click=${() => pending.discard()}>Discard</button>
        </div>
      </div>
      ${
        isAny
          ? html`<p class="note">
              Nothing has changed yet: Apply starts again from seed ${seed} with these numbers. The time is an estimate:
              what a step takes now, times the multiply-adds.
            </p>`
          : isWhole
            ? html`<p class="note">
                A knob that is turned changes nothing before it is applied; the temperature only has its names drawn
                again.
              </p>`
            : nothing
      }`
  }

  private costs({ now, next, measured, estimated }: Costs, isAny: boolean) {
    const run = pendingOf(this.session).config.value!
    const item = (name: string, after: string, before: string) =>
      html`<div>
        <dt>${name}</dt>
        <dd><b>${after}</b>${isAny && after !== before ? html` <s>not ${before}</s>` : nothing}</dd>
      </div>`
    const time = (value: number | null): string => (value === null ? 'not measured yet' : `${milliseconds(value)} ms`)
    const about = estimated === null || !isAny ? '' : '≈ '
    const whole = estimated === null ? null : (estimated * run.num_steps) / 1000
    return html`<div role="status">
      <dl>
        ${item('parameters', thousands(next.parameters), thousands(now.parameters))}
        ${item('multiply-adds a step', short(next.multiplyAdds), short(now.multiplyAdds))}
        ${item('time a step', about + time(estimated), time(measured))}
        ${
          whole === null
            ? nothing
            : html`<div>
                <dt>all ${thousands(run.num_steps)} steps</dt>
                <dd>≈ ${durationWords(whole)}</dd>
              </div>`
        }
      </dl>
    </div>`
  }

  private take(change: Partial<Config>): void {
    pendingOf(this.session).choose(change)
  }

  private readonly choose = (event: NumberChosen): void => {
    event.stopPropagation()
    const name = event.name as Knob['name'] | 'temperature'
    if (name === 'temperature') return this.session.setTemperature(clampNumber(name, event.value))
    const config = pendingOf(this.session).config.peek()!
    this.take({ [name]: stopsFor(name, config)[event.value] ?? config[name] })
  }

  private readonly chooseSeed = (event: Event): void => {
    const input = event.target as HTMLInputElement
    const before = pendingOf(this.session).config.peek()!.seed
    const seed = input.value.trim() === '' ? before : clampNumber('seed', Number(input.value))
    input.value = String(seed)
    this.take({ seed })
  }
}

/** 92,416 and 1.52 M: what is large enough not to be counted. */
function short(value: number): string {
  if (value < 1e6) return thousands(Math.round(value))
  const [size, unit] = value < 1e9 ? [1e6, 'M'] : [1e9, 'G']
  return `${(value / size).toLocaleString('en', { maximumSignificantDigits: 3 })} ${unit}`
}

function durationWords(seconds: number): string {
  if (seconds < 90) return `${seconds.toLocaleString('en', { maximumSignificantDigits: 2 })} s`
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`
  return `${(seconds / 3600).toLocaleString('en', { maximumFractionDigits: 1 })} h`
}

customElements.define('mg-knobs', MgKnobs)

declare global {
  interface HTMLElementTagNameMap {
    'mg-knobs': MgKnobs
  }
}
