/** The model as it was trained, on the lane that computes the altered one: what differs then is the alteration alone. */
import type { Intervention } from '../engine/intervention.ts'
import type { View } from './cursor.ts'
import type { Session } from './session.ts'

/** Holds one number at what it is anyway: nothing changes, but the exact lane computes it, as it does all that is held. */
export const holdingNothing = (parameters: Float64Array): Intervention => ({
  parameters: [[0, parameters[0]!]],
  activations: [],
})

/** The trace of a step in float64, with nothing held and nothing off that training had on; null where the run has gone. */
export async function plainTrace(session: Session, step: number, document: string): Promise<View | null> {
  const parameters = await session.questions.parametersAt(step)
  if (!parameters) return null
  return session.questions.traceOf(step, document, { intervention: holdingNothing(parameters) })
}
