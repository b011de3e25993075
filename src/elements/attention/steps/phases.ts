/** The six phases, one under the other: what happens in each, in a sentence and in its own numbers. */
import { html, type TemplateResult } from 'lit'
import { attentionArithmetic, largest } from '../../../lens/attention-arithmetic.ts'
import { attentionPhases } from '../../../lens/attention-steps.ts'
import { decimal } from '../../marks/numbers.ts'
import { pairLayout } from '../layout.ts'
import { sceneOf } from '../scene.ts'
import { softmaxHeight, softmaxTable, softmaxWidth } from '../softmax-table.ts'
import { outputBody } from '../through-output.ts'
import { append } from './append.ts'
import { project, projectChoice, projectHeight, type Picked } from './project.ts'
import type { StepsScene } from './scene.ts'
import { scores, stackHeight, stackLayout, weighted } from './stacks.ts'

/** What is worked out in the phases, and what a person may change of it. */
export interface Choices {
  readonly picked: Picked
  readonly pick: (picked: Picked) => void
  /** Of the stream. */
  readonly number: number
  readonly onNumber: (number: number) => void
}

export function phases(scene: StepsScene, { picked, pick, number, onNumber }: Choices): TemplateResult[] {
  const { session, reader, place, inner, letters } = scene
  const { layer, head, position } = place
  const weights = reader.output('attention.softmax', position, layer, head)!
  const open = { layer, head, row: position, column: largest(weights.values) }
  const arithmetic = attentionArithmetic(reader, open)
  const pair = pairLayout(inner, letters.length)
  const full = { ...pair, isPair: false }
  const stack = stackLayout(inner, reader.plan.head_dim, letters.length)
  const height = stackHeight(stack, letters.length)
  const drawing = (height: number, name: string, inside: unknown, width = inner): TemplateResult => {
    const picture = html`<svg width=${width} height=${height} role="group" aria-label=${name}>${inside}</svg>`
    return width > inner
      ? html`<div class="scroller" tabindex="0" role="region" aria-label=${name}>${picture}</div>`
      : picture
  }
  const isSoft = scene.status('attention.softmax') !== 'todo'
  const most = Math.max(...arithmetic.scores.values)
  const bodies: readonly (readonly [note: string, body: unknown])[] = [
    [
      'Three matrices read the same vector: what this place looks for, what it can be found by, what it hands over. Each number is a row times the vector.',
      html`${drawing(
        projectHeight(inner, reader.plan.config.n_embd),
        'query, key and value',
        project(scene, picked, pick),
      )}
      ${projectChoice(picked, reader.plan.config.n_embd, pick)}`,
    ],
    [
      `Only k and v are kept: later positions ask them again, but nobody asks for an old q. The frame is the part that head ${head} reads.`,
      append(scene),
    ],
    [
      `A score is the query times one key, number by number, added up, over √${reader.plan.root}: without it, scores grow with the width of a head.`,
      drawing(height, 'scores', scores(scene, arithmetic, stack), stack.width),
    ],
    [
      isSoft
        ? `exp of each score less the largest, ${decimal(most)}; then each over their sum, ${decimal(arithmetic.total)}. The weights add up to 1.`
        : 'exp of each score less the largest; then each over their sum, so that the weights add up to 1.',
      drawing(
        softmaxHeight,
        'softmax',
        softmaxTable(sceneOf(session, reader, letters, open), full),
        Math.max(inner, softmaxWidth(full, letters.length)),
      ),
    ],
    [
      'Each value counts as much as its weight says; the column sums are what the head hands on.',
      drawing(height, 'weighted sum', weighted(scene, arithmetic, stack), stack.width),
    ],
    [
      'When all heads are side by side, wo mixes them and the result is added to the stream.',
      outputBody({
        reader,
        layer,
        head,
        position,
        status: scene.status,
        inner,
        number,
        onNumber,
      }),
    ],
  ]
  return attentionPhases.map(({ title, ops }, i) => {
    const lines = ops.flatMap(op => session.program.value.linesOf(op))
    const state = i === scene.phase.now ? 'now' : i < scene.phase.done ? 'done' : 'todo'
    return html`<section class="phase ${state}" data-phase=${i}>
      <header>
        <h2>${i + 1}&ensp;${title}</h2>
        <span class="lines">${linesWords(lines)}</span>
      </header>
      <p class="note">${bodies[i]![0]}</p>
      ${bodies[i]![1]}
    </section>`
  })
}

/** `lines 130 to 132`, by the first and the last. */
function linesWords(lines: readonly (readonly [number, number])[]): string {
  if (lines.length === 0) return ''
  const [first, last] = [Math.min(...lines.map(([from]) => from)), Math.max(...lines.map(([, to]) => to))]
  return first === last ? `line ${first}` : `lines ${first} to ${last}`
}
