/** The commands of a debugger over a session: each of them only moves the cursor. */
import { computed } from '@preact/signals-core'
import { Breakpoints } from './breakpoints.ts'
import type { Session } from './session.ts'
import { Stepper, type Stop } from './stepping.ts'

export class Debugger {
  readonly breakpoints: Breakpoints
  private readonly stepper = computed(() => {
    const [timeline, program] = [this.session.timeline.value, this.session.program.value]
    return timeline && new Stepper(program, timeline)
  })

  constructor(private readonly session: Session) {
    this.breakpoints = new Breakpoints(session.program)
  }

  into(): void {
    this.move(stepper => stepper.into(this.now))
  }

  over(): void {
    this.move(stepper => stepper.over(this.now))
  }

  out(): void {
    this.move(stepper => stepper.out(this.now))
  }

  /** To the next stop on the way; says so where there is none, and stays. */
  run(by: 1 | -1): void {
    const lines = this.breakpoints.lines.value
    const found = this.stepper.value?.find(this.now, lines, by)
    if (found) this.move(() => found)
    else this.session.say(lines.length === 0 ? noStops : noneLies(by))
  }

  /** Runs to a line: to where it comes next, or else to where it came last. Null where nothing comes by it. */
  distanceTo(line: number): { readonly stop: Stop; readonly operations: number } | null {
    const at = this.breakpoints.lineFor(line)
    const stepper = this.stepper.value
    if (at === null || !stepper) return null
    const stop = stepper.find(this.now, [at], 1) ?? stepper.find(this.now, [at], -1)
    return stop && { stop, operations: stop.index - this.now.index }
  }

  runTo(line: number): boolean {
    const found = this.distanceTo(line)
    if (found) this.move(() => found.stop)
    return found !== null
  }

  /** Sets a stop on the line where the program stands, or takes it away. */
  toggleHere(): void {
    const [moment, frame] = [this.session.moment.peek(), this.session.frames.peek().at(-1)]
    const line = frame?.line ?? (moment ? this.stepper.value?.linesOf(moment)[0] : undefined)
    if (line !== undefined) this.breakpoints.toggle(line)
  }

  /** The first stop between two moments, the first not counted; for a player that runs through them. */
  stopWithin(from: number, to: number): Stop | null {
    const lines = this.breakpoints.lines.peek()
    if (lines.length === 0) return null
    const found = this.stepper.peek()?.find({ index: from, frames: [] }, lines, 1)
    return found && found.index <= to ? found : null
  }

  private get now(): Stop {
    return { index: this.session.cursor.peek(), frames: this.session.frames.peek() }
  }

  private move(target: (stepper: Stepper) => Stop): void {
    const stepper = this.stepper.value
    if (!stepper) return
    const { index, frames } = target(stepper)
    const { message } = this.session
    if ([noStops, noneLies(1), noneLies(-1)].includes(message.peek() ?? '')) message.value = null
    this.session.moveTo(index, frames)
  }
}

const noStops = 'There is no stop to run to: click a line number, or press F9 on a line.'

const noneLies = (by: 1 | -1): string => `No stop lies ${by > 0 ? 'ahead' : 'behind'}.`

const known = new WeakMap<Session, Debugger>()

/** The debugger of a session: one, whoever asks. */
export function debuggerOf(session: Session): Debugger {
  const found = known.get(session) ?? new Debugger(session)
  known.set(session, found)
  return found
}
