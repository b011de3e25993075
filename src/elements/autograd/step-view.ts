/** The present step worked out with its numbers: the chain rule for an edge, data and local gradients for a number. */
import { html, nothing, type TemplateResult } from 'lit'
import type { Node } from '../../lens/autograd/expression.ts'
import type { EdgeStep, State, Walkthrough } from '../../lens/autograd/steps.ts'
import { localOf, madeOf, share, short, worked, workedOut } from './words.ts'

export function stepView(walk: Walkthrough, { step }: State): TemplateResult {
  switch (step.kind) {
    case 'empty':
      return section('Before the first number', prose(`Next makes the first of ${walk.nodes.length} numbers.`))
    case 'make':
      return section('The number being made', step.node.op ? operation(step.node) : leaf(step.node))
    case 'stop':
      return section(
        'Where Python stops',
        prose(`${step.node.name} = ${madeOf(step.node)} cannot be made: there is no result to walk back from.`),
      )
    case 'start':
      return section('Where the walk back begins', start(walk))
    case 'edge':
      return section('The edge being walked', edge(step))
    case 'end':
      return section(
        'Every grad is complete',
        prose('Each says how much L grows for each 1 that its number grows, all others held.'),
      )
  }
}

const section = (title: string, body: TemplateResult): TemplateResult =>
  html`<section class="step">
    <h2>${title}</h2>
    <div class="work">${body}</div>
  </section>`

const prose = (words: string): TemplateResult => html`<p class="prose">${words}</p>`

const fraction = (above: string, below: string, isGrad: boolean): TemplateResult =>
  html`<span class="fraction ${isGrad ? 'grad' : ''}"><span>∂${above}</span><span class="below">∂${below}</span></span>`

const term = (body: unknown, under: string): TemplateResult =>
  html`<div class="term">${body}<span class="under">${under}</span></div>`
const sign = (text: string): TemplateResult => html`<span class="sign">${text}</span>`

const row = (word: string, number: unknown, remark: unknown = '', kind = ''): TemplateResult =>
  html`<tr class=${kind}>
    <th scope="row">${word}</th>
    <td>${number}</td>
    <td class="remark">${remark}</td>
  </tr>`

function edge({ edge: { v, child, index }, local_grad, grad, before, after, earlier }: EdgeStep): TemplateResult {
  const through = (node: Node): string => `through ${node.name} = ${madeOf(node)}`
  const before_ = earlier.length === 0 ? 'no edge came here before' : earlier.map(({ v }) => through(v)).join(', ')
  return html`<div class="rule" role="img" aria-label="grad of ${child.name} += local gradient × grad of ${v.name}">
      ${term(fraction('L', child.name, true), `${child.name}.grad`)} ${sign('+=')}
      ${term(fraction(v.name, child.name, false), 'local_grad')} ${sign('×')}
      ${term(fraction('L', v.name, true), 'v.grad')}
    </div>
    <table class="sum">
      <caption class="unseen">
        ${child.name}.grad, before and after
      </caption>
      ${row('before', earlier.length === 0 ? '0' : worked(before), before_)}
      ${row('add', `${share(local_grad, grad)} = ${worked(local_grad * grad)}`, `${through(v)}, ∂${v.name}/∂${child.name} = ${localOf(v, index)}`)}
      ${row('after', worked(after), '', 'total')}
    </table>`
}

function operation(node: Node): TemplateResult {
  const [name, data] = [node.name, short(node.value.data)]
  return html`<div class="rule made"><span class="math">${name} = ${madeOf(node)}</span></div>
    <table class="sum">
      <caption class="unseen">
        what ${name} is and remembers
      </caption>
      ${row('data', html`${workedOut(node)} = <b>${data}</b>`, `${name}.data`)}
      ${node.children.map((child, i) =>
        row(
          i === 0 ? 'remembers' : '',
          html`∂${name}/∂${child.name} = ${short(node.value._local_grads[i]!)}`,
          `local gradient: ${localOf(node, i)}`,
        ),
      )}
    </table>`
}

function leaf({ name, value, isConstant }: Node): TemplateResult {
  return html`<div class="rule made"><span class="math">${name}</span></div>
    <table class="sum">
      <caption class="unseen">
        what ${name} is and remembers
      </caption>
      ${row('data', html`<b>${short(value.data)}</b>`, isConstant ? 'a plain number, made a Value to be multiplied' : 'set below')}
      ${row('remembers', 'nothing', 'it was made of no other number')}
    </table>`
}

function start({ nodes, reversedTopo }: Walkthrough): TemplateResult {
  const { name } = reversedTopo[0]!
  return html`<div class="rule">
      ${term(fraction(name, name, true), `${name}.grad`)} ${sign('=')} <span class="math">1</span>
    </div>
    <table class="sum">
      <caption class="unseen">
        how the walk back begins
      </caption>
      ${row('sorted', `${nodes.length} numbers`, 'wholes before their parts')}
      ${row('set', `${name}.grad = 1`, `${name} grows as much as ${name}`, 'total')} ${nothing}
    </table>`
}
