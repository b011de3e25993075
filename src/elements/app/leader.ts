/** The hairline that joins what is lit in the picture with the line that is lit in the code. */

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly height: number
}

/** Where the line may leave a box without running through words on its way: in the middle, or else along an edge. */
export function leavingAt(from: Box, words: Iterable<Element>): Box {
  const beside = Array.from(words, word => word.getBoundingClientRect()).filter(({ left }) => left >= from.right)
  const isClear = (y: number): boolean => beside.every(({ top, bottom }) => y < top || y > bottom)
  const { left, right, top, height } = from
  const at = [top + height / 2, top + height - 1, top + 1].find(isClear) ?? top + height / 2
  return { left, right, top: at, height: 0 }
}

/** A path from the right edge of one box to the left edge of another, with a bend just before the divider. */
export function leaderPath(
  from: Box,
  to: Box,
  origin: { readonly left: number; readonly top: number },
): { d: string; x: number; y: number } {
  const x1 = from.right - origin.left
  const y1 = from.top + from.height / 2 - origin.top
  const x2 = to.left - origin.left
  const y2 = to.top + to.height / 2 - origin.top
  const bend = x2 - 10
  const r = Math.min(6, Math.abs(y2 - y1) / 2) * Math.sign(y2 - y1)
  const a = Math.abs(r)
  return {
    d: `M${x1} ${y1}H${bend - a}Q${bend} ${y1} ${bend} ${y1 + r}V${y2 - r}Q${bend} ${y2} ${bend + a} ${y2}H${x2}`,
    x: x1,
    y: y1,
  }
}
