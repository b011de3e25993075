/** The whole program as a strip 7 px wide: where the colours are, where the cursor is, which part is in sight. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { operations } from '../../engine/operations.ts'
import type { Program } from '../../python/program.ts'

const known = new WeakMap<Program, TemplateResult>()

/** @param active the line that is lit, or null */
export function minimap(program: Program, active: number | null): TemplateResult {
  const lines = program.source.lineStarts.length
  return html`<svg class="minimap" viewBox="0 0 7 ${lines}" preserveAspectRatio="none" aria-hidden="true">
    ${rememberedBars(program)}
    ${active === null ? nothing : svg`<rect width="7" y=${active - 1} height="1.3" fill="var(--ink)"></rect>`}
  </svg>`
}

function rememberedBars(program: Program): TemplateResult {
  const bars = known.get(program) ?? barsOf(program)
  known.set(program, bars)
  return bars
}

/** A bar a line, as long as its code; the lines that the diagram shows in their hue. One path a hue. */
function barsOf(program: Program): TemplateResult {
  const paths = new Map<string, string>()
  program.source.text.split('\n').forEach((code, i) => {
    const length = code.trim().length
    if (length === 0) return
    const op = program.opsOn(i + 1)[0]
    const { role, phase } = op ? operations[op] : { role: 'plain', phase: 'setup' }
    const fill = phase === 'setup' || phase === 'sample' || role === 'plain' ? 'rule' : `${role}-m`
    const width = Math.min(7, 1 + Math.round(length / 14))
    paths.set(fill, `${paths.get(fill) ?? ''}M${7 - width} ${i + 0.15}h${width}v.7h${-width}z`)
  })
  return svg`${[...paths].map(([fill, d]) => svg`<path fill="var(--${fill})" d=${d}></path>`)}`
}
