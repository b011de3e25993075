/**
 * The parts of a large picture take turns, so that drawing it never holds up a frame: each time as many are made anew as
 * there is time for, the others stay as they were.
 */
export interface Part<Made> {
  readonly name: string
  /** What it is made of: it is made anew when one of these is another. */
  readonly of: readonly unknown[]
  readonly make: () => Made
}

export class Turns<Made> {
  /** Some parts are not yet made of what they should be. */
  isBehind = false
  private readonly kept = new Map<string, { readonly of: readonly unknown[]; readonly made: Made }>()
  private next = 0

  /**
   * All parts in order, as far as they have ever been made.
   * @param time for making them, in milliseconds; one is made in any case
   */
  take(parts: readonly Part<Made>[], time: number): (Made | undefined)[] {
    const isStale = ({ name, of }: Part<Made>): boolean => {
      const known = this.kept.get(name)?.of
      return known?.length !== of.length || of.some((each, i) => each !== known[i])
    }
    const end = performance.now() + time
    const from = this.next
    const due = [...parts.keys()].map(i => (from + i) % parts.length).filter(i => isStale(parts[i]!))
    let made = 0
    do {
      const part = parts[due[made]!]
      if (!part) break
      this.kept.set(part.name, { of: part.of, made: part.make() })
      this.next = due[made]! + 1
      made++
    } while (performance.now() < end)
    this.isBehind = made < due.length
    return parts.map(({ name }) => this.kept.get(name)?.made)
  }
}
