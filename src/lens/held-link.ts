/** Held numbers that come with a link: what the model does not have is ignored. */
import { noIntervention, type Intervention } from '../engine/intervention.ts'
import { isOpId } from '../engine/operations.ts'
import type { Plan } from '../engine/plan.ts'
import { withActivation, withParameter } from './interventions.ts'
import { mostHeld } from './link.ts'

/** Beyond this a number tells nothing, and overflows in the first product. */
const most = 1e6

/** What `heldWords` wrote, as far as a model of this plan has it. */
export function heldIn(words: string, plan: Plan): Intervention {
  let held = noIntervention
  for (const word of words.split(',').slice(0, mostHeld)) {
    const parts = word.split(':')
    const value = numberIn(parts.at(-1))
    if (value === null) continue
    if (parts.length === 2) {
      const index = wholeIn(parts[0])
      if (index !== null && index < plan.parameters) held = withParameter(held, index, value)
    } else if (parts.length === 5) {
      const [op = '', layerWord] = parts
      const [layer, position, column] = [wholeIn(layerWord), wholeIn(parts[2]), wholeIn(parts[3])]
      if (!isOpId(op) || op.startsWith('loss') || position === null || column === null) continue
      if (layer === null && layerWord !== '') continue
      const tensor = plan.output(op, layer)
      if (tensor && column < tensor.columns && position < plan.config.block_size)
        held = withActivation(held, { op, layer, position, column, value })
    }
  }
  return held
}

const wholeIn = (word: string | undefined): number | null => (word && /^\d{1,8}$/.test(word) ? Number(word) : null)

function numberIn(word: string | undefined): number | null {
  const value = word?.trim() ? Number(word) : NaN
  return Number.isFinite(value) && Math.abs(value) <= most ? value : null
}
