/** A token and its place become one vector. */
import { nothing, svg } from 'lit'
import { label, glow, strip, widthOf, wire, type Drawing } from './pieces.ts'
import type { Scene } from './scene.ts'
import { thumbnail } from './thumbnail.ts'

export const embeddingOps = ['embedding.token', 'embedding.position', 'embedding.add', 'embedding.norm'] as const
export const embeddingParameters = ['wte', 'wpe'] as const

export function embeddingWires(scene: Scene): Drawing {
  const { stream, tokenY, positionY, sumY } = scene.layout
  const middle = stream.x + stream.width / 2
  return [
    wire(scene, 'embedding.position', `M${middle} ${tokenY + 11}V${positionY - 1}`),
    wire(scene, 'embedding.add', `M${middle} ${positionY + 11}V${sumY + 4}`),
  ]
}

export function embedding(scene: Scene): Drawing {
  const { layout, position, config } = scene
  const { mode, x, stream, tokenY, positionY, sumY } = layout
  const isPhone = mode === 'phone'
  const letter = scene.letter(scene.token)
  const row = { columns: config.n_embd, cell: stream.unit }
  const y = sumY + 8
  const [before, sum] = [`x = ${config.norm}(`, 'tok_emb + pos_emb']
  return [
    strip(scene, 'embedding.token', stream.x, tokenY, row),
    label(
      scene,
      'embedding.token',
      x,
      tokenY + 9,
      isPhone ? `wte[${letter}]` : 'tok_emb = wte[token_id]',
      isPhone ? { parameter: 'wte' } : {},
    ),
    strip(scene, 'embedding.position', stream.x, positionY, row),
    label(
      scene,
      'embedding.position',
      x,
      positionY + 9,
      isPhone ? `wpe[${position}]` : 'pos_emb = wpe[pos_id]',
      isPhone ? { parameter: 'wpe' } : {},
    ),
    isPhone ? nothing : tables(scene, letter),
    // Under the words, and close to them, so that it covers neither bracket.
    glow(scene, 'embedding.add', { x: x + widthOf(before) + 3, y: y - 10, width: widthOf(sum) - 6, height: 13 }),
    label(scene, 'embedding.norm', x, y, before),
    label(scene, 'embedding.add', x + widthOf(before), y, sum),
    label(scene, 'embedding.norm', x + widthOf(before + sum), y, ')'),
  ]
}

/** wte and wpe lying flat, a column a row, with the row that is read. */
function tables(scene: Scene, letter: string): Drawing {
  const { config, layout } = scene
  const { mode, right, tokenY, sizes } = layout
  const [side, most] = mode === 'wide' ? [3, 110] : [2, 80]
  const height = Math.min(16, config.n_embd) * side
  const wpeWidth = Math.min(16 * side, sizes.block_size * side)
  const wteWidth = Math.min(most, sizes.vocab_size * side)
  const wpeX = right - wpeWidth
  const wteX = wpeX - wteWidth - 34
  return [
    name('wte', wteX - 10),
    thumbnail(scene, 'embedding.token', 'wte', {
      x: wteX,
      y: tokenY,
      width: wteWidth,
      height,
      transposed: true,
      row: scene.token,
      rowLabel: letter,
    }),
    name('wpe', wpeX - 8),
    thumbnail(scene, 'embedding.position', 'wpe', {
      x: wpeX,
      y: tokenY,
      width: wpeWidth,
      height,
      transposed: true,
      row: scene.position,
      rowLabel: String(scene.position),
    }),
  ]

  function name(words: 'wte' | 'wpe', x: number): Drawing {
    const op = words === 'wte' ? 'embedding.token' : 'embedding.position'
    return svg`<text class="mono end" x=${x} y=${tokenY + 9} fill="var(--emb)" data-op=${op}>${words}</text>`
  }
}
