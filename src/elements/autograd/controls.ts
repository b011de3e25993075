/** Which expression, which way in time, and which number in each leaf. */
import { html, nothing, type TemplateResult } from 'lit'
import { live } from 'lit/directives/live.js'
import { functionWords } from '../../lens/autograd/syntax.ts'
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

/** Where one types an expression of one's own; a problem stands under the letter where it is. */
export function typedField(walk: Walk): TemplateResult {
  const problem = walk.problem.value
  const submit = (event: Event): void => {
    event.preventDefault()
    const field = (event.currentTarget as HTMLFormElement).querySelector('input')!
    if (!walk.type(field.value)) field.setSelectionRange(walk.problem.peek()!.at, walk.problem.peek()!.at)
  }
  return html`<form class="typed" @submit=${submit}>
    <label for="typed">expression</label>
    <div class="line">
      <input
        id="typed"
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        maxlength="200"
        title="+ − * / ** ( ) ${functionWords.join(' ')}, names and numbers; a = 2; sets a leaf"
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'problem' : nothing}
        .value=${live(walk.typed.value)}
      />
      ${problem ? html`<pre class="caret" aria-hidden="true">${' '.repeat(problem.at)}^</pre>` : nothing}
    </div>
    <button>Build it</button>
    <p id="problem" class="problem" role="alert">${problem?.words ?? ''}</p>
  </form>`
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
            .step=${most - least > 20 ? 1 : 0.1}
            @input=${(event: Event) => walk.set(name, (event.currentTarget as MgSlider).value)}
          ></mg-slider>`,
      )}
    </div>
  </section>`
}
