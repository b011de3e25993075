/** Train, pause, step, reset; how fast; how far it is. */
import { html } from 'lit'
import { buttonStyles } from '../marks/button.styles.ts'
import { noteStyles } from '../marks/note.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { decimal, thousands } from '../marks/numbers.ts'
import { PacedElement } from './paced-element.ts'
import { halt } from '../../lens/scrubbing.ts'
import { trainingControlsStyles } from './mg-training-controls.styles.ts'

/** Steps a second. */
const paces = [10, 50, 200, Infinity] as const

/** A screen reader hears how training goes this often, in milliseconds. */
const between = 4000

export class MgTrainingControls extends PacedElement {
  static override styles = [buttonStyles, noteStyles, underlinedStyles, trainingControlsStyles]

  private said = ''
  private saidAt = -Infinity
  private wasTraining = false

  override render() {
    const { session } = this
    const [isTraining, pace, done] = [
      session.training.running.value,
      session.training.pace.value,
      session.training.losses.value.length,
    ]
    const steps = session.run.value?.config.num_steps ?? 0
    const { pending } = session.lane.value
    return html`<div class="buttons" role="group" aria-label="Training">
        ${this.button('Train', steps > 0 && done >= steps ? 'from the first step again: this run is at its end' : 'turn after turn of the loop, to the last step', isTraining, () => session.training.start())}
        ${this.button('Pause', 'stand still after this step', !isTraining, () => session.training.pause())}
        ${this.button('Step', 'one turn of the loop: all five parts', isTraining || done >= steps, () => session.training.stepOnce())}
        ${this.button('One op', 'the cursor goes one operation on inside this step', isTraining, () => session.step(1))}
        ${this.button('Reset', 'back to before the first step', false, () => session.reset())}
      </div>
      <label class="pace"
        >pace
        <select aria-label="pace of training" @change=${this.choosePace}>
          ${paces.map(
            each =>
              html`<option value=${each} ?selected=${each === pace}>
                ${each === Infinity ? 'as fast as it goes' : `${each} steps/s`}
              </option>`,
          )}
        </select></label
      >
      <button
        class="to-knobs underlined"
        title="learning rate, width, layers and the other numbers of the run"
        @click=${this.askForKnobs}
      >
        knobs
      </button>
      <p class="progress">
        ${isTraining && pending !== null ? pending : html`<b>${thousands(done)}</b> of ${thousands(steps)} steps`}
      </p>
      <p class="note">
        <b>Train</b> ${steps > 0 && done >= steps ? 'begins again' : 'goes on to the last step'}, <b>Step</b> does one
        turn of the loop, <b>One op</b> moves the cursor by one operation inside it.
      </p>
      <p class="heard" role="status">${this.words(done, steps)}</p>`
  }

  /** A button that can do nothing now stays where the keyboard is. */
  private button(name: string, says: string, isIdle: boolean, act: () => unknown) {
    return html`<button
      class=${name === 'Train' ? 'solid' : ''}
      title=${says}
      aria-disabled=${isIdle}
      @click=${() => {
        if (!isIdle || name === 'Pause') void act()
      }}
    >
      ${name}
    </button>`
  }

  private readonly choosePace = async (event: Event): Promise<void> => {
    const { session } = this
    session.training.pace.value = Number((event.target as HTMLSelectElement).value)
    if (!session.training.running.peek()) return
    await halt(session)
    await session.training.start()
  }

  private readonly askForKnobs = (): void => {
    this.dispatchEvent(new Event('knobs-wanted', { bubbles: true }))
  }

  /** Progress for the ear: at the start, at the end and now and then between. */
  private words(done: number, steps: number): string {
    const isTraining = this.session.training.running.value
    const isDue = isTraining ? performance.now() - this.saidAt > between : this.wasTraining
    this.wasTraining = isTraining
    if (!isDue) return this.said
    this.saidAt = performance.now()
    const loss = this.session.training.smoothedLosses.value.at(-1)
    this.said = `step ${thousands(done)} of ${thousands(steps)}${loss === undefined ? '' : `, smoothed loss ${decimal(loss)}`}`
    return this.said
  }
}

customElements.define('mg-training-controls', MgTrainingControls)

declare global {
  interface HTMLElementTagNameMap {
    'mg-training-controls': MgTrainingControls
  }
}
