/** How close one is, and the two buttons that change it. */
import { html, svg, type TemplateResult } from 'lit'
import { goIn, goOut } from '../../../lens/zoom.ts'
import type { Session } from '../../../lens/session.ts'

const names = ['the whole model', 'a block', 'an operation', 'a number'] as const

export function zoomControl(session: Session, hasWord: boolean): TemplateResult {
  const { level } = session.zoom.value
  return html`<div class="zoom" role="group" aria-label="zoom">
    ${hasWord ? html`<span class="word">zoom</span>` : ''}
    <svg width="62" height="14" viewBox="0 0 62 14" role="img" aria-label="shown: ${names[level]}">
      ${names.map((_, i) => bar(i, i === level))}
    </svg>
    <button aria-label="Zoom out" title="−" ?disabled=${level === 0} @click=${() => goOut(session)}>−</button>
    <span class="slash" aria-hidden="true">/</span>
    <button aria-label="Zoom in" title="+" ?disabled=${level === 3} @click=${() => goIn(session)}>+</button>
  </div>`
}

const bar = (i: number, isOn: boolean) =>
  svg`<rect x=${i * 16 + 0.5} y=${7 - i * 2 + 0.5} width="12" height=${6 + i * 2} fill=${isOn ? 'var(--ink)' : 'none'}
    stroke="var(--${isOn ? 'ink' : 'ink-3'})"></rect>`
