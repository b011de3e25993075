// A library may free memory, or compile, for a second or two after its last step; that is not to be done in the time of
// whoever is measured next.
import os from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

const window = 100
const most = 5000

/** Share of its processors' time that the machine works at most when nothing runs. */
const idle = 0.1

/** Waits until the machine has been idle for a moment; at most five seconds, since others may use it as well. */
export async function quiet() {
  let before = spent()
  for (let waited = 0; waited < most; waited += window) {
    await wait(window)
    const now = spent()
    const share = (now.working - before.working) / (now.all - before.all)
    if (share <= idle) return
    before = now
  }
}

/** Time that all processors have spent so far. */
function spent() {
  const times = os.cpus().map(({ times }) => times)
  const all = times.flatMap(kinds => Object.values(kinds)).reduce((sum, time) => sum + time, 0)
  return { all, working: all - times.reduce((sum, { idle }) => sum + idle, 0) }
}
