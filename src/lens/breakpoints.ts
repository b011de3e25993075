/** The lines at which running stops. They are kept between visits, and found again where lines have moved. */
import { computed, signal } from '@preact/signals-core'
import type { Signal } from '@preact/signals-core'
import type { Program } from '../python/program.ts'
import { outlineOf } from './calls.ts'
import { recall, remember } from './storage.ts'

const key = 'stops'

/** A line with its code, by which it is known again in a program that has changed. */
interface Kept {
  readonly line: number
  readonly code: string
}

export class Breakpoints {
  private readonly kept = signal<readonly Kept[]>(readKept(recall(key)))
  /** In order; those that the program has no statement for are left out, but not forgotten. */
  readonly lines = computed((): readonly number[] => {
    const program = this.program.value
    const codes = codesOf(program)
    const found = this.kept.value.flatMap(({ line, code }) => {
      if (codes[line - 1] === code) return [line]
      const elsewhere = codes.indexOf(code) + 1
      return elsewhere > 0 && codes.lastIndexOf(code) + 1 === elsewhere ? [elsewhere] : []
    })
    return [...new Set(found)].sort((a, b) => a - b)
  })

  constructor(private readonly program: Signal<Program>) {}

  /** The line itself, or the one on which its statement begins; null where there is nothing to stop at. */
  lineFor(line: number): number | null {
    const { statements } = outlineOf(this.program.peek())
    if (statements.has(line)) return line
    for (const [first, [, last]] of statements) if (first < line && line <= last) return first
    return null
  }

  /** Sets a stop, or takes it away. @returns the line that it stands on, null where none can */
  toggle(line: number): number | null {
    const at = this.lineFor(line)
    if (at === null) return null
    if (this.lines.peek().includes(at)) this.keep(this.kept.peek().filter(stop => this.lineOf(stop) !== at))
    else this.keep([...this.kept.peek(), { line: at, code: codesOf(this.program.peek())[at - 1]! }])
    return at
  }

  clear(): void {
    this.keep([])
  }

  private lineOf({ line, code }: Kept): number {
    const codes = codesOf(this.program.peek())
    return codes[line - 1] === code ? line : codes.indexOf(code) + 1
  }

  private keep(kept: readonly Kept[]): void {
    this.kept.value = kept
    remember(key, kept)
  }
}

/** Numbers are left out: dragging one in the code must not lose the stop on its line. */
const codesOf = ({ source }: Program): string[] =>
  source.text.split('\n').map(code =>
    code
      .replace(/#.*$/, '')
      .replace(/\d[\d._]*/g, '0')
      .trim(),
  )

function readKept(found: unknown): Kept[] {
  if (!Array.isArray(found)) return []
  return found.flatMap((entry: unknown) => {
    const { line, code } = (entry ?? {}) as Partial<Kept>
    return Number.isInteger(line) && typeof code === 'string' && code !== '' ? [{ line: line!, code }] : []
  })
}
