/** What stands between the two matrices of the MLP, read and written. */
import type { Hyperparameters } from './hyperparameters.ts'
import type { Fail, Keep } from './literals.ts'
import { type PythonSource, textOf, tightCodeOf } from './python-source.ts'
import { nodeOf } from './selector.ts'

type Activation = Hyperparameters['activation']

const place = 'def gpt > for li > x = after x = ~mlp_fc1 before x = ~mlp_fc2'

/** Without spaces: `[xi.relu()**2forxiinx]`. */
const comprehension = /^\[(.+)for(\w+)inx\]$/

/** The ways to write each for one number, here called x, without spaces. */
const forms: Readonly<Record<Activation, readonly string[]>> = {
  relu: ['x.relu()', 'Value.relu(x)'],
  relu2: ['x.relu()**2', 'x.relu()*x.relu()'],
  // Of Value's own operations: gelu in its tanh form is x times the sigmoid of √(8/π)·(x + 0.044715·x³).
  gelu: ['x.gelu()', 'x/(1+(-(8/math.pi)**0.5*(x+0.044715*x**3)).exp())'],
}

export function readActivation(source: PythonSource, keep: Keep<Activation>, fail: Fail): void {
  const statement = nodeOf(source, place)
  if (!statement) return fail('Nothing stands between mlp_fc1 and mlp_fc2.')
  const more = nodeOf(source, `${place} #2`)
  if (more) return fail(`More than one line stands between mlp_fc1 and mlp_fc2: "${textOf(source, more)}".`, more)
  const list = statement.getChild('ArrayComprehensionExpression')
  const [, written = '', name = ''] = comprehension.exec(list ? tightCodeOf(source, list) : '') ?? []
  const item = list?.firstChild?.nextSibling
  const expression = withoutBrackets(written).replace(new RegExp(`\\b${name}\\b`, 'g'), 'x')
  const found = (Object.keys(forms) as Activation[]).find(activation => forms[activation].includes(expression))
  if (!item || !found)
    return fail(
      `The activation should be xi.relu(), xi.relu() ** 2 or xi.gelu() for each xi; it is "${textOf(source, statement)}".`,
      statement,
    )
  keep(found, item)
}

const withoutBrackets = (code: string): string => (/^\([^()]*\(\)[^()]*\)$/.test(code) ? code.slice(1, -1) : code)

/** The expression for an activation, under the name that the program gives each number there. */
export function activationCode(source: PythonSource, activation: Activation): string {
  const list = nodeOf(source, place)?.getChild('ArrayComprehensionExpression')
  const x = comprehension.exec(list ? tightCodeOf(source, list) : '')?.[2] ?? 'xi'
  if (activation === 'relu') return `${x}.relu()`
  if (activation === 'relu2') return `${x}.relu() ** 2`
  // A Value without gelu has all that it is made of.
  if (nodeOf(source, 'class Value > def gelu')) return `${x}.gelu()`
  return `${x} / (1 + (-(8 / math.pi) ** 0.5 * (${x} + 0.044715 * ${x} ** 3)).exp())`
}
