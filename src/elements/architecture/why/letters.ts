/** The letters, each filled by its probability: one is chosen, and its logit is taken apart. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import type { Reading } from '../../../lens/reading.ts'
import { fillOf, inkOn } from '../../marks/color.ts'
import { probability } from '../../marks/numbers.ts'

interface Letters {
  readonly letters: readonly string[]
  /** Null while they are not computed. */
  readonly probs: Reading | null
  readonly target: number
  readonly chosen: number
  readonly against: number | null
  readonly choose: (letter: number) => void
}

export function letterRow({ letters, probs, target, chosen, against, choose }: Letters): TemplateResult {
  const onKey = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key]
    const ends: Readonly<Record<string, number>> = { Home: 0, End: letters.length - 1 }
    const next = by === undefined ? ends[event.key] : (chosen + by + letters.length) % letters.length
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    choose(next)
    const group = (event.currentTarget as HTMLElement).children
    ;(group[next] as HTMLElement | undefined)?.focus()
  }
  return html`<div class="letters" role="radiogroup" aria-label="letter to explain" @keydown=${onKey}>
    ${letters.map((letter, i) => {
      const p = probs?.values[i] ?? null
      const words = `${letter}${i === target ? ', the target' : ''}${p === null ? '' : `, probability ${probability(p)}`}`
      return html`<button
        role="radio"
        aria-checked=${i === chosen}
        aria-label=${words}
        tabindex=${i === chosen ? 0 : -1}
        class=${[i === target ? 'target' : '', i === against ? 'against' : ''].join(' ')}
        @click=${() => choose(i)}
      >
        <span>${letter}</span>
        <svg width="24" height="18" viewBox="0 0 24 18" aria-hidden="true">${cell(p, probs)}</svg>
      </button>`
    })}
  </div>`
}

function cell(p: number | null, probs: Reading | null) {
  if (p === null || !probs)
    return svg`<rect x="0.5" y="0.5" width="23" height="17" fill="none" stroke="var(--rule-2)" stroke-dasharray="2 2"></rect>`
  return svg`<rect width="24" height="18" fill=${fillOf(p, probs)}></rect>
    ${p < 0.005 ? nothing : svg`<text class="small middle" x="12" y="12.5" fill=${inkOn(p, probs)}>${probability(p)}</text>`}`
}
