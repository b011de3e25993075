/** While the step is being moved the parts of a large picture take turns: a frame has time for one of them. */
export class Turns<Part> {
  private readonly kept = new Map<string, Part>()
  private next = 0

  /** @param all whether everything is made anew, as when nothing moves */
  begin(names: readonly string[], all: boolean): (name: string, make: () => Part) => Part {
    const due = names[this.next++ % Math.max(1, names.length)]
    return (name, make) => {
      const known = this.kept.get(name)
      const part = all || name === due || known === undefined ? make() : known
      this.kept.set(name, part)
      return part
    }
  }
}
