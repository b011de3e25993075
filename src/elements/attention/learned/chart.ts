/** What a head looks at, step after step: a line for each habit, and what a plain average would give. */
import { line, scaleLinear, scaleLog } from 'd3'
import { nothing, svg, type SVGTemplateResult } from 'lit'
import { evenOf, habits, habitWords, meanOf, type Habit, type Moment } from '../../../lens/head-statistics.ts'
import { probability, thousands } from '../../marks/numbers.ts'

export interface Chart {
  readonly width: number
  readonly moments: readonly Moment[]
  /** The last step that there can be, counted from 0. */
  readonly last: number
  /** The step that is looked at, counted from 0. */
  readonly now: number
  /** The habit that the sentence beside it is about. */
  readonly lit: Habit | null
}

export const chartHeight = 216
const [left, top, bottom] = [30, 8, chartHeight - 22]
/** The names of the lines stand at their right end. */
const besides = 152
const dashes: Readonly<Record<Habit, string>> = { previous: 'none', itself: '5 3', bos: '1.5 2.5', same: '8 2 1.5 2' }

export function chart({ width, moments, last, now, lit }: Chart): SVGTemplateResult {
  const right = width - besides
  const first = moments[0]?.step ?? 0
  const x = scaleLog([1, Math.max(2, last - first + 1)], [left, right])
  const at = (step: number): number => x(Math.max(1, step - first + 1))
  const highest = Math.max(0.4, ...moments.flatMap(({ tallies }) => habits.map(habit => meanOf(tallies[habit]) ?? 0)))
  const y = scaleLinear([0, Math.min(1, Math.ceil(highest * 10) / 10)], [bottom, top])
  const ticks = x.ticks(4).filter(tick => Number.isInteger(Math.log10(tick)))
  const end = moments.at(-1)
  const even = end ? evenOf(end.tallies.previous) : null
  const drawn = habits.filter(habit => end && meanOf(end.tallies[habit]) !== null)
  const path = line<Moment>()
    .x(({ step }) => at(step))
    .y(({ tallies }) => y(meanOf(tallies[drawn[0]!])!))
  const curve = (habit: Habit): string => path.y(({ tallies }) => y(meanOf(tallies[habit])!))(moments) ?? ''
  const ends = drawn.map(habit => ({ habit, words: habitWords[habit], mean: meanOf(end!.tallies[habit])! }))
  const named = even === null ? ends : [...ends, { habit: null, words: 'plain average', mean: even }]
  const labels = spread(
    named.map(({ mean }) => y(mean)),
    13,
  )
  const place = moments.length > 0 ? at(now) : null
  return svg`
    ${y.ticks(4).map(
      tick => svg`<path d="M${left} ${y(tick)}H${right}" stroke="var(--rule)"></path>
        <text x=${left - 6} y=${y(tick) + 3.5} class="mono small end muted">${tick === 0 ? '0' : probability(tick, 1)}</text>`,
    )}
    ${ticks.map(tick => svg`<text x=${x(tick)} y=${bottom + 15} class="small middle muted">${thousands(first + tick)}</text>`)}
    ${even === null ? nothing : svg`<path d="M${left} ${y(even)}H${right}" stroke="var(--ink)" stroke-dasharray="4 3" opacity="0.6"></path>`}
    ${place === null ? nothing : svg`<path d="M${place} ${top}V${bottom + 4}" stroke="var(--ink)"></path>`}
    ${ends.map(({ habit }) => {
      const isLit = habit === lit
      return svg`<g fill="none">
        <path d=${curve(habit)} stroke="var(--paper)" stroke-width="4"></path>
        <path d=${curve(habit)} stroke=${isLit ? 'var(--attn)' : 'var(--ink-2)'} stroke-width=${isLit ? 2.25 : 1.25}
          stroke-dasharray=${isLit ? 'none' : dashes[habit]}></path>
      </g>`
    })}
    ${named.map(({ habit, words, mean }, i) => {
      const look = habit === null ? 'muted' : habit === lit ? 'bold attn' : ''
      const from = habit === null ? right : at(end!.step) + 2
      return svg`<path d="M${from} ${y(mean)}L${right + 10} ${labels[i]!}h6" stroke="var(--rule-2)" fill="none"></path>
        <text x=${right + 20} y=${labels[i]! + 3.5} class="small ${look}">${words}</text>
        <text x=${width} y=${labels[i]! + 3.5} class="mono small end ${look}">${probability(mean)}</text>`
    })}`
}

/** Places in their order, moved apart until each has its room. */
export function spread(places: readonly number[], room: number): number[] {
  const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]!)
  const moved = [...places]
  for (let round = 0; round < 20; round++)
    for (let i = 1; i < order.length; i++) {
      const [above, below] = [order[i - 1]!, order[i]!]
      const lack = room - (moved[below]! - moved[above]!)
      if (lack <= 0) continue
      moved[above] = moved[above]! - lack / 2
      moved[below] = moved[below]! + lack / 2
    }
  return moved
}
