/** How the update makes a parameter's moments and its next value. */
import type { ParameterPlace } from '../number-place.ts'
import { pythonFloat } from '../python-literal.ts'
import { parameterGradientSteps } from './backward.ts'
import type { Ground } from './ground.ts'
import { equalTo, given, product, stepOf, sumOf, written, type Operand, type Step } from './terms.ts'

export function parameterSteps(
  ground: Ground,
  { name, row, column, when = 'before' }: ParameterPlace,
  label: string,
): Step[] {
  switch (when) {
    case 'before':
      return []
    case 'gradient':
      return parameterGradientSteps(ground, name, row, column, label)
    case 'm':
    case 'v':
      return momentSteps(ground, name, row, column, when, label)
    case 'updated':
      return updateSteps(ground, name, row, column, label)
  }
}

/** A moment as the step before left it. */
function momentBefore(ground: Ground, name: string, row: number, column: number, which: 'm' | 'v'): Operand {
  const { start, columns } = ground.reader.matrices.find(matrix => matrix.name === name)!
  const value = ground.reader.before[which][start + row * columns + column]!
  return { ...given(`${which}[i] so far`, value, 'grad'), note: 'as the step before left it' }
}

function momentSteps(
  ground: Ground,
  name: string,
  row: number,
  column: number,
  which: 'm' | 'v',
  label: string,
): Step[] {
  const { optimizer } = ground.config
  const { beta1, beta2 } = ground.reader.trace.input.rates
  const before = momentBefore(ground, name, row, column, which)
  const grad = ground.parameter(name, row, column, 'gradient')
  const [B, G] = [pythonFloat(before.value), pythonFloat(grad.value)]
  if (optimizer === 'sgd' || (optimizer === 'momentum' && which === 'v'))
    return [equalTo(label, before, `${optimizer} has no use for it and leaves it alone`)]
  if (optimizer === 'momentum') {
    const python = [`s = ${beta1} * ${B} + ${G}`]
    const step = sumOf([product(given('beta1', beta1), before), product(grad)], { name: label })
    return [{ ...step, python, note: 'a running sum of gradients, the old ones a little less each step' }]
  }
  const [beta, word] = which === 'm' ? [beta1, 'beta1'] : [beta2, 'beta2']
  const squared = which === 'm' ? [grad] : [grad, grad]
  const step = sumOf([product(given(word, beta), before), product(given(`1 − ${word}`, 1 - beta), ...squared)], {
    name: label,
  })
  const python = [`s = ${beta} * ${B} + (1 - ${beta}) * ${squared.map(() => G).join(' * ')}  # ${grad.text}`]
  const words = which === 'm' ? 'a running mean of the gradient' : 'a running mean of the gradient squared'
  return [{ ...step, python, note: words }]
}

function updateSteps(ground: Ground, name: string, row: number, column: number, label: string): Step[] {
  const { rate, eps, correction1, correction2 } = ground.reader.trace.input.rates
  const { optimizer } = ground.config
  const p = ground.parameter(name, row, column)
  const P = pythonFloat(p.value)
  const lr = given('lr_t', rate)
  if (optimizer !== 'adam') {
    const pull = ground.parameter(name, row, column, optimizer === 'sgd' ? 'gradient' : 'm')
    const term = written(p.value - rate * pull.value, p, ' − ', lr, ' × ', pull)
    return [stepOf(label, 's', term, [`s = ${P} - ${pythonFloat(rate)} * ${pythonFloat(pull.value)}  # ${pull.text}`])]
  }
  const [m, v] = [ground.parameter(name, row, column, 'm'), ground.parameter(name, row, column, 'v')]
  const hat = (which: 'm' | 'v', moment: Operand, correction: number, beta: string): Step =>
    stepOf(
      `${which}_hat`,
      `${which}_hat`,
      written(moment.value / correction, moment, ' / ', given(`1 − ${beta} ** (step + 1)`, correction)),
      [`${which}_hat = ${pythonFloat(moment.value)} / ${pythonFloat(correction)}  # ${moment.text}`],
    )
  const [m_hat, v_hat] = [hat('m', m, correction1, 'beta1'), hat('v', v, correction2, 'beta2')]
  const value = p.value - (rate * m_hat.value) / (Math.sqrt(v_hat.value) + eps)
  const [mHat, vHat] = [given('m_hat', m_hat.value, 'grad'), given('v_hat', v_hat.value, 'grad')]
  const term = written(value, p, ' − ', lr, ' × ', mHat, ' / (√', vHat, ' + ', given('eps_adam', eps), ')')
  const python = [
    'import math',
    `s = ${P} - (${pythonFloat(rate)} * m_hat) / (math.sqrt(v_hat) + ${pythonFloat(eps)})  # ${p.text}, lr_t`,
  ]
  return [m_hat, v_hat, stepOf(label, 's', term, python)]
}
