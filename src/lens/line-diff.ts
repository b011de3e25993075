/** What differs between two programs, line by line. */

export interface DiffLine {
  readonly sign: ' ' | '+' | '-'
  readonly text: string
  /** Its number in the first and in the second program, from 1; null where it is not there. */
  readonly first: number | null
  readonly second: number | null
}

/** The shortest way from one text to the other by lines taken away and lines put in: the rest is a longest common one. */
export function diffLines(first: string, second: string): DiffLine[] {
  const [a, b] = [first.split('\n'), second.split('\n')]
  // common[i][j]: how many lines the ends of both, from i and from j on, have in common.
  const width = b.length + 1
  const common = new Uint32Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length)
    if (i < a.length && j < b.length && a[i] === b[j]) lines.push({ sign: ' ', text: a[i]!, first: ++i, second: ++j })
    else if (i < a.length && (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!))
      lines.push({ sign: '-', text: a[i]!, first: ++i, second: null })
    else lines.push({ sign: '+', text: b[j]!, first: null, second: ++j })
  return lines
}

/** The lines that differ with some around them; null stands for a stretch that is left out. */
export function hunksOf(lines: readonly DiffLine[], around = 3): (DiffLine | null)[] {
  const isNear = lines.map((_, at) =>
    lines.slice(Math.max(0, at - around), at + around + 1).some(({ sign }) => sign !== ' '),
  )
  return lines.flatMap((line, at) => (isNear[at] ? [line] : at === 0 || isNear[at - 1] ? [null] : []))
}
