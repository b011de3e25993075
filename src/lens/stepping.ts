/** Stepping as a debugger does it: into the helpers that a line calls, over them, out of them, and to a line. */
import { operations, type OpId } from '../engine/operations.ts'
import type { Program } from '../python/program.ts'
import { callsOn, outlineOf, type Reader } from './calls.ts'
import { isLoopLine, type Moment, type Timeline } from './timeline.ts'

/** A line where the program stands inside a moment: in the operation itself, or in a helper that was called. */
export interface Frame {
  /** Null for the operation's own line. */
  readonly helper: string | null
  /** The line on which the statement begins. */
  readonly line: number
  /** How many of the calls on this line have been gone into. */
  readonly called: number
}

/** A place in time, to the line: a moment, and the lines inside it from the outermost to the innermost. */
export interface Stop {
  readonly index: number
  readonly frames: readonly Frame[]
}

export class Stepper {
  private readonly ownLines = new Map<string, readonly number[]>()
  private readonly paths = new Map<string, readonly (readonly Frame[])[]>()

  constructor(
    private readonly program: Program,
    private readonly timeline: Timeline,
  ) {}

  /** One line on: into the helper that this line calls next, or to the line after it. */
  into(stop: Stop): Stop {
    const moment = this.timeline.at(stop.index)
    const own = this.linesOf(moment)
    const frames = stop.frames.length > 0 ? stop.frames : own.slice(0, 1).map(line => frameAt(null, line))
    const top = frames.at(-1)
    if (stop.frames.length === 0 && own.length > 1) return { index: stop.index, frames }
    const callee = top && this.calls(moment, top)[top.called]
    if (!top || callee === undefined) return this.next({ index: stop.index, frames }, true)
    const below = [...frames.slice(0, -1), { ...top, called: top.called + 1 }]
    return { index: stop.index, frames: [...below, frameAt(callee, this.firstLine(callee, stop.index))] }
  }

  /** One line on without what it calls: over a helper, over the turn of a loop, over a call of gpt(). */
  over(stop: Stop): Stop {
    if (stop.frames.length > 0) return this.next(stop, false)
    return { index: this.past(stop.index), frames: [] }
  }

  /** Back to the line that called; from an operation out of the loop, the function or the phase that it stands in. */
  out({ index, frames }: Stop): Stop {
    if (frames.length > 1) return { index, frames: frames.slice(0, -1) }
    const { timeline } = this
    const { phase, layer, head, op } = timeline.at(index)
    const next = (isOut: (moment: Moment) => boolean): Stop => {
      let to = index + 1
      while (to < timeline.length - 1 && !isOut(timeline.at(to))) to++
      return { index: Math.min(to, timeline.length - 1), frames: [] }
    }
    if (head !== null && phase === 'forward') return next(moment => moment.head === null)
    if (layer !== null && phase === 'forward') return next(moment => moment.layer === null)
    const isInGpt = phase === 'forward' && op !== 'training.position' && !op.startsWith('loss.')
    if (isInGpt) return next(moment => moment.op === 'loss.softmax')
    return next(moment => moment.phase !== phase)
  }

  /**
   * The next stop, in either direction, at one of some lines; null where there is none on this way. Lines in helpers stop
   * at every operation that comes by them.
   */
  find({ index, frames }: Stop, lines: readonly number[], by: 1 | -1): Stop | null {
    const { timeline } = this
    const hits = (at: number): Stop[] =>
      lines.flatMap(line => this.framesAt(timeline.at(at), line).map(frames => ({ index: at, frames })))
    // Within the moment at hand the lines of the operation itself come one after the other.
    const here = frames[0]?.line
    const left = here === undefined ? [] : hits(index).filter(hit => by * ((hit.frames[0]?.line ?? here) - here) > 0)
    if (left.length > 0) return nearest(left, by)
    for (let at = index + by; at >= 0 && at < timeline.length; at += by) {
      const found = hits(at)
      if (found.length > 0) return nearest(found, by)
    }
    return null
  }

  // ── lines of a moment ──

  /** The statements of a moment, by the lines on which they begin; of a definition, which only defines, the header. */
  linesOf(moment: Moment): readonly number[] {
    const key = `${moment.phase} ${moment.op}`
    const lines = this.ownLines.get(key) ?? this.readMoment(moment)
    this.ownLines.set(key, lines)
    return lines
  }

  private readMoment(moment: Moment): readonly number[] {
    const { phase, op } = moment
    if (phase !== 'backward') return this.readLines(op, phase === 'setup')
    // The walk back begins at the line that asks for it; then it comes by the lines that made the numbers.
    if (operations[op].phase === 'loss') return this.readLines('backward', false)
    const lines = this.readLines(op, false)
    const making = lines.find(
      line => callsOn(this.program, line, { moment: { ...moment, phase: 'forward' } }).length > 0,
    )
    return making === undefined ? lines.slice(0, 1) : [making]
  }

  private readLines(op: OpId, isDefining: boolean): readonly number[] {
    const { program } = this
    const { statements, helpers } = outlineOf(program)
    const bodies = new Set([...helpers.values()].flatMap(({ body, line }) => body.filter(at => at !== line)))
    const ranges = program.linesOf(op)
    const all = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i))
    const own = [...new Set(all)].filter(line => statements.has(line) && program.opsOn(line)[0] === op)
    const defined = own.filter(line => !bodies.has(line))
    return (isDefining && defined.length > 0 ? defined : own).sort((a, b) => a - b)
  }

  private next({ index, frames }: Stop, isFine: boolean): Stop {
    const top = frames.at(-1)
    const moment = this.timeline.at(index)
    const lines = top ? (top.helper === null ? this.linesOf(moment) : this.bodyOf(top.helper)) : []
    const line = lines.find(line => line > top!.line)
    if (top && line !== undefined) return { index, frames: [...frames.slice(0, -1), frameAt(top.helper, line)] }
    if (frames.length > 1) return { index, frames: frames.slice(0, -1) }
    const { timeline } = this
    if (index >= timeline.length - 1) return { index, frames }
    const own = this.linesOf(timeline.at(index + 1))
    return { index: index + 1, frames: isFine && own.length > 1 ? [frameAt(null, own[0]!)] : [] }
  }

  /** The moment after the block that a moment is the header of. */
  private past(index: number): number {
    const { timeline } = this
    const { op, phase, layer, head } = timeline.at(index)
    const last = timeline.length - 1
    if (phase !== 'forward' || !isLoopLine(op)) return Math.min(last, index + 1)
    const isPast = ({ op: at, ...to }: Moment): boolean =>
      op === 'gpt'
        ? at === 'loss.softmax'
        : op === 'head'
          ? to.head !== head
          : op === 'layer'
            ? to.layer !== layer
            : at === 'training.position' || to.phase !== 'forward'
    let to = index + 1
    while (to < last && !isPast(timeline.at(to))) to++
    return to
  }

  // ── calls ──

  private calls(moment: Moment, frame: Frame): readonly string[] {
    const reader: Reader = frame.helper === null ? { moment } : { helper: frame.helper }
    return callsOn(this.program, frame.line, reader)
  }

  private bodyOf(helper: string): readonly number[] {
    return outlineOf(this.program).helpers.get(helper)?.body ?? []
  }

  /** Value.backward begins once; after that each operation is a turn of its last loop. */
  private firstLine(helper: string, index: number): number {
    const body = this.bodyOf(helper)
    const isFurther = helper === 'backward' && index > this.timeline.first('backward').from
    const loops = isFurther ? body.filter(line => /^\s*for .*reversed\(topo/.test(this.code(line))) : []
    return loops.at(-1) ?? body[0] ?? 1
  }

  private code(line: number): string {
    return this.program.source.text.split('\n')[line - 1] ?? ''
  }

  /** The ways by which a moment comes to a line: at most one of its own, and one through the helpers that it calls. */
  private framesAt(moment: Moment, line: number): readonly (readonly Frame[])[] {
    const key = `${line} ${moment.phase} ${moment.op}`
    const found = this.paths.get(key) ?? this.findPaths(moment, line)
    this.paths.set(key, found)
    return found
  }

  private findPaths(moment: Moment, line: number): readonly (readonly Frame[])[] {
    const own = this.linesOf(moment)
    if (own.includes(line)) return [own.length > 1 ? [frameAt(null, line)] : []]
    const path = this.pathTo(
      moment,
      own.map(at => [frameAt(null, at)]),
      line,
    )
    return path ? [path] : []
  }

  /** The shortest chain of calls that comes by a line, helpers that call each other seen once. */
  private pathTo(moment: Moment, starts: readonly (readonly Frame[])[], line: number): readonly Frame[] | null {
    const seen = new Set<string>()
    const queue = [...starts]
    for (let path = queue.shift(); path; path = queue.shift()) {
      const top = path.at(-1)!
      for (const [at, helper] of this.calls(moment, top).entries()) {
        if (seen.has(helper)) continue
        seen.add(helper)
        const calling = [...path.slice(0, -1), { ...top, called: at + 1 }]
        const body = this.bodyOf(helper)
        if (body.includes(line)) return [...calling, frameAt(helper, line)]
        queue.push(...body.map(inside => [...calling, frameAt(helper, inside)]))
      }
    }
    return null
  }
}

const frameAt = (helper: string | null, line: number): Frame => ({ helper, line, called: 0 })

const nearest = (stops: readonly Stop[], by: 1 | -1): Stop =>
  stops.reduce((a, b) => (by * ((b.frames[0]?.line ?? 0) - (a.frames[0]?.line ?? 0)) < 0 ? b : a))
