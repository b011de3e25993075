/** What the style sheet of the heads must know of the layout. */
import type { TraceReader } from '../../lens/reading.ts'
import { smallMaps } from './all-layers.ts'
import { heatmapLayout, pairLayout, termLayout } from './layout.ts'

/** @param maps small maps in a row: the heads, and their mean where it is shown */
export function arrange(host: HTMLElement, { plan, positions }: TraceReader, inner: number, maps: number): void {
  const { config, head_dim } = plan
  const lengths = {
    '--gap-maps': smallMaps(inner, maps).gap,
    '--label': pairLayout(inner, positions).label,
    '--aside': termLayout(inner, head_dim).aside,
    '--gap-heads': heatmapLayout(inner, config.n_head, positions).gap,
  }
  for (const [name, pixels] of Object.entries(lengths)) host.style.setProperty(name, `${pixels}px`)
}
