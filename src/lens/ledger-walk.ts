/** What stands beside the lines of Value.backward. */
import { edgeAtHand } from './chain-rule.ts'
import { graphSize } from './graph-size.ts'
import { aside, count, dim, small, text, worked } from './ledger-entry.ts'
import { hasCome, remembered, type Rule } from './ledger-line.ts'

/** Value.backward: the whole graph, and of the operation at the cursor one edge with its numbers plugged in. */
export const walkBack: Rule = ({ at, name }) => {
  if (!hasCome(at, 'backward')) return null
  const numbers = remembered(at, 'graph size', () =>
    graphSize(at.run.config, at.run.plan.vocab_size, at.session.program.value.source.text, at.reader.tokens),
  )
  const edge = edgeAtHand(at)
  switch (name) {
    case 'topo':
      return numbers === null ? text('loss last') : text(`${count(numbers)} numbers`, aside(', loss last'))
    case 'visited':
      return numbers === null ? text('all that loss is made of') : text(`${count(numbers)} numbers`)
    case 'stack':
      return text(dim('empty again'))
    case 'v':
      return text('v = loss')
    case 'parts_done':
      return text(aside('parts_done = True'))
    case 'self.grad':
      return text('loss.grad = 1')
    case 'for v':
      return edge && text(`v: ${edge.v}`, aside(`, position ${at.position}`))
    case 'for child':
      return edge && text('local_grad = ', ...(edge.localOf ? [aside(`${edge.localOf} = `)] : []), small(edge.local))
    case 'child.grad':
      return edge && worked([edge.local, ' × ', edge.grad], small(edge.local * edge.grad, 'bold'))
    default:
      return null
  }
}
