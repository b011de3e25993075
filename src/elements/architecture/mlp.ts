/** The MLP: four times as wide, the negative ones off, and back. */
import { nothing } from 'lit'
import { weightName } from './heads.ts'
import { arrowLeft, arrowRight, label, strip, wire, type Drawing } from './pieces.ts'
import type { Scene } from './scene.ts'
import { thumbnail } from './thumbnail.ts'

export const mlpOps = ['mlp.residual', 'mlp.norm', 'mlp.expand', 'mlp.relu', 'mlp.contract', 'mlp.add'] as const
export const mlpParameters = ['mlp_fc1', 'mlp_fc2'] as const

export function mlpWires(scene: Scene): Drawing {
  const { x, strip: width, stream, tapMlpY, expandY, reluY, plusMlpY } = scene.layout
  const [middle, edge] = [x + width / 2, stream.x + stream.width]
  return [
    wire(scene, 'mlp.norm', `M${edge + 1} ${tapMlpY}H${x - 3}`, { arrow: arrowRight(x - 2, tapMlpY) }),
    wire(scene, 'mlp.expand', `M${middle} ${tapMlpY + 6}V${expandY - 2}`),
    wire(scene, 'mlp.relu', `M${middle} ${expandY + 11}V${reluY - 2}`),
    wire(scene, 'mlp.contract', `M${middle} ${reluY + 11}V${plusMlpY - 8}`),
    wire(scene, 'mlp.add', `M${x - 3} ${plusMlpY}H${edge + 12}`, { arrow: arrowLeft(edge + 10, plusMlpY) }),
  ]
}

const activationWords = {
  relu: ['relu', 'xi.relu()'],
  relu2: ['relu²', 'xi.relu() ** 2'],
  gelu: ['gelu', 'gelu(xi)'],
} as const

export function mlpMarks(scene: Scene): Drawing {
  const { config, layout } = scene
  const { mode, x, right, strip: width, cell, plusAttentionY, tapMlpY, expandY, reluY, plusMlpY } = layout
  const [isPhone, isWide] = [mode === 'phone', mode === 'wide']
  const { n_embd } = config
  const wide = config.mlp_factor * n_embd
  const wideStrip = { columns: wide, cell: (right - x) / wide }
  const branch = { columns: n_embd, cell }
  const [beside, under] = [x + width + 10, x + width / 2 + 8]
  const [brief, each] = activationWords[config.activation]
  const weights = { x: right - 128, width: 128, height: 25.6 }
  const named = (parameter: 'mlp_fc1' | 'mlp_fc2') => (isWide ? {} : { parameter })
  return [
    strip(scene, 'mlp.norm', x, tapMlpY - 5, branch),
    label(scene, 'mlp.norm', beside, tapMlpY + 4, isPhone ? config.norm : `x = ${config.norm}(x)`),
    strip(scene, 'mlp.expand', x, expandY, wideStrip),
    label(scene, 'mlp.expand', under, expandY - 9, isPhone ? 'fc1 · x' : 'x = linear(x, mlp_fc1)', named('mlp_fc1')),
    strip(scene, 'mlp.relu', x, reluY, wideStrip),
    label(scene, 'mlp.relu', under, reluY - 9, isPhone ? brief : `x = [${each} for xi in x]`),
    strip(scene, 'mlp.contract', x, plusMlpY - 5, branch),
    label(
      scene,
      'mlp.contract',
      beside,
      plusMlpY + 4,
      isPhone ? 'fc2 · x' : 'x = linear(x, mlp_fc2)',
      named('mlp_fc2'),
    ),
    isWide
      ? [
          thumbnail(scene, 'mlp.expand', 'mlp_fc1', {
            ...weights,
            y: Math.max(tapMlpY - 14, plusAttentionY + 15),
            transposed: true,
          }),
          weightName(scene, 'mlp.expand', 'fc1', right - 134, tapMlpY + 4),
          thumbnail(scene, 'mlp.contract', 'mlp_fc2', { ...weights, y: plusMlpY - 13 }),
          weightName(scene, 'mlp.contract', 'fc2', right - 134, plusMlpY + 4),
        ]
      : nothing,
  ]
}
