/** The model as it was trained beside the altered one on the screen, for whoever says what the difference is. */
import { effect, signal, type ReadonlySignal } from '@preact/signals-core'
import { isNone } from '../engine/intervention.ts'
import type { View } from './cursor.ts'
import { plainTrace } from './plain-trace.ts'
import type { Session } from './session.ts'

const known = new WeakMap<Session, ReadonlySignal<View | null>>()

/** The view on the screen where nothing of it is altered; else the same step and document unaltered, null until it is there. */
export function plainViewOf(session: Session): ReadonlySignal<View | null> {
  const found = known.get(session)
  if (found) return found
  const plain = signal<View | null>(null)
  let wanted = ''
  effect(() => {
    const [run, view] = [session.run.value, session.view.value]
    if (!run || !view) return
    if (isNone(view.intervention) && view.off === run.config.off) {
      wanted = ''
      plain.value = view
      return
    }
    const { step, document } = view
    const [now, key] = [plain.peek(), `${step} ${document}`]
    const isOfRun = now?.reader.plan.config === run.config && now.reader.plan.vocab_size === run.plan.vocab_size
    if (isOfRun && now.step === step && now.document === document) return
    if (wanted === key) return
    wanted = key
    plain.value = null
    plainTrace(session, step, document)
      .then(answer => {
        if (wanted === key) plain.value = answer
      })
      .catch((error: unknown) => session.say(error instanceof Error ? error.message : String(error)))
  })
  known.set(session, plain)
  return plain
}
