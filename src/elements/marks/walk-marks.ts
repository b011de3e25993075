/** Up and down go from one strip of numbers to the next; left and right stay for the numbers in it. */
export function walkMarks(event: KeyboardEvent): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key]
  const here = event.target instanceof Element ? event.target.closest<SVGElement>('.mark') : null
  if (!by || !here) return
  event.preventDefault()
  const marks = [...(here.closest('svg')?.querySelectorAll<SVGElement>('.mark') ?? [])]
  marks[marks.indexOf(here) + by]?.focus()
}
