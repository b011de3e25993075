/** Phase 2: the key and the value of this position become one more row of the cache. */
import { html, svg, type SVGTemplateResult, type TemplateResult } from 'lit'
import { mark } from '../../marks/mark.ts'
import { brief, visible } from '../letters.ts'
import type { StepsScene } from './scene.ts'

const label = 20
const widest = 44

export function append({ reader, place, letters, inner, status }: StepsScene): TemplateResult {
  const { layer, position, head } = place
  const { config, head_dim } = reader.plan
  const isNarrow = inner < 500
  const width = isNarrow ? inner : (inner - 24) / 2
  const row = Math.max(3, Math.min(13, 160 / letters.length))
  const cellWidth = Math.max(1, Math.min(widest, (width - label) / config.n_embd))
  const stack = (op: 'attention.keys' | 'attention.values', name: string, hue: string): SVGTemplateResult => {
    const state = status(op)
    const rows = position + 1
    const grid = { rows, columns: config.n_embd, cellWidth, cellHeight: row }
    // Before this moment the rows of the positions before are there already.
    const before = position > 0 ? reader.output(op, position - 1, layer) : null
    const reading = state === 'todo' ? before : reader.output(op, position, layer)
    const shown = reading ? { ...grid, rows: reading.rows } : grid
    return svg`${letters.map((letter, t) =>
      row >= 9 || t === position
        ? svg`<text x=${label - 6} y=${t * row + row / 2 + 3.5} class="mono small end letter ${t === position ? `open ${hue}` : ''}">${visible(brief(letter))}</text>`
        : '',
    )}
    ${mark({
      op,
      layer,
      position,
      x: label,
      y: 0,
      grid: shown,
      reading,
      status: state === 'now' ? 'now' : reading ? 'done' : 'todo',
      hue,
      focusable: op === 'attention.keys',
      label: `${name}, ${reading?.rows ?? 0} rows`,
      note: t => visible(letters[t] ?? ''),
    })}
    <rect x=${label - 0.5} y=${position * row - 0.5} width=${config.n_embd * cellWidth + 1} height=${row + 1} fill="none"
      stroke=${state === 'todo' ? 'var(--rule-2)' : `var(--${hue})`} stroke-width="1.5" stroke-dasharray=${state === 'todo' ? '2 2' : 'none'}
      pointer-events="none"></rect>
    <rect x=${label + head * head_dim * cellWidth} y=${-3} width=${head_dim * cellWidth} height=${letters.length * row + 6} fill="none"
      stroke=${`var(--${hue}-m)`} pointer-events="none"></rect>`
  }
  const caches = [
    ['attention.keys', 'keys', 'key'],
    ['attention.values', 'values', 'value'],
  ] as const
  return html`<div class="stacks">
    ${caches.map(([op, name, hue]) => {
      const length = position + (status(op) === 'todo' ? 0 : 1)
      return html`<figure>
        <figcaption><code class=${hue}>len(${name}[${layer}])</code> = ${length}</figcaption>
        <svg width=${width} height=${letters.length * row + 6} role="group" aria-label="${name} of layer ${layer}">
          ${stack(op, `${name}[${layer}]`, hue)}
        </svg>
      </figure>`
    })}
  </div>`
}
