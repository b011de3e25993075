/** Scores over the vocabulary, probabilities, and what the right letter cost. */
import { nothing, svg } from 'lit'
import { operations } from '../../engine/operations.ts'
import { fillOf } from '../marks/color.ts'
import { mark } from '../marks/mark.ts'
import { decimal, probability } from '../marks/numbers.ts'
import { arrowRight, label, markOf, strip, wire, type Drawing } from './pieces.ts'
import { kept, type Scene } from './scene.ts'
import { thumbnail } from './thumbnail.ts'

export const outputOps = ['output.logits', 'loss.softmax', 'loss.cross_entropy', 'loss.mean', 'mlp.add'] as const
export const outputParameters = ['lm_head'] as const

export function outputWires(scene: Scene): Drawing {
  const { x, stream, logitsY } = scene.layout
  const y = logitsY + 5
  return wire(scene, 'output.logits', `M${stream.x + stream.width + 1} ${y}H${x - 3}`, { arrow: arrowRight(x - 2, y) })
}

export function outputMarks(scene: Scene): Drawing {
  const { layout } = scene
  const { mode, x, right, plusMlpY, logitsY, vocabCell, sizes, barsY, barHeight } = layout
  const isWide = mode === 'wide'
  const height = Math.min(16, logitsY - plusMlpY - 22)
  return [
    strip(scene, 'output.logits', x, logitsY, { columns: sizes.vocab_size, cell: vocabCell }),
    label(
      scene,
      'output.logits',
      x,
      logitsY - 5,
      `logits = linear(x, ${scene.config.tied_head ? 'wte' : 'lm_head'})`,
      isWide ? {} : { parameter: 'lm_head' },
    ),
    isWide
      ? thumbnail(scene, 'output.logits', 'lm_head', {
          x: right - 128,
          y: logitsY - 4 - height,
          width: 128,
          height,
          transposed: true,
        })
      : nothing,
    label(scene, 'loss.softmax', x, barsY - barHeight - 4, mode === 'phone' ? 'probs' : 'probs = softmax(logits)'),
    bars(scene),
    loss(scene),
    isWide ? meanLoss(scene) : nothing,
  ]
}

function bars(scene: Scene): Drawing {
  const { layout } = scene
  const { x, right, barsY, barHeight, vocabCell: w, sizes } = layout
  const look = scene.look('loss.softmax')
  const scale = heightOfOne(scene)
  const height = barHeight + 16
  const { reading } = look
  const cells = reading
    ? svg`<g class="cells">${Array.from(reading.values, (p, i) => {
        const tall = p * scale
        return svg`<rect x=${(i + 0.16) * w} y=${height - tall} width=${w * 0.68} height=${tall} fill=${fillOf(p, reading)}
          stroke="var(--attn)" stroke-width=${w < 8 ? 0.4 : 0.75}></rect>`
      })}</g>`
    : nothing
  return [
    mark({
      ...markOf(scene, 'loss.softmax', look),
      x,
      y: barsY - height,
      grid: { rows: 1, columns: sizes.vocab_size, cellWidth: w, cellHeight: height },
      extent: { width: right - x, height: height + 20 },
      cells,
      frame: nothing,
    }),
    reading ? heights(scene, reading.values, scale) : nothing,
    svg`<path d="M${x} ${barsY + 0.5}H${right}" stroke="var(--rule-2)"></path>`,
    lettersUnder(scene),
  ]
}

/** The bars of one document share one scale, so that positions can be compared: nothing grows past its place. */
function heightOfOne({ reader, layout }: Scene): number {
  const most = kept(reader, 'highest probability', () => {
    let highest = 0
    for (let position = 0; position < reader.positions; position++)
      for (const p of reader.output('loss.softmax', position)!.values) highest = Math.max(highest, p)
    return highest
  })
  return (layout.barHeight * 0.72) / Math.max(0.354, most)
}

/** The heights that matter, in numbers, as long as they do not run into one another. */
function heights({ layout, target }: Scene, values: ArrayLike<number>, scale: number): Drawing {
  const { x, barsY, vocabCell: w } = layout
  const tall = Array.from(values, (p, i) => ({ p, i })).filter(({ p }) => p > 0.12)
  return svg`<g class="numbers" data-op="loss.softmax">${apart(
    tall.sort((a, b) => b.p - a.p),
    17 / w,
  ).map(
    ({
      p,
      i,
    }) => svg`<text class="small middle ${i === target ? 'bold' : ''}" x=${x + (i + 0.5) * w} y=${barsY - p * scale - 4}
      fill="var(--${i === target ? 'logit' : 'ink'})">${probability(p)}</text>`,
  )}</g>`
}

/** Those that have room, the first ones first. */
function apart<Item extends { readonly i: number }>(items: readonly Item[], distance: number): Item[] {
  const taken: Item[] = []
  for (const item of items) if (taken.every(other => Math.abs(other.i - item.i) >= distance)) taken.push(item)
  return taken
}

/** All letters where they fit; the target and the likeliest where they do not. */
function lettersUnder(scene: Scene): Drawing {
  const { layout, target } = scene
  const { x, barsY, vocabCell: w, sizes } = layout
  const letters = Array.from({ length: sizes.vocab_size }, (_, i) => ({ i, letter: scene.letter(i) }))
  const probs = scene.look('loss.softmax').status === 'todo' ? null : scene.output('loss.softmax')
  const rank = ({ i }: { i: number }): number => (i === target ? 2 : (probs?.values[i] ?? 0))
  const shown =
    w >= 8
      ? letters
      : apart(
          [...letters].sort((a, b) => rank(b) - rank(a)),
          9 / w,
        )
  return shown.map(({ i, letter }) => {
    const middle = x + (i + 0.5) * w
    const isTarget = i === target
    return svg`<text class="mono small middle ${isTarget ? 'bold' : ''}" x=${middle} y=${barsY + 12} fill="var(--${isTarget ? 'logit' : 'ink-3'})"
        >${scene.sign(letter)}</text>
      ${isTarget ? svg`<path d="M${middle - 5} ${barsY + 15.5}h10" stroke="var(--logit)" stroke-width="2"></path>` : nothing}`
  })
}

function loss(scene: Scene): Drawing {
  const { layout, position, target } = scene
  const { right, barsY, barHeight } = layout
  const look = scene.look('loss.cross_entropy')
  const y = barsY - barHeight - 4
  if (look.status === 'todo')
    return svg`<text class="end muted" x=${right} y=${y}>target <tspan class="mono bold" fill="var(--logit)">${scene.letter(target)}</tspan></text>`
  const p = scene.output('loss.softmax')!.values[target]!
  const surprise = scene.output('loss.cross_entropy', position)!.values[0]!
  const words = `loss_t = −log ${p >= 0.0005 ? decimal(p, 3) : p.toExponential(0).replace('-', '−')} = ${decimal(surprise)}`
  const width = Math.round(words.length * 5.7) + 4
  return mark({
    ...markOf(scene, 'loss.cross_entropy', look),
    label: `${operations['loss.cross_entropy'].title}: ${words}`,
    x: right - width,
    y: y - 12,
    grid: { rows: 1, columns: 1, cellWidth: width, cellHeight: 17 },
    cells: svg`<text class="end" x=${width} y="12">${words}</text>`,
    frame: nothing,
  })
}

/** The mean over the document, once there is one. */
function meanLoss(scene: Scene): Drawing {
  const look = scene.look('loss.mean')
  if (!look.reading) return nothing
  const { right, barsY, barHeight } = scene.layout
  const mean = scene.output('loss.mean')!.values[0]!
  const words = `loss = ${decimal(mean)}`
  const width = Math.round(words.length * 5.7) + 4
  return mark({
    ...markOf(scene, 'loss.mean', look),
    label: `${operations['loss.mean'].title}: ${words}`,
    status: scene.isAtFirstSight ? 'done' : look.status,
    position: null,
    x: right - 176 - width,
    y: barsY - barHeight - 16,
    grid: { rows: 1, columns: 1, cellWidth: width, cellHeight: 17 },
    cells: svg`<text class="end muted" x=${width} y="12">${words}</text>`,
    frame: nothing,
  })
}
