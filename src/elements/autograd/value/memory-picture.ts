/** The objects of one stage of the class: what they hold, and who still holds them. */
import { nothing, svg, type SVGTemplateResult } from 'lit'
import type { Expression } from '../../../lens/autograd/expression.ts'
import type { StageObject, StageRun } from '../../../lens/autograd/stages.ts'
import { edgesOf, keyOf, type Edge } from '../../../lens/autograd/steps.ts'
import { pathOf, type Layout } from '../layout.ts'
import { short } from '../words.ts'

export function memoryPicture(expression: Expression, { objects }: StageRun, layout: Layout): SVGTemplateResult {
  const objectOf = (name: string): StageObject | undefined => objects.find(each => each.name === name)
  return svg`${edgesOf(expression).map(edge => wire(edge, objectOf(edge.v.name), layout))}
    ${expression.nodes.map(({ name }) => box(name, objectOf(name), layout))}`
}

const field = <Kind extends number | readonly (number | string)[]>(
  object: StageObject,
  name: string,
): Kind | undefined => object.fields.find(([each]) => each === name)?.[1] as Kind | undefined

function box(name: string, object: StageObject | undefined, { places, box }: Layout): SVGTemplateResult {
  const [x, y] = places.get(name)!
  const { width, height } = box
  const remark = !object ? 'never made' : object.isKept ? '' : 'forgotten'
  const row = (y: number, word: string, value: number, hue = ''): SVGTemplateResult =>
    svg`<text class="small muted" x="8" y=${y}>${width > 60 ? word : ''}</text>
      <text class="mono end ${hue}" x=${width - 8} y=${y}>${short(value)}</text>`
  const grad = object && field<number>(object, 'grad')
  return svg`<g transform="translate(${x} ${y})" class="object ${remark ? 'gone' : ''}">
    <rect width=${width} height=${height} fill="var(--paper)" stroke="var(--${remark ? 'rule-2' : 'ink-3'})"
      stroke-dasharray=${remark ? '3 3' : nothing}></rect>
    ${object ? row(grad === undefined ? 31 : 18, 'data', field<number>(object, 'data')!) : nothing}
    ${grad === undefined ? nothing : row(43, 'grad', grad, 'grad')}
    <text class="name" x="1" y="-8">${name}<tspan class="remark" dx="8">${remark || (object?.isVariable ? '' : 'no variable, but kept')}</tspan></text>
  </g>`
}

/** There is a line only where an object holds another. */
function wire(edge: Edge, object: StageObject | undefined, { wires }: Layout): SVGTemplateResult | typeof nothing {
  if (!object || !field<readonly string[]>(object, '_children')) return nothing
  const place = wires.get(keyOf(edge))!
  const local = field<readonly number[]>(object, '_local_grads')?.[edge.index]
  const [x, y] = place.points.at(-1)!
  return svg`<path d=${pathOf(place, 'forward')} fill="none" stroke="var(--ink-3)" stroke-width="1.25"></path>
    <circle cx=${x} cy=${y} r="3" fill="var(--ink-3)"></circle>
    ${
      local === undefined
        ? nothing
        : ['under', ''].map(
            kind => svg`<text class="math middle ${kind}" x=${place.label[0]} y=${place.label[1] - 3}>∂${edge.v.name}/∂${edge.child.name}</text>
              <text class="mono middle ${kind}" x=${place.label[0]} y=${place.label[1] + 11}>${short(local)}</text>`,
          )
    }`
}
