/** What an answer is worth, in a sentence with the number. */
import { html, type TemplateResult } from 'lit'
import { isRight, truthOf, type Ask, type Exercise } from '../../../lens/autograd/exercises.ts'
import { localGrad, pathsTo } from '../../../lens/autograd/paths.ts'
import { decimal } from '../../marks/numbers.ts'
import { short } from '../words.ts'
import type { Expression } from '../../../lens/autograd/expression.ts'

export const askedFor = ({ kind, name }: Ask): string =>
  kind === 'grad' ? `${name}.grad` : kind === 'turn' ? `${name} >` : `${name}.data`

/** @param answer null where no number was given */
export function verdictOn(exercise: Exercise, ask: Ask, answer: number | null, expression: Expression): TemplateResult {
  const truth = truthOf(exercise, ask)
  const [word, number] = [askedFor(ask).replace(' >', ''), decimal(truth)]
  if (answer === null)
    return html`<span class="off"
      >${word} is <b>${number}</b>${why(ask, expression)}; no number was given for it.</span
    >`
  return isRight(answer, truth)
    ? html`<span class="right">${word} is <b>${number}</b>${why(ask, expression)}: right.</span>`
    : html`<span class="off"
        >${word} is <b>${number}</b>${why(ask, expression)}; ${decimal(answer)} is off by
        ${decimal(Math.abs(answer - truth))}.</span
      >`
}

/** The products along the paths, as they add up. */
function why({ kind, name }: Ask, expression: Expression): string {
  if (kind !== 'grad') return ''
  const paths = pathsTo(
    expression,
    expression.nodes.find(node => node.name === name)!,
  )
  // One factor is the answer itself.
  if (paths.length === 1 && paths[0]!.edges.length === 1) return ''
  const products = paths.map(path => path.edges.map(edge => factor(localGrad(edge))).join(' × '))
  return ` = ${products.join(' + ')}`
}

const factor = (value: number): string => (value < 0 ? `(${short(value)})` : short(value))
