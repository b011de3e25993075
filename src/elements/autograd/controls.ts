/** Which expression, which way in time, and which number in each leaf. */
import { html, type TemplateResult } from 'lit'
import { presets } from '../../lens/autograd/presets.ts'
import type { Walk } from '../../lens/autograd/walk.ts'
import type { MgSlider } from '../marks/mg-slider.ts'
import '../marks/mg-slider.ts'

export function presetChoice(walk: Walk): TemplateResult {
  const chosen = walk.preset.value
  return html`<fieldset class="presets">
    <legend class="unseen">expression</legend>
    ${presets.map(preset => choice('preset', preset.title, preset === chosen, () => walk.choose(preset)))}
  </fieldset>`
}

/** One of several words: a radio button that looks like a tab. */
export const choice = (group: string, word: string, isChosen: boolean, choose: () => void): TemplateResult =>
  html`<label class=${isChosen ? 'chosen' : ''}
    ><input type="radio" name=${group} .checked=${isChosen} @change=${choose} />${word}</label
  >`

/** Buttons at an end stay where they are, so that the arrow keys go on working there. */
export function walkControls(walk: Walk): TemplateResult {
  const [atStart, atEnd] = [walk.step.value === 0, walk.step.value === walk.last]
  return html`<div
    class="controls"
    role="group"
    aria-label="walk"
    @keydown=${(event: KeyboardEvent) => walkKeys(walk, event)}
  >
    <button aria-disabled=${atStart} @click=${() => walk.startOver()}>Start over</button>
    <button aria-disabled=${atStart} @click=${() => walk.back()}>Back</button>
    <button class="next" aria-disabled=${atEnd} @click=${() => walk.next()}>Next</button>
    <button aria-pressed=${walk.walking.value} @click=${() => (walk.walking.value ? walk.stop() : walk.walkAll())}>
      Walk all
    </button>
  </div>`
}

/** Arrow keys on the buttons and on the strip of letters. */
export function walkKeys(walk: Walk, event: KeyboardEvent): void {
  const to = { ArrowRight: walk.step.value + 1, ArrowLeft: walk.step.value - 1, Home: 0, End: walk.last }[event.key]
  if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  walk.goTo(to)
}

export function leafSliders(walk: Walk): TemplateResult {
  return html`<section class="leaves">
    <h2>The leaves</h2>
    <div class="sliders">
      ${walk.preset.value.leaves.map(
        ({ name, least, most }) =>
          html`<mg-slider
            .label=${`${name}.data`}
            .name=${name}
            .value=${walk.values.value[name]!}
            .least=${least}
            .most=${most}
            .step=${0.1}
            @input=${(event: Event) => walk.set(name, (event.currentTarget as MgSlider).value)}
          ></mg-slider>`,
      )}
    </div>
  </section>`
}
