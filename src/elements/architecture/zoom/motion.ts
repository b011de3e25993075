/** Going in, the new picture grows from where one pointed; going out, it settles back. Without motion it is just there. */
import type { ZoomLevel } from '../../../lens/zoom-level.ts'

let point: { readonly x: number; readonly y: number; readonly at: number } | null = null
let shown: ZoomLevel = 0

/** Where on the screen one goes in, for the next change. */
export function comeFrom(x: number, y: number): void {
  point = { x, y, at: performance.now() }
}

/** Plays the change of level on what is drawn now; once for each change. */
export function settleIn(body: HTMLElement | SVGElement | null, level: ZoomLevel): void {
  const before = shown
  shown = level
  if (before === level || !body || !body.animate) return
  // The card of a number comes under the picture, which stays as it is.
  if (Math.min(before, level) >= 2) return
  const milliseconds = parseFloat(getComputedStyle(body).getPropertyValue('--m-step')) || 0
  if (milliseconds === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return
  const box = body.getBoundingClientRect()
  const isFresh = point !== null && performance.now() - point.at < 400
  const [x, y] = isFresh ? [point!.x - box.left, point!.y - box.top] : [box.width / 2, box.height / 3]
  const origin = `${Math.round(x)}px ${Math.round(y)}px`
  const from = level > before ? 0.8 : 1.2
  body.animate(
    [
      { transform: `scale(${from})`, transformOrigin: origin, opacity: 0 },
      { transform: 'none', transformOrigin: origin, opacity: 1 },
    ],
    { duration: milliseconds, easing: 'cubic-bezier(0.2, 0, 0, 1)' },
  )
}
