/** The whole picture, in parts that are only drawn again when something in them has changed. */
import { html, nothing, svg } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { OpId } from '../../engine/operations.ts'
import type { Reading } from '../../lens/reading.ts'
import { embedding, embeddingOps, embeddingParameters, embeddingWires } from './embedding.ts'
import { headMarks, headOps, headParameters, headWires } from './heads.ts'
import { hint } from './hint.ts'
import { legend } from './legend.ts'
import { mlpMarks, mlpOps, mlpParameters, mlpWires } from './mlp.ts'
import { outputMarks, outputOps, outputParameters, outputWires } from './output.ts'
import type { Drawing } from './pieces.ts'
import { projectionMarks, projectionOps, projectionParameters, projectionWires } from './projections.ts'
import type { Scene } from './scene.ts'
import { stageLabels } from './stages.ts'
import { stream, streamOps } from './stream.ts'

interface Part {
  readonly ops: readonly OpId[]
  readonly parameters: readonly string[]
  readonly draw: (scene: Scene) => Drawing
}

const part = (ops: readonly OpId[], parameters: readonly string[], draw: (scene: Scene) => Drawing): Part => ({
  ops,
  parameters,
  draw,
})

/** In the order in which they are painted: wires, the stream over them, the cells on top. */
const parts: readonly Part[] = [
  part(embeddingOps, [], embeddingWires),
  part(projectionOps, [], projectionWires),
  part(headOps, [], headWires),
  part(mlpOps, [], mlpWires),
  part(outputOps, [], outputWires),
  part(streamOps, [], stream),
  part(embeddingOps, embeddingParameters, embedding),
  part(projectionOps, projectionParameters, projectionMarks),
  part(headOps, headParameters, headMarks),
  part(mlpOps, mlpParameters, mlpMarks),
  part(outputOps, outputParameters, outputMarks),
]

interface PictureOptions {
  readonly lines: readonly string[]
  readonly pointed: Reading | null
  readonly hasHint: boolean
  /** Draws the layers beside the one that is laid out; null where there are none, or not yet. */
  readonly stack: ((scene: Scene) => Drawing) | null
}

export function picture(scene: Scene, { lines, pointed, hasHint, stack }: PictureOptions) {
  const { layout, reader, position, layer } = scene
  const { width } = layout.sizes
  return html`<svg
    width=${width}
    height=${layout.height}
    viewBox="0 0 ${width} ${layout.height}"
    role="group"
    aria-label="the model at work"
  >
    ${parts.map(({ ops, parameters, draw }) =>
      guard(
        [layout, reader, position, layer, scene.isAtFirstSight, scene.stateOf(ops, parameters)],
        () => svg`${draw(scene)}`,
      ),
    )}
    ${stack?.(scene) ?? nothing} ${guard([layout, lines], () => svg`${stageLabels(layout, lines)}`)}
    ${guard([layout, pointed], () => svg`${legend(layout, pointed)}`)}
    ${guard([layout, hasHint], () => (hasHint ? svg`${hint(layout)}` : nothing))}
  </svg>`
}
