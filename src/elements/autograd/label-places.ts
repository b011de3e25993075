/** Where labels and lines have room: off boxes, off wires, off each other. */

export type Point = readonly [x: number, y: number]

interface Size {
  readonly width: number
  readonly height: number
}

export interface Rect extends Size {
  readonly x: number
  readonly y: number
}

const area = (a: Rect, b: Rect): number =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y))

const holds = (rect: Rect, [x, y]: Point): boolean =>
  x > rect.x - 2 && x < rect.x + rect.width + 2 && y > rect.y - 2 && y < rect.y + rect.height + 2

/** Points along a wire, about so many pixels apart: the S-curves that d3's bumpX draws between its corners. */
export function along(corners: readonly Point[], apart = 9): Point[] {
  return corners.slice(1).flatMap(([x1, y1], i): Point[] => {
    const [x0, y0] = corners[i]!
    const samples = Math.max(2, Math.min(24, Math.round((Math.abs(x1 - x0) + Math.abs(y1 - y0)) / apart)))
    return Array.from({ length: samples + 1 }, (_, k): Point => {
      const t = k / samples
      const [a, b, c, d] = [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t ** 2, t ** 3]
      return [a * x0 + ((b + c) * (x0 + x1)) / 2 + d * x1, (a + b) * y0 + (c + d) * y1]
    })
  })
}

function boundsOf(path: readonly Point[]): Rect {
  const [xs, ys] = [path.map(([x]) => x), path.map(([, y]) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

const meets = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width + 2 && b.x < a.x + a.width + 2 && a.y < b.y + b.height + 2 && b.y < a.y + a.height + 2

/**
 * The best of a few dozen places for each label, one label after the other.
 * @param wires corners of each wire
 * @param obstacles what must stay readable
 * @returns the middle of each label
 */
export function placeLabels(
  wires: readonly (readonly Point[])[],
  obstacles: readonly Rect[],
  size: Size,
  picture: Size,
): Point[] {
  const paths = wires.map(corners => along(corners))
  const areas = paths.map(boundsOf)
  const placed: Rect[] = []
  return paths.map((path, own) => {
    const candidates = [0.5, 0.4, 0.6, 0.3, 0.7].flatMap(t => {
      const [x, y] = path[Math.round(t * (path.length - 1))]!
      const [right, up] = [size.width / 2 + 6, size.height / 2 + 5]
      const offsets = [[0, -up], [right, 0], [0, up], [-right, 0], [right, up / 2], [right, -up / 2], [-right, up / 2], [-right, -up / 2], [right, up], [-right, up]] // prettier-ignore
      return offsets.map(([dx, dy], k) => ({ x: x + dx!, y: y + dy!, bias: Math.abs(t - 0.5) * 40 + k }))
    })
    const rectAt = ({ x, y }: { x: number; y: number }): Rect => ({
      x: x - size.width / 2,
      y: y - size.height / 2,
      ...size,
    })
    const cost = (candidate: { x: number; y: number; bias: number }): number => {
      const rect = rectAt(candidate)
      const outside = size.width * size.height - area(rect, { x: 0, y: 0, ...picture })
      const covered = [...obstacles, ...placed].reduce((sum, other) => sum + area(rect, other), 0)
      const crossed = paths.reduce(
        (sum, points, i) =>
          meets(rect, areas[i]!) ? sum + points.filter(point => holds(rect, point)).length * (i === own ? 6 : 9) : sum,
        0,
      )
      return 2 * (covered + outside) + crossed + candidate.bias
    }
    const costs = candidates.map(cost)
    const best = candidates[costs.indexOf(Math.min(...costs))]!
    placed.push(rectAt(best))
    return [best.x, best.y]
  })
}

/**
 * The height between the upper and the lower edge of a rectangle at which a level line to the right meets least.
 * @param boxes worse to cross than labels
 */
export function clearLevel(from: Rect, boxes: readonly Rect[], labels: readonly Rect[]): number {
  const meets = (y: number, rects: readonly Rect[]): number =>
    rects.filter(rect => rect.x + rect.width > from.x + from.width && y > rect.y - 1 && y < rect.y + rect.height + 1)
      .length
  const cost = (y: number): number => 4 * meets(y, boxes) + meets(y, labels)
  const levels = Array.from({ length: Math.floor(from.height / 2) + 1 }, (_, i) => from.y + 2 * i)
  return levels.reduce((best, level) => (cost(level) < cost(best) ? level : best))
}
