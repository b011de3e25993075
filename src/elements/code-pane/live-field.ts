/** A number that is being typed where it stands, and the words to choose from. */

/** A field over the number; it is gone when it is left. */
export function openField(
  layer: HTMLElement,
  box: DOMRect,
  label: string,
  value: string,
  /** Takes what was typed; a sentence where it can't be. Null is for what was given up. */
  done: (typed: string | null) => string | null,
): HTMLInputElement {
  const input = document.createElement('input')
  input.className = 'live-field'
  input.inputMode = 'decimal'
  input.autocomplete = 'off'
  input.spellcheck = false
  input.setAttribute('aria-label', label)
  input.value = value
  place(input, box)
  const width = (): void => input.style.setProperty('--w', `calc(${Math.max(4, input.value.length + 1)}ch + 6px)`)
  width()
  let isOver = false
  const finish = (typed: string | null): void => {
    if (isOver) return
    if (done(typed) !== null) {
      input.setAttribute('aria-invalid', 'true')
      return
    }
    isOver = true
    input.remove()
  }
  input.addEventListener('input', () => {
    input.removeAttribute('aria-invalid')
    width()
  })
  input.addEventListener('keydown', event => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    event.preventDefault()
    finish(event.key === 'Enter' ? input.value : null)
  })
  input.addEventListener('blur', () => {
    finish(input.value)
    // What can't be is given up, so that nobody is held fast.
    if (!isOver) finish(null)
  })
  layer.append(input)
  input.focus({ preventScroll: true })
  return input
}

export function openMenu(
  layer: HTMLElement,
  box: DOMRect,
  label: string,
  words: readonly { readonly word: string; readonly code: string }[],
  chosen: string,
  choose: (word: string | null) => void,
): void {
  const menu = document.createElement('div')
  menu.className = 'live-field live-menu'
  menu.popover = 'auto'
  menu.role = 'menu'
  menu.setAttribute('aria-label', label)
  let picked: string | null = null
  const items = words.map(({ word, code }) => {
    const item = document.createElement('button')
    item.role = 'menuitemradio'
    item.setAttribute('aria-checked', String(word === chosen))
    item.textContent = code
    item.setAttribute('aria-label', `${word}: ${code}`)
    item.addEventListener('click', event => {
      event.stopPropagation()
      picked = word
      menu.hidePopover()
    })
    return item
  })
  menu.append(...items)
  menu.addEventListener('keydown', event => {
    event.stopPropagation()
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    const at = items.findIndex(item => item === (menu.getRootNode() as ShadowRoot).activeElement)
    items[(at + by + items.length) % items.length]?.focus()
  })
  menu.addEventListener('toggle', event => {
    if (event.newState === 'open') return
    menu.remove()
    choose(picked)
  })
  place(menu, new DOMRect(box.left, box.bottom + 2, box.width, 0))
  layer.append(menu)
  menu.showPopover()
  const { right, bottom } = menu.getBoundingClientRect()
  const [left, top] = [Math.min(box.left, innerWidth - (right - box.left) - 8), box.top - (bottom - box.bottom)]
  place(menu, new DOMRect(Math.max(8, left), bottom > innerHeight - 8 ? top : box.bottom + 2))
  ;(items.find(item => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus()
}

function place(element: HTMLElement, { left, top }: DOMRect): void {
  element.style.setProperty('--x', `${left - 2}px`)
  element.style.setProperty('--y', `${top}px`)
}
