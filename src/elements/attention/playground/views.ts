/** Parts of the playground that only show. */
import { html, type TemplateResult } from 'lit'
import { dot, rowOf, type Attended, type Cache } from '../../../lens/attend.ts'
import { leanings, likeliest, type HeadPlace } from '../../../lens/query-playground.ts'
import type { TraceReader } from '../../../lens/reading.ts'
import { decimal, probability } from '../../marks/numbers.ts'
import { numbersTable } from '../../marks/mg-numbers-table.ts'
import { visible } from '../letters.ts'
import { leaningHeight, leaningPicture } from './leaning-picture.ts'

/** All that one drawing is a function of. */
export interface Shown {
  readonly reader: TraceReader
  readonly letters: readonly string[]
  readonly place: HeadPlace
  readonly cache: Cache
  /** The model's own query. */
  readonly own: Float64Array
  /** The one that asks. */
  readonly query: Float64Array
  /** It is held in the model. */
  readonly isHeld: boolean
  readonly attended: Attended
  /** Mean |gradient| of every key and value in the trace. */
  readonly felt: { readonly keys: Float64Array; readonly values: Float64Array }
}

/** What the letters lean to, by the shortcut and in the whole model. */
export function leaningView(
  letterOf: (token: number) => string,
  { reader, place, attended, isHeld }: Shown,
  inner: number,
): TemplateResult {
  const target = reader.targets[place.position]!
  const probs = reader.output('loss.softmax', place.position)!.values
  const letters = Array.from(probs, (_, token) => letterOf(token))
  const rows = [
    { words: 'shortcut', probs: leanings(reader, place, attended.mixed) },
    { words: isHeld ? 'model, q held' : 'whole model', probs },
  ]
  const { n_head, n_layer } = reader.plan.config
  const leftOut = [
    'the embedding',
    ...(n_head > 1 ? ['the other heads'] : []),
    'the MLP',
    ...(n_layer > 1 ? ['the other layers'] : []),
  ]
  return html`<h2>What the letters lean to</h2>
    <svg width=${inner} height=${leaningHeight(2)} role="group" aria-label="probabilities of the next letter">
      ${leaningPicture({ letters, rows, target, position: place.position, width: inner })}
    </svg>
    <p class="leans">
      ${rows.map(({ words, probs }) => {
        const first = likeliest(probs, 3).map(token => `${visible(letters[token]!)} ${probability(probs[token]!)}`)
        return html`${words}: <b>${first.join(', ')}</b>${words === 'shortcut' ? '; ' : ''}`
      })}
    </p>
    <p class="note">
      The shortcut sends head_out through its own columns of wo straight to lm_head and softmax: it leaves out
      ${listed(leftOut)}. The second line is the model’s own
      answer${isHeld ? ', with your q in it' : '; hold q in the model to see it change'}.
    </p>`
}

/** The numbers behind the picture. */
export function playgroundTable({ letters, cache, query, attended, place, felt }: Shown): TemplateResult {
  return numbersTable(() => ({
    caption: `Head ${place.head}, asked by ${letters[place.position]!} with q = ${Array.from(query, value => decimal(value)).join(' ')}`,
    heads: ['key', 'q·k', 'score', 'exp', 'weight', '|grad| of k', '|grad| of v', 'value'],
    rows: Array.from({ length: cache.rows }, (_, row) => [
      `${visible(letters[row]!)} ${row}`,
      decimal(dot(query, rowOf(cache.keys, row, cache.columns)), 4),
      decimal(attended.scores[row]!, 4),
      decimal(attended.exps[row]!, 4),
      probability(attended.weights[row]!, 4),
      decimal(felt.keys[row]!, 4),
      decimal(felt.values[row]!, 4),
      Array.from(rowOf(cache.values, row, cache.columns), value => decimal(value)).join(' '),
    ]),
  }))
}

const listed = (words: readonly string[]): string => `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`
