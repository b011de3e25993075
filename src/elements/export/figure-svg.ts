/** A figure of the page as a file of its own: what the style sheets say is written into it. */

/** Whatever a shape or a letter can look like, and what it is for one that nothing is said of. */
const looks: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  'fill-rule': 'nonzero',
  stroke: 'none',
  'stroke-width': '1px',
  'stroke-opacity': '1',
  'stroke-dasharray': 'none',
  'stroke-dashoffset': '0px',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'stroke-miterlimit': '4',
  'paint-order': 'normal',
  opacity: '1',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  'font-style': 'normal',
  'letter-spacing': 'normal',
  'word-spacing': '0px',
  'text-anchor': 'start',
  'dominant-baseline': 'auto',
  'text-decoration-line': 'none',
  'shape-rendering': 'auto',
  'vector-effect': 'none',
  'mix-blend-mode': 'normal',
}
/** Those that a child has from its parent. */
const inherited = new Set(
  `fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap
  stroke-linejoin stroke-miterlimit paint-order font-family font-size font-weight font-style letter-spacing word-spacing
  text-anchor shape-rendering`.split(/\s+/),
)
/** Nothing of the page's own in a file. */
const kept = /^(x|y|[xy][12]|c[xy]|r|r[xy]|d[xy]?|width|height|points|transform|viewBox|preserveAspectRatio)$/
const shapes = new Set('svg g path rect circle ellipse line polyline polygon text tspan title desc'.split(' '))
const namespace = 'http://www.w3.org/2000/svg'

/** Smaller ones, in square pixels, are signs and not figures. */
const leastArea = 2000
/** Around the figure: letters reach over its edge. */
const margin = 8

/**
 * The figure that takes most of what is seen of a part of the page, through its shadow roots: one drawing, or several
 * side by side, as the heads of attention are. None where there is none.
 */
export function figureAtHand(part: Element): SVGSVGElement[] {
  const sight = part.getBoundingClientRect()
  const seen = (figure: Element): number => {
    const { left, right, top, bottom, width, height } = figure.getBoundingClientRect()
    if (width * height < leastArea) return 0
    const across = Math.min(right, sight.right) - Math.max(left, sight.left)
    return Math.max(0, across) * Math.max(0, Math.min(bottom, sight.bottom) - Math.max(top, sight.top))
  }
  const groups = new Map<Node | null, { figures: SVGSVGElement[]; area: number }>()
  for (const figure of figuresIn(part)) {
    const area = seen(figure)
    if (area === 0) continue
    // Drawings that have boxes of their own may still be one figure.
    const whole = figure.closest('[data-figures]') ?? figure.parentNode
    const group = groups.get(whole) ?? { figures: [], area: 0 }
    groups.set(whole, { figures: [...group.figures, figure], area: group.area + area })
  }
  return [...groups.values()].sort((a, b) => b.area - a.area)[0]?.figures ?? []
}

function figuresIn(part: ParentNode): SVGSVGElement[] {
  const inside = [...part.querySelectorAll('*')].flatMap(each => (each.shadowRoot ? figuresIn(each.shadowRoot) : []))
  return [...part.querySelectorAll<SVGSVGElement>('svg:not(svg svg)'), ...inside]
}

const elementOf = (name: string, attributes: Readonly<Record<string, string | number>>): SVGElement => {
  const element = document.createElementNS(namespace, name)
  for (const [each, value] of Object.entries(attributes)) element.setAttribute(each, String(value))
  return element
}

/** What drawings look like now, each where it stands, as the text of one SVG file. There is one at least. */
export function svgOf(figures: readonly SVGSVGElement[]): string {
  const colors = new Colors()
  const boxes = figures.map(figure => figure.getBoundingClientRect())
  const [left, top] = [
    Math.min(...boxes.map(({ left }) => left)) - margin,
    Math.min(...boxes.map(({ top }) => top)) - margin,
  ]
  const width = Math.max(...boxes.map(({ right }) => right)) + margin - left
  const height = Math.max(...boxes.map(({ bottom }) => bottom)) + margin - top
  const whole = elementOf('svg', { width, height, viewBox: `0 0 ${width} ${height}` })
  const title = elementOf('title', {})
  title.textContent = figures
    .map(figure => figure.getAttribute('aria-label'))
    .filter(Boolean)
    .join('; ')
  whole.append(title, elementOf('rect', { width, height, fill: colors.plain(paperUnder(figures[0]!)) }))
  figures.forEach((figure, i) => {
    whole.append(...pixelsUnder(figure, left, top))
    const copy = copyOf(figure, null, colors)
    const { left: x, top: y, width, height } = boxes[i]!
    for (const [name, value] of Object.entries({ x: x - left, y: y - top, width, height, overflow: 'visible' }))
      copy?.setAttribute(name, String(value))
    if (copy) whole.append(copy)
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(whole)}\n`
}

/** What lies under a drawing as pixels: cells that are too many to be shapes. */
function pixelsUnder(figure: SVGSVGElement, left: number, top: number): SVGElement[] {
  const beside = [...(figure.parentElement?.children ?? [])]
  return beside.flatMap(({ shadowRoot }) => {
    const canvas = shadowRoot?.querySelector('canvas')
    if (!canvas) return []
    const { left: x, top: y, width, height } = canvas.getBoundingClientRect()
    const look = getComputedStyle(canvas).imageRendering
    const place = { x: x - left, y: y - top, width, height, 'image-rendering': look }
    return [elementOf('image', { ...place, href: canvas.toDataURL() })]
  })
}

function copyOf(original: Element, parent: CSSStyleDeclaration | null, colors: Colors): Element | null {
  if (original.namespaceURI !== namespace || !shapes.has(original.localName)) return null
  const style = getComputedStyle(original)
  const isWords = original.localName === 'title' || original.localName === 'desc'
  if (!isWords && (style.display === 'none' || style.visibility === 'hidden')) return null
  const copy = document.createElementNS(namespace, original.localName)
  for (const { name, value } of original.attributes) if (kept.test(name)) copy.setAttribute(name, value)
  if (isWords) {
    copy.textContent = original.textContent
    return copy
  }
  for (const [name, usual] of Object.entries(looks)) {
    const value = style.getPropertyValue(name)
    const before = parent && inherited.has(name) ? parent.getPropertyValue(name) : usual
    if (value !== before) copy.setAttribute(name, colors.plain(value))
  }
  // Geometry may come from a style sheet too.
  if (style.transform !== 'none' && !original.hasAttribute('transform')) copy.setAttribute('transform', style.transform)
  if (style.getPropertyValue('d') !== 'none' && original.localName === 'path' && !original.hasAttribute('d'))
    return null
  for (const child of original.childNodes) {
    if (child instanceof Text) copy.append(child.data)
    else if (child instanceof Element) copy.append(...[copyOf(child, style, colors)].filter(each => each !== null))
  }
  return copy
}

/** The first color under a figure that is not clear. */
function paperUnder(figure: Element): string {
  for (let at: Node | null = figure; at; at = at.parentNode ?? (at instanceof ShadowRoot ? at.host : null)) {
    if (!(at instanceof Element)) continue
    const { backgroundColor } = getComputedStyle(at)
    if (!/^(transparent|rgba\(\d+, \d+, \d+, 0\))$/.test(backgroundColor)) return backgroundColor
  }
  return '#fff'
}

/** Colors in words that every program knows: a browser may compute oklab() or color(). */
class Colors {
  private readonly known = new Map<string, string>()
  private readonly context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

  plain(value: string): string {
    if (!/^(oklab|oklch|lab|lch|color|hwb|hsl)\(/.test(value) || !this.context) return value
    const plain = this.known.get(value) ?? this.drawn(value, this.context)
    this.known.set(value, plain)
    return plain
  }

  private drawn(value: string, context: OffscreenCanvasRenderingContext2D): string {
    context.clearRect(0, 0, 1, 1)
    context.fillStyle = value
    context.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha = 255] = context.getImageData(0, 0, 1, 1).data
    return alpha === 255
      ? `rgb(${red}, ${green}, ${blue})`
      : `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`
  }
}

/** The same as pixels, so many for one of the page's. */
export async function pngOf(text: string, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(image.width * scale)
    canvas.height = Math.round(image.height * scale)
    canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise((done, fail) =>
      canvas.toBlob(blob => (blob ? done(blob) : fail(new Error('This browser makes no PNG of that figure.')))),
    )
  } finally {
    URL.revokeObjectURL(url)
  }
}
