/** Where the columns stand, and the one axis of all bars; pixels. */
export interface WhyLayout {
  readonly mode: 'wide' | 'narrow' | 'phone'
  /** Width of one thread of the stream, and of one cell of what a part adds. */
  readonly unit: number
  readonly row: number
  readonly bar: number
}

/** @param width of the element, its margins not counted */
export function whyLayout(width: number, n_embd: number): WhyLayout {
  const mode = width >= 660 ? 'wide' : width >= 480 ? 'narrow' : 'phone'
  const strip = { wide: 96, narrow: 56, phone: 64 }[mode]
  const unit = Math.min(6, strip / n_embd)
  const [others, least] = { wide: [350, 120], narrow: [300, 80], phone: [250, 60] }[mode] as [number, number]
  const strips = mode === 'phone' ? 0 : 2 * n_embd * unit
  return { mode, unit, row: mode === 'phone' ? 44 : 26, bar: Math.max(least, width - others - strips) }
}

export interface Axis {
  readonly least: number
  readonly most: number
  readonly width: number
}

/** From the least to the most of what is drawn on it, zero included, with air for the frames. */
export function axisOf(values: readonly number[], width: number): Axis {
  const finite = values.filter(Number.isFinite)
  const [least, most] = [Math.min(0, ...finite), Math.max(0, ...finite)]
  const air = (most - least || 1) * 0.03
  return { least: least - air, most: most + air, width }
}

export const xOf = ({ least, most, width }: Axis, value: number): number =>
  Math.round(((value - least) / (most - least)) * width * 10) / 10
