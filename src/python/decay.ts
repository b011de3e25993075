/** How the learning rate falls, read and written. */
import type { Hyperparameters } from './hyperparameters.ts'
import type { Fail, Keep } from './literals.ts'
import { type PythonSource, textOf, tightCodeOf } from './python-source.ts'
import { nodeOf } from './selector.ts'
import { assignmentsOf, loopNamesOf } from './statements.ts'

type Decay = Hyperparameters['decay']

const cosine = String.raw`\(1(\.0)?\+(math\.)?cos\((math\.)?pi\*(step/num_steps|\(step/num_steps\))\)\)`
const half = String.raw`0?\.5`
const left = String.raw`\((1(\.0)?-step/num_steps|1(\.0)?-\(step/num_steps\))\)`
const whole = (form: string): RegExp => new RegExp(`^${form}$`)

/** How lr_t may be written, without spaces. */
const decays: readonly (readonly [Decay, RegExp])[] = [
  [
    'linear',
    whole(String.raw`(learning_rate\*${left}|${left}\*learning_rate|learning_rate\*\(num_steps-step\)/num_steps)`),
  ],
  [
    'cosine',
    whole(
      String.raw`(learning_rate\*${half}\*${cosine}|${half}\*learning_rate\*${cosine}|learning_rate\*\(${half}\*${cosine}\)` +
        String.raw`|learning_rate\*${cosine}(/2(\.0)?|\*${half})|${half}\*${cosine}\*learning_rate)`,
    ),
  ],
  ['constant', /^learning_rate$/],
]

export function readDecay(source: PythonSource, keep: Keep<Decay>, fail: Fail): void {
  const statement = nodeOf(source, 'for step > lr_t =')
  const value = statement ? assignmentsOf(statement)[0]?.value : null
  if (!statement || !value) return fail('No line of the training loop sets lr_t.', statement)
  const code = tightCodeOf(source, value).replace(new RegExp(`\\b${stepName(source)}\\b`, 'g'), 'step')
  const decay = decays.find(([, form]) => form.test(code))?.[0]
  if (!decay) return fail(`The decay of lr_t is neither linear nor cosine: "${textOf(source, value)}".`, value)
  keep(decay, value)
}

/** What the loop of training calls its step. */
function stepName(source: PythonSource): string {
  const loop = nodeOf(source, 'for step')
  return (loop && loopNamesOf(source, loop)[0]) ?? 'step'
}

export function decayCode(source: PythonSource, decay: Decay): string {
  const step = stepName(source)
  if (decay === 'linear') return `learning_rate * (1 - ${step} / num_steps)`
  if (decay === 'cosine') return `learning_rate * 0.5 * (1 + math.cos(math.pi * ${step} / num_steps))`
  return 'learning_rate'
}
