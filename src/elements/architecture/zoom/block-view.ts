/** One block, large: every tensor that it makes, in the program's order, its numbers printed and their columns kept. */
import { nothing, svg } from 'lit'
import type { OpId } from '../../../engine/operations.ts'
import type { Block } from '../../../lens/zoom.ts'
import type { Place } from '../../../lens/timeline.ts'
import type { Axis } from '../../../lens/zoom-arithmetic.ts'
import type { Grid } from '../../marks/heat.ts'
import { decimal } from '../../marks/numbers.ts'
import { cells, sizeOf } from './cells.ts'
import { axisLabel, columnLabels, glowing, lineWords, type Scenery, type View } from './parts.ts'
import { cellWidth, leastNumber } from './sheet.ts'

/** Above the cells, so that what glows around them leaves the words alone. */
const labelRoom = 22

interface Row {
  readonly op: OpId
  /** The statement, in the code's words; a function where they follow the config. */
  readonly words: string
  /** Every head has a part of its own. */
  readonly isByHead?: true
  readonly axis?: Axis
}

const row = (op: OpId, words: string, more: Partial<Row> = {}): Row => ({ op, words, ...more })

const rowsOf: Readonly<Record<Block, readonly Row[]>> = {
  embedding: [
    row('embedding.token', 'tok_emb = wte[token_id]'),
    row('embedding.position', 'pos_emb = wpe[pos_id]'),
    row('embedding.add', 'x = tok_emb + pos_emb'),
    row('embedding.norm', 'x = rmsnorm(x)'),
  ],
  attention: [
    row('attention.norm', 'x = rmsnorm(x)'),
    row('attention.query', 'q = linear(x, attn_wq)'),
    row('attention.keys', 'keys[li]: k = linear(x, attn_wk), one row a position'),
    row('attention.values', 'values[li]: v = linear(x, attn_wv), one row a position'),
    row('attention.scores', 'attn_logits = q_h · k_t / √d', { isByHead: true, axis: 'positions' }),
    row('attention.softmax', 'attn_weights = softmax(attn_logits)', { isByHead: true, axis: 'positions' }),
    row('attention.mix', 'head_out = attn_weights · v_h, joined in x_attn', { isByHead: true }),
    row('attention.output', 'x = linear(x_attn, attn_wo)'),
    row('attention.add', 'x = x + x_residual'),
  ],
  mlp: [
    row('mlp.norm', 'x = rmsnorm(x)'),
    row('mlp.expand', 'x = linear(x, mlp_fc1)'),
    row('mlp.relu', 'x = [xi.relu() for xi in x]'),
    row('mlp.contract', 'x = linear(x, mlp_fc2)'),
    row('mlp.add', 'x = x + x_residual'),
  ],
  output: [
    row('output.logits', 'logits = linear(x, lm_head)', { axis: 'vocabulary' }),
    row('loss.softmax', 'probs = softmax(logits)', { axis: 'vocabulary' }),
    row('loss.cross_entropy', 'loss_t = −probs[target_id].log()'),
    row('loss.mean', 'loss = (1 / n) * sum(losses)'),
  ],
}

/** What the code calls it where the model is another one. */
function wordsOf({ scene }: Scenery, { op, words }: Row): string {
  const { activation, norm, tied_head } = scene.config
  if (op === 'mlp.relu' && activation !== 'relu')
    return activation === 'gelu' ? 'x = [gelu(xi) for xi in x]' : 'x = [xi.relu() ** 2 for xi in x]'
  if (op === 'output.logits' && tied_head) return words.replace('lm_head', 'wte')
  return norm === 'layernorm' ? words.replace('rmsnorm', 'layernorm') : words
}

export function blockView(scenery: Scenery, block: Block): View {
  let y = 8
  const drawing = rowsOf[block].map(row => {
    const drawn = drawRow(scenery, row, y)
    y += drawn.height
    return drawn.drawing
  })
  return { drawing, height: y + 8, navY: -1 }
}

function drawRow(scenery: Scenery, row: Row, y: number): { drawing: unknown; height: number } {
  const { scene, sheet } = scenery
  const { n_head, n_embd } = scene.config
  const [top, x] = [y + labelRoom, sheet.x]
  const heads = row.isByHead ? Array.from({ length: n_head }, (_, head) => head) : [null]
  const place = (head: number | null): Place => scene.place(row.op, head)
  const whole = scene.look(row.op, heads[0])
  // What heads make stands under the columns that they are of.
  const share = row.isByHead ? Math.min(cellWidth(sheet, n_embd) * n_embd, sheet.room) / n_head : 0
  let bottom = 0
  const drawn = heads.map(head => {
    const look = scene.look(row.op, head)
    const reading = look.reading ?? emptyReading(scenery, row.op, head)
    const at = x + (head ?? 0) * share
    const grid = gridOf(scenery, reading.rows, reading.columns, row, share)
    bottom = Math.max(bottom, sizeOf(grid).height)
    return [
      cells(scene, {
        place: place(head),
        reading: look.reading,
        x: at,
        y: top,
        grid,
        hue: look.hue,
        status: look.status,
      }),
      row.axis && look.reading && (head === null || share > 44) ? axis(scenery, row.axis, grid, at, top) : nothing,
    ]
  })
  const axisRoom = row.axis ? 12 : 0
  const { reading } = whole
  const { rows, columns } = reading ?? emptyReading(scenery, row.op, heads[0]!)
  const shape = [...(heads.length > 1 ? [heads.length] : []), ...(rows > 1 ? [rows] : []), columns].join(' × ')
  const isScalar = row.op === 'loss.cross_entropy' || row.op === 'loss.mean'
  const value = isScalar && reading ? ` = ${decimal(reading.values[0]!, 4)}` : ''
  const words = sheet.mode === 'phone' ? wordsOf(scenery, row).replace(/,[^)]*$/, '') : wordsOf(scenery, row)
  const { op, layer } = place(null)
  const drawing = [
    svg`<g class="opener" role="button" tabindex="0" aria-label=${`${words}${value}: how it is made`} data-op=${op} data-layer=${layer ?? nothing}
      data-head=${row.isByHead ? (scene.moment.head ?? 0) : nothing} data-open>
      <rect class="hit" x=${x - 4} y=${y - 2} width=${Math.min(words.length * 6.6 + 12, sheet.room)} height="18" fill="transparent"></rect>
      <text class="mono name" x=${x} y=${y + 11} fill="var(--${whole.status === 'todo' ? 'ink-3' : whole.hue})">${words}${value}</text></g>`,
    sheet.mode === 'wide' && !isScalar
      ? svg`<text class="small muted end" x=${x - 14} y=${top + 13}>${shape}</text>`
      : nothing,
    svg`<text class="small muted end" x=${sheet.right} y=${y + 11}>${lineWords(scenery.program, op)}</text>`,
    isScalar ? nothing : drawn,
    isScalar && whole.status === 'now'
      ? glowing(scenery, { x: x - 2, y: y - 2, width: `${words}${value}`.length * 6.92 + 4, height: 18 }, whole.hue)
      : nothing,
  ]
  return { drawing, height: isScalar ? 30 : labelRoom + bottom + axisRoom + 9 }
}

function gridOf(
  { sheet, scene }: Scenery,
  rows: number,
  columns: number,
  { isByHead, axis }: Row,
  share: number,
): Grid {
  if (isByHead) {
    const room = axis ? share - Math.min(8, share * 0.1) : share
    return { rows, columns, cellWidth: Math.min(31, room / columns), cellHeight: 18 }
  }
  const wrap = sheet.mode === 'phone' ? 8 : 16
  if (rows === 1 && columns > wrap && scene.config.n_embd <= 32)
    return {
      rows,
      columns,
      cellWidth: cellWidth(sheet, wrap),
      cellHeight: axis ? 18 : 18,
      wrap,
      ...(axis && { rowGap: 11 }),
    }
  const height = rows === 1 ? 20 : rows <= 8 ? 18 : Math.max(3, Math.floor(144 / rows))
  return { rows, columns, cellWidth: cellWidth(sheet, columns), cellHeight: height }
}

/** As wide as it will be, so that nothing moves when it comes. */
function emptyReading({ scene }: Scenery, op: OpId, head: number | null): { rows: number; columns: number } {
  const { layer } = scene.place(op, head)
  return scene.reader.output(op, scene.position, layer, head) ?? { rows: 1, columns: 1 }
}

/** Letters under their cells. */
function axis({ scene }: Scenery, axis: Axis, grid: Grid, x: number, y: number) {
  const { wrap = grid.columns, cellWidth: cell, columns } = grid
  if (wrap === columns)
    return columnLabels(scene, axis, {
      x,
      y: y + grid.cellHeight + 10,
      cell,
      count: columns,
      ...(axis === 'positions' && { bold: scene.position }),
    })
  const pitch = grid.cellHeight + (grid.rowGap ?? 0)
  if (cell < leastNumber.probability) return nothing
  return Array.from({ length: columns }, (_, i) => {
    const isTarget = axis === 'vocabulary' && i === scene.target
    return svg`<text class="mono small middle ${isTarget ? 'bold' : 'muted'}" x=${x + ((i % wrap) + 0.5) * cell}
      y=${y + Math.floor(i / wrap) * pitch + grid.cellHeight + 9}>${axisLabel({ letters: scene.letters, scene }, axis, i)}</text>`
  })
}
