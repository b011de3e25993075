/** Softmax: the exponential of one score over the sum of all. */
import { largest } from '../attention-arithmetic.ts'
import { pythonList } from '../python-literal.ts'
import { equalTo, given, stepOf, sumOf, written, type Operand, type Step } from './terms.ts'

export function likelihood(scores: readonly Operand[], at: number, name: string): Step[] {
  const values = scores.map(({ value }) => value)
  const top = scores[largest(values)]!
  const exps = values.map(value => Math.exp(value - top.value))
  const max = given('max_val', top.value, top.role)
  const exp = (i: number, after: readonly (Operand | string)[] = []): (Operand | string)[] => [
    'exp(',
    scores[i]!,
    ' − ',
    max,
    ')',
    ...after,
  ]
  const total = sumOf(
    scores.map((_, i) => written(exps[i]!, ...exp(i))),
    { name: 'total', variable: 'total' },
  )
  const sum = given('total', total.value, 'attn')
  return [
    { ...equalTo('max_val', top, `the largest of ${scores.length}`), variable: 'max_val', python: [] },
    {
      ...total,
      python: [
        'import math',
        `logits = ${pythonList(values)}  # ${scores[0]!.text} … ${scores.at(-1)!.text}`,
        'max_val = max(logits)',
        '# math.exp(logit - max_val) of each, their last digits as computed here',
        `exps = ${pythonList(exps)}`,
        'assert all(math.isclose(e, math.exp(x - max_val), rel_tol=1e-14) for e, x in zip(exps, logits))',
        'total = 0.0',
        'for e in exps:',
        '    total += e',
      ],
    },
    stepOf(name, 's', written(exps[at]! * (1 / total.value), ...exp(at, [' / ', sum])), [
      `s = exps[${at}] * (1 / total)`,
    ]),
  ]
}
