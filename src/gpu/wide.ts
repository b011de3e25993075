/** Which matrix products are wide enough to be computed in blocks or tiles; kernels/linear*.wgsl serve all the others. */
import type { KernelName } from '../engine/ops.ts'
import { block } from './blocks.ts'
import type { Traits } from './device.ts'
import { per, withItems, type Stage } from './stages.ts'
import { tile, type MatrixKernel } from './tiles.ts'

/** Of fewer outputs there are too few blocks for two processors, and of fewer columns most of a block hangs over the edge. */
const leastOfBlocks = { outputs: 2048, columns: block.columns / 2 }

const isMatrixKernel = (kernel: KernelName): kernel is MatrixKernel => kernel.startsWith('linear')

/** The same stage in the form that suits it best on such a device. Both forms have 16 rows, as one of `Step.counts` has. */
export function inWideForm(
  stage: Stage,
  positions: number,
  { isSoftware, hasQuads }: Traits,
  least = leastOfBlocks,
): Stage {
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
  const height = isWeight ? outRows : positions
  const terms = isWeight ? positions : inner
  const form = (name: 'block' | 'tile', shape: { rows: number; columns: number }, reads: number): Stage => {
    const across = Math.ceil(columns / shape.columns)
    const size = isWeight
      ? { items: across * Math.ceil(outRows / shape.rows), per: per.call }
      : { items: across, per: per.sixteen }
    return { ...withItems(stage, { ...size, work: reads * terms }), wide: { form: name, kernel } }
  }
  if (!isSoftware) return columns < 16 ? stage : form('tile', tile, (tile.rows * tile.columns) / 2)
  const isAligned = [a, b, out, columns, inner].every(number => number % 4 === 0)
  const isEnough = columns >= least.columns && columns * height >= least.outputs
  return hasQuads && isAligned && isEnough ? form('block', block, 2 * (block.rows + block.columns)) : stage
}
