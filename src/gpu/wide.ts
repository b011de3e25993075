/** Which matrix products are wide enough to be computed in blocks or tiles; kernels/linear*.wgsl serve all the others. */
import type { KernelName } from '../engine/ops.ts'
import { block } from './blocks.ts'
import { per, withItems, type Stage } from './stages.ts'
import { tile, type MatrixKernel } from './tiles.ts'

/** Fewer blocks would leave a processor idle. */
const leastBlocks = 8

const isMatrixKernel = (kernel: KernelName): kernel is MatrixKernel => kernel.startsWith('linear')

/** The same stage in the form that suits it best. Both forms have 16 rows, as one of `Step.counts` has. */
export function inWideForm(stage: Stage, positions: number, isSoftware: boolean, least = leastBlocks): Stage {
  const { kernel } = stage
  if (!isMatrixKernel(kernel)) return stage
  const [a, b, , out, columns, outRows, inner] = stage.fields as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const isWeight = kernel === 'linear_gradient_weight'
  const down = Math.ceil((isWeight ? outRows : positions) / 16)
  const terms = isWeight ? positions : inner
  const form = (name: 'block' | 'tile', width: number, reads: number): Stage => {
    const across = Math.ceil(columns / width)
    const size = isWeight ? { items: across * down, per: per.call } : { items: across, per: per.sixteen }
    return { ...withItems(stage, { ...size, work: reads * terms }), wide: { form: name, kernel } }
  }
  if (!isSoftware) return columns < 16 ? stage : form('tile', tile.columns, (tile.rows * tile.columns) / 2)
  const width = 4 * block.fours
  const isAligned = [a, b, out, columns, inner].every(number => number % 4 === 0)
  const isEnough = Math.ceil(columns / width) * down >= least
  return isAligned && isEnough ? form('block', width, width + block.rows) : stage
}
