/** The names as the score of the transport: a run a name, a tick a draw. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { generatingOf, type Generating } from '../../lens/generating.ts'
import type { OwnTime } from '../../lens/own-time.ts'
import type { Session } from '../../lens/session.ts'
import type { MadeUpName } from '../../lens/worker/generating.ts'
import { thousands } from '../marks/numbers.ts'
import { playhead, scoreSize } from '../marks/playhead.ts'

interface Run {
  readonly name: MadeUpName
  /** Draws before it. */
  readonly first: number
  readonly x: number
  readonly width: number
}

interface Score {
  readonly runs: readonly Run[]
  readonly pitch: number
  readonly draws: number
}

function scoreOf(names: readonly MadeUpName[], width: number): Score {
  const draws = names.reduce((sum, { draws }) => sum + draws.length, 0)
  const gap = Math.min(5, (width * 0.2) / Math.max(1, names.length))
  const pitch = (width - gap * (names.length - 1)) / draws
  let [x, first] = [0, 0]
  const runs = names.map(name => {
    const run = { name, first, x, width: pitch * name.draws.length }
    x += run.width + gap
    first += name.draws.length
    return run
  })
  return { runs, pitch, draws }
}

const speeds = [1, 2, 4, 8, 16]

const what: Readonly<Record<string, string>> = {
  'sample.logits': 'logits',
  'sample.softmax': 'softmax',
  'sample.print': 'printed',
}

export function nameTime(session: Session): OwnTime {
  const generating = generatingOf(session)
  const still = (act: () => void) => (): void => {
    generating.pause()
    act()
  }
  const toName = (by: number): void => {
    const at = generating.at.peek()
    if (at) generating.standAtName(at.name + by)
  }
  const now = (): { index: number; length: number } => {
    const { draws } = scoreOf(generating.made.value?.names ?? [], 1)
    return { index: generating.drawAt, length: Math.max(1, draws) }
  }
  return {
    label: 'draw among those of all names',
    playing: generating.walking,
    keys: {
      Space: () => (generating.walking.peek() ? generating.pause() : generating.play()),
      ArrowRight: still(() => generating.step(1)),
      ArrowLeft: still(() => generating.step(-1)),
      'Shift+ArrowRight': still(() => toName(1)),
      'Shift+ArrowLeft': still(() => toName(-1)),
      PageUp: still(() => toName(1)),
      PageDown: still(() => toName(-1)),
      Home: still(() => generating.standAt(0)),
      End: still(() => generating.standAt(Infinity)),
    },
    now,
    words: () => words(generating),
    draw: width => drawing(generating, width),
    count: () => {
      const { index, length } = now()
      return html`<label
          ><span class="word">speed</span>
          <select
            aria-label="speed"
            @change=${(event: Event) => (generating.perSecond.value = Number((event.target as HTMLSelectElement).value))}
          >
            ${speeds.map(
              speed =>
                html`<option value=${speed} ?selected=${speed === generating.perSecond.value}>
                  ${speed} letters/s
                </option>`,
            )}
          </select></label
        >
        <span>draw <b>${thousands(index + 1)}</b> of ${thousands(length)}</span>`
    },
    strip: {
      letters() {
        const [made, at] = [generating.made.value, generating.at.value]
        if (!made || !at) return { letters: [], here: 0 }
        const letter = (id: number): string => made.tokenizer.letter(id)
        const isChosen = generating.stage(at.letter) === 'chosen'
        const read = at.draws.slice(0, at.letter + 1).map(({ token }) => letter(token))
        return { letters: [...read, isChosen ? letter(at.draw.index) : ''], here: at.letter }
      },
      pick: index => generating.step(index - (generating.at.peek()?.letter ?? 0)),
    },
    scrub(x, width) {
      generating.pause()
      const { runs, pitch } = scoreOf(generating.made.peek()?.names ?? [], width)
      const run = runs.findLast(run => x >= run.x) ?? runs[0]
      if (run)
        generating.standAt(
          run.first + Math.min(run.name.draws.length - 1, Math.max(0, Math.floor((x - run.x) / pitch))),
        )
    },
  }
}

function words(generating: Generating): string {
  const at = generating.at.value
  if (!at) return ''
  const op = generating.session.moment.value?.op ?? ''
  return `sample ${at.name + 1}, letter ${at.letter + 1}: ${what[op] ?? (at.draw.isGiven ? 'typed' : 'draw')}`
}

function drawing(generating: Generating, width: number): TemplateResult | typeof nothing {
  const [made, at] = [generating.made.value, generating.at.value]
  if (!made || !at) return nothing
  const all = width
  const size = scoreSize(width)
  const [isNarrow, y, height] = [width < 600, size.y, size.tick]
  const { runs, pitch } = scoreOf(made.names, width)
  const here = runs[at.name]!
  const x = here.x + (at.letter + 1) * pitch
  const air = pitch > 3 ? 0.9 : pitch * 0.2
  return html`<svg width=${width} height=${size.height} aria-hidden="true">
    ${runs.map(({ name, first, x, width }, i) => {
      const path = (isPast: boolean, isGiven: boolean): string =>
        name.draws
          .map((draw, j) =>
            isPast === first + j <= here.first + at.letter && draw.isGiven === isGiven
              ? `M${(x + j * pitch).toFixed(1)} ${y}h${(pitch - air).toFixed(1)}v${height}h${(air - pitch).toFixed(1)}z`
              : '',
          )
          .join('')
      // Where ticks are under two pixels a name is two stretches: what is past, and what is not.
      const past = Math.max(0, Math.min(name.draws.length, here.first + at.letter + 1 - first)) * pitch
      const stretch = (from: number, to: number): string =>
        to > from ? `M${x + from} ${y}H${x + to}v${height}H${x + from}z` : ''
      const isCoarse = pitch < 2
      const isHere = i === at.name
      const room = Math.floor(width / 6.1)
      const isNamed = name.text.length <= room || (isHere && !isNarrow)
      const label = name.text.length > 24 ? `${name.text.slice(0, 23)}…` : name.text
      const isAtEnd = x + label.length * 6.1 > all
      return svg`<path d=${isCoarse ? stretch(0, past) : path(true, false)} fill="var(--attn)"></path>
        <path d=${isCoarse ? stretch(past, width) : path(false, false)} fill="var(--attn-m)" opacity="0.34"></path>
        ${
          isCoarse || !name.draws[0]?.isGiven
            ? nothing
            : svg`<path d=${path(true, true)} fill="var(--ink-3)"></path>
              <path d=${path(false, true)} fill="var(--ink-3)" opacity="0.34"></path>`
        }
        ${
          isNamed
            ? svg`<text x=${isAtEnd ? x + width : x} y=${y + height + 13} text-anchor=${isAtEnd ? 'end' : 'start'}
              class="mono ${isHere ? 'here' : 'label'}">${label}</text>`
            : nothing
        }`
    })}
    ${playhead(size, x, words(generating))}
  </svg>`
}
