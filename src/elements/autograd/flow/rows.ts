/** The rows of the two pictures: one a block, one a matrix, of the layer that is looked at. */
import { operations, type OpId } from '../../../engine/operations.ts'
import type { FlowFilm, StepFlow } from '../../../lens/gradient-flow.ts'
import { lineName } from '../../../lens/model-graph-words.ts'
import { readerOf } from '../../../lens/operands.ts'
import { roleOfParameter, shortName } from '../../../lens/reading.ts'
import type { Session } from '../../../lens/session.ts'
import { mainLineOf } from '../../code-pane/main-lines.ts'
import type { FlowRow } from './picture.ts'

type Looking = Pick<Session, 'moment' | 'program' | 'run'>

export function blockRows(
  { blocks }: StepFlow,
  film: FlowFilm | null,
  shown: number,
  { moment, program, run }: Looking,
): FlowRow[] {
  const isLit = (op: OpId, layer: number | null): boolean =>
    moment.value?.op === op && (layer === null || moment.value.layer === layer)
  return blocks.flatMap((block, i) => {
    const { op, layer } = block
    if (layer !== null && layer !== shown) return []
    return {
      op,
      layer,
      parameter: null,
      line: mainLineOf(program.value, op),
      words: lineName(op, run.value?.config),
      role: operations[op].role,
      now: block,
      others: blocks.flatMap(other => (other.op === op && other.layer !== layer ? [other.rms] : [])),
      over: film?.steps.map(({ blocks }) => blocks[i]!.rms) ?? [],
      isLit: isLit(op, layer),
    }
  })
}

export function matrixRows(
  { matrices }: StepFlow,
  film: FlowFilm | null,
  shown: number,
  { program }: Looking,
): FlowRow[] {
  const isOfLayer = (name: string): boolean => name.startsWith('layer')
  return matrices.flatMap((matrix, i) => {
    const { name } = matrix
    const reader = readerOf(name)
    if (!reader || (isOfLayer(name) && !name.startsWith(`layer${shown}.`))) return []
    const isSame = (other: string): boolean => other !== name && isOfLayer(name) && shortName(other) === shortName(name)
    return {
      op: reader.op,
      layer: reader.layer,
      parameter: name,
      line: mainLineOf(program.value, reader.op),
      words: shortName(name),
      role: roleOfParameter(name),
      now: matrix,
      others: matrices.flatMap(other => (isSame(other.name) ? [other.rms] : [])),
      over: film?.steps.map(({ matrices }) => matrices[i]!.rms) ?? [],
      isLit: false,
    }
  })
}
