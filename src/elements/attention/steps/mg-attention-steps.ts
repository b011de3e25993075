/** Attention, step by step: six phases for one layer, head and position. The one cursor of the page says which phase it is. */
import { html, nothing, type TemplateResult } from 'lit'
import { attentionArithmetic } from '../../../lens/attention-arithmetic.ts'
import { lettersOf } from '../../../lens/attention-compare.ts'
import {
  attentionPhases,
  attentionSpan,
  headAt,
  phaseOf,
  phaseStatus,
  phaseStep,
  type HeadPlace,
} from '../../../lens/attention-steps.ts'
import type { Player } from '../../../lens/player.ts'
import { watch, type Session } from '../../../lens/session.ts'
import { buttonStyles } from '../../marks/button.styles.ts'
import { icons } from '../../marks/icons.ts'
import { markStyles } from '../../marks/mark.styles.ts'
import { Width } from '../../marks/width.ts'
import { SignalElement } from '../../signal-element.ts'
import { chosenHead } from '../chosen-head.ts'
import { edge } from '../layout.ts'
import { visible } from '../letters.ts'
import { attentionStyles } from '../mg-attention.styles.ts'
import { walkMarks } from '../../marks/walk-marks.ts'
import { phases } from './phases.ts'
import { projections, type Picked } from './project.ts'
import { phaseRail, pickers } from './rail.ts'
import { statusOf, type StepsScene } from './scene.ts'
import { stepsTable } from './steps-table.ts'
import { stepsStyles } from './steps.styles.ts'

/** Above this nobody could follow. */
const watchable = 64
const followable = 8
const narrow = 500
const tall = 520

export class MgAttentionSteps extends SignalElement {
  static override properties = {
    session: { attribute: false },
    player: { attribute: false },
    picked: { state: true },
    number: { state: true },
  }
  declare session: Session
  declare player: Player
  /** The number of q, k or v that is worked out; by default the first of the head. */
  declare private picked: (Picked & { readonly cursor: number }) | null
  /** The number of the stream that is worked out. */
  declare private number: number

  static override styles = [markStyles, buttonStyles, attentionStyles, stepsStyles]

  private readonly width = new Width(this)
  private stopPlaying: (() => void) | null = null
  private shownPhase: number | null = null

  constructor() {
    super()
    this.picked = null
    this.number = 0
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.stopPlaying?.()
  }

  override render() {
    const { session, player, width } = this
    const [view, run] = [session.view.value, session.run.value]
    if (!view || !run || !session.timeline.value || width.value === 0) return nothing
    const { reader } = view
    const place = this.place()
    const scene: StepsScene = {
      session,
      reader,
      place,
      phase: phaseStatus(session.timeline.value, session.cursor.value, place),
      letters: lettersOf(reader, run.tokenizer),
      inner: width.value - 2 * edge(width.value),
      status: statusOf(session, place),
    }
    const { n_layer, n_head } = reader.plan.config
    const isPlaying = player.playing.value && this.stopPlaying !== null
    const can = (by: 1 | -1): boolean => phaseStep(session.timeline.value!, session.cursor.value, place, by) !== null
    return html`<div class="page">
      <div class="top">
        <div class="head">
          ${pickers(scene, { n_layer, n_head, to: change => this.turnTo(change) })}
          <div class="transport" role="group" aria-label="phases">
            <button aria-label="Back a phase" ?disabled=${!can(-1)} @click=${() => this.stepPhase(-1)}>
              ${icons.stepBack} Back
            </button>
            <button aria-label=${isPlaying ? 'Pause attention' : 'Play attention'} class="play" @click=${this.onPlay}>
              ${isPlaying ? icons.pause : icons.play} ${isPlaying ? 'Pause' : 'Play'}
            </button>
            <button aria-label="Step a phase" ?disabled=${!can(1)} @click=${() => this.stepPhase(1)}>
              ${icons.step} Step
            </button>
          </div>
        </div>
        ${phaseRail(scene)}
      </div>
      <p class="unseen" role="status">${this.spoken(scene)}</p>
      <div @keydown=${walkMarks}>
        ${phases(scene, {
          picked: this.projection(scene),
          pick: picked => (this.picked = { ...picked, cursor: this.session.cursor.peek() }),
          number: this.number,
          onNumber: number => (this.number = number),
        })}
      </div>
      ${this.table(scene)}
    </div>`
  }

  /** What is looked at: the cursor's own place, as far as it has one. */
  private place(): HeadPlace {
    const { session } = this
    const chosen = chosenHead(session).value ?? { layer: 0, head: 1 }
    const { n_layer, n_head } = session.run.value!.config
    const moment = session.moment.value
    return {
      layer: Math.min(n_layer - 1, moment?.layer ?? chosen.layer),
      head: Math.min(n_head - 1, headAt(moment, chosen.head)),
      position: session.position.value,
    }
  }

  /** The number of q, k or v that is worked out: what was picked, else that of the operation at the cursor. */
  private projection({ session, reader, place }: StepsScene): Picked {
    const now = projections.find(({ op }) => op === session.moment.value?.op)?.op
    const first = place.head * reader.plan.head_dim
    const { picked } = this
    // Where the cursor has come to another of the three since, that one is worked out.
    const op = (picked?.cursor === session.cursor.value ? picked.op : now) ?? picked?.op ?? 'attention.query'
    return { op, number: picked?.number ?? first }
  }

  private spoken({ phase, letters, place }: StepsScene): string {
    if (phase.now === null) return ''
    const letter = visible(letters[place.position]!)
    return `phase ${phase.now + 1} of 6, ${attentionPhases[phase.now]!.title}: head ${place.head}, position ${place.position}, ${letter}`
  }

  private table(scene: StepsScene): TemplateResult {
    const { layer, head, position } = scene.place
    return html`<details>
      <summary>as a table</summary>
      <div class="scroller" tabindex="0" role="region" aria-label="numbers of head ${head}">
        ${stepsTable(scene, attentionArithmetic(scene.reader, { layer, head, row: position, column: 0 }))}
      </div>
    </details>`
  }

  // ── moving the cursor ──

  private turnTo(change: Partial<HeadPlace>): void {
    const { session, player } = this
    const place = { ...this.place(), ...change }
    const { op, phase } = session.moment.peek()!
    player.pause()
    chosenHead(session).value = place
    this.picked = null
    if (phase === 'forward' && phaseOf(op) !== null) session.goTo(op, place)
    else if (change.position !== undefined) session.lookAtPosition(change.position)
    else if (change.layer !== undefined && session.moment.peek()!.layer !== null) session.goTo('attention.add', place)
  }

  private stepPhase(by: 1 | -1): void {
    const { session, player } = this
    const place = this.place()
    const to = phaseStep(session.timeline.peek()!, session.cursor.peek(), place, by)
    player.pause()
    chosenHead(session).value = place
    if (to !== null) session.moveTo(to)
  }

  /** Plays what is left of this position's attention, or all of it again, and stops where the stream has it. */
  private readonly onPlay = (): void => {
    const { session, player } = this
    if (this.stopPlaying && player.playing.peek()) return player.pause()
    const place = this.place()
    const { from, to } = attentionSpan(session.timeline.peek()!, place)
    const cursor = session.cursor.peek()
    player.pause()
    if (player.speed.peek() > watchable) player.speed.value = followable
    session.moveTo(cursor >= from && cursor < to ? cursor : from)
    player.play()
    this.stopPlaying?.()
    const stop = watch(() => {
      const [isPlaying, at] = [player.playing.value, session.cursor.value]
      if (isPlaying && at < to) return
      // In the next turn: an effect must not end itself while it is being made.
      queueMicrotask(() => {
        if (at >= to) player.pause()
        this.stopPlaying?.()
      })
    })
    this.stopPlaying = () => {
      this.stopPlaying = null
      stop()
      this.requestUpdate()
    }
  }

  /** The phase at hand stays in sight. */
  override updated(): void {
    const now = this.renderRoot.querySelector<HTMLElement>('.phase.now')
    const phase = now ? Number(now.dataset['phase']) : null
    if (phase === this.shownPhase) return
    const isFirst = this.shownPhase === null && !this.stopPlaying
    this.shownPhase = phase
    const isStill = isFirst || matchMedia('(prefers-reduced-motion: reduce)').matches
    // On a phone the code lies over the lower half.
    const block = this.width.value < narrow ? 'start' : 'nearest'
    // Of a phase that is taller than the pane, what is being made.
    const target = (now && now.offsetHeight > tall && now.querySelector('.mark.now')) || now
    target?.scrollIntoView({ block, behavior: isStill ? 'auto' : 'smooth' })
  }
}

customElements.define('mg-attention-steps', MgAttentionSteps)

declare global {
  interface HTMLElementTagNameMap {
    'mg-attention-steps': MgAttentionSteps
  }
}
