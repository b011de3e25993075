/** Brings what is active into view: on a phone into the upper half, where the drawer of the code does not cover it. */
import { modeOf } from './layout.ts'

export function follow(host: HTMLElement, picture: SVGSVGElement): void {
  const active = picture.querySelector('.active')
  const scroller = host.parentElement
  if (!active || !scroller || scroller.scrollHeight <= scroller.clientHeight) return
  const [box, view] = [active.getBoundingClientRect(), scroller.getBoundingClientRect()]
  const isPhone = modeOf(view.width) === 'phone'
  const bottom = view.top + view.height * (isPhone ? 0.5 : 1)
  if (box.top >= view.top + 8 && box.bottom <= bottom - 8) return
  const margin = Math.min(isPhone ? 120 : view.height * 0.35, Math.max(8, bottom - view.top - box.height - 8))
  scroller.scrollTop += box.top - view.top - margin
}
