/** The Training tab: the run over time, and every number that it changes. */
import { html, nothing } from 'lit'
import { isCheckpointName } from '../../lens/checkpoint-files.ts'
import { pinsOf } from '../../lens/pins.ts'
import type { Session } from '../../lens/session.ts'
import { markStyles } from '../marks/mark.styles.ts'
import { underlinedStyles } from '../marks/underlined.styles.ts'
import { SignalElement } from '../signal-element.ts'
import { filmStyles } from './film/film.styles.ts'
import { trainingStyles } from './mg-training.styles.ts'
import './film/mg-comparison.ts'
import './film/mg-weight-life.ts'
import './mg-all-parameters.ts'
import './mg-current-name.ts'
import './mg-data-choice.ts'
import './mg-knobs.ts'
import './mg-lane-choice.ts'
import './mg-loop.ts'
import './mg-loss-chart.ts'
import './mg-made-up-names.ts'
import './mg-run-limits.ts'
import './mg-run-problem.ts'
import './mg-step-figures.ts'
import './mg-training-controls.ts'
import './runs/mg-runs.ts'

export class MgTraining extends SignalElement {
  static override properties = { session: { attribute: false }, isOver: { state: true } }
  declare session: Session
  /** A file is held over the tab. */
  declare isOver: boolean

  static override styles = [markStyles, underlinedStyles, trainingStyles, filmStyles]

  constructor() {
    super()
    this.isOver = false
    this.addEventListener('dragover', this.onDragOver)
    this.addEventListener('dragleave', this.onDragLeave)
    this.addEventListener('drop', this.onDrop)
  }

  override render() {
    const { session } = this
    const isFilm = pinsOf(session).sides.value !== null
    return html`<div class="tab">
      <mg-training-controls .session=${session} @knobs-wanted=${this.toKnobs}></mg-training-controls>
      <mg-run-problem .session=${session}></mg-run-problem>
      <div class="run">
        <mg-loss-chart .session=${session}></mg-loss-chart>
        ${
          isFilm
            ? html`<mg-runs .session=${session}></mg-runs>`
            : html`<mg-made-up-names .session=${session}></mg-made-up-names>`
        }
      </div>
      ${
        isFilm
          ? html`<mg-comparison .session=${session}></mg-comparison>`
          : html`<mg-step-figures .session=${session}></mg-step-figures>
              <mg-all-parameters .session=${session}></mg-all-parameters>`
      }
      <mg-loop .session=${session}></mg-loop>
      <mg-knobs .session=${session} tabindex="-1"></mg-knobs>
      <mg-current-name .session=${session}></mg-current-name>
      ${isFilm ? nothing : html`<mg-runs .session=${session}></mg-runs>`}
      <mg-weight-life .session=${session}></mg-weight-life>
      <mg-run-limits .session=${session}></mg-run-limits>
      <mg-lane-choice .session=${session}></mg-lane-choice>
      <mg-data-choice .session=${session}></mg-data-choice>
      ${this.isOver ? html`<p class="drop">Let go to train on this file, one document a line, or to open this checkpoint</p>` : nothing}
    </div>`
  }

  private readonly toKnobs = (): void => {
    const knobs = this.renderRoot.querySelector('mg-knobs')!
    knobs.focus({ preventScroll: true })
    knobs.scrollIntoView()
  }

  private readonly onDragOver = (event: DragEvent): void => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    this.isOver = true
  }

  private readonly onDragLeave = (event: DragEvent): void => {
    if (!(event.relatedTarget instanceof Node && this.contains(event.relatedTarget))) this.isOver = false
  }

  private readonly onDrop = (event: DragEvent): void => {
    event.preventDefault()
    this.isOver = false
    const file = event.dataTransfer?.files[0]
    if (file) void this.renderRoot.querySelector(isCheckpointName(file.name) ? 'mg-runs' : 'mg-data-choice')!.take(file)
  }
}

customElements.define('mg-training', MgTraining)

declare global {
  interface HTMLElementTagNameMap {
    'mg-training': MgTraining
  }
}
