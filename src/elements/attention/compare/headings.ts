/** What stands under what, and the ramp of the difference. */
import { html, svg, type TemplateResult } from 'lit'
import { rowLabel } from '../layout.ts'
import { entropyWidth, figuresWidth, type PairLayout } from './layout.ts'

const levels = Array.from({ length: 17 }, (_, i) => i - 8)
const token = (level: number): string => (level === 0 ? 'd-0' : level < 0 ? `d-n${-level}` : `d-p${level}`)

export function headings(
  { isBeside, map, gap }: PairLayout,
  inner: number,
  [a, b]: readonly [string, string] = ['A', 'B'],
): TemplateResult {
  const ramp = (x: number) =>
    svg`<g transform="translate(${x} 2)" shape-rendering="crispEdges">${levels.map(
      (level, i) => svg`<rect x=${i * 3} width="3" height="8" fill="var(--${token(level)})"></rect>`,
    )}</g><text x=${x + 55} y="10" class="mono small muted">±.4</text>`
  if (inner < 500)
    return html`<svg class="headings" width=${inner} height="14" aria-hidden="true">
      <text x=${rowLabel} y="10" class="small muted">${a} and ${b}, under them B − A</text>
      ${ramp(240)}
    </svg>`
  const start = isBeside ? figuresWidth + gap : 0
  const column = (i: number): number => start + rowLabel + i * (map + gap)
  return html`<svg class="headings" width=${inner} height="14" aria-hidden="true">
    <text x=${column(0)} y="10" class="bold">${a}</text>
    <text x=${column(1)} y="10" class="bold">${b}</text>
    <g transform="translate(${column(2)} 0)">
      <text y="10" class="bold">B − A</text>
      ${ramp(44)}
    </g>
    <text x=${start + 2 * (map + gap) + map + entropyWidth} y="10" class="small end muted">Δ bits</text>
  </svg>`
}
