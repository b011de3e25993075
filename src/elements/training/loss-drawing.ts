/** The loss chart as SVG: grid, reference lines, dots, smoothed line, playhead. */
import { nothing, svg } from 'lit'
import { guard } from 'lit/directives/guard.js'
import type { Baseline } from '../../engine/baselines.ts'
import type { HeldOutPoint } from '../../lens/held-out.ts'
import type { Sides } from '../../lens/pins.ts'
import type { KeptCurve } from '../../lens/runs.ts'
import { decimal, thousands } from '../marks/numbers.ts'
import { keptCurves, notHere } from './runs/kept-curves.ts'
import { flag, flagLine } from './film/flags.ts'
import { dotsPath, labelPlace, linePath, spread, type Box, type Scale } from './loss-scale.ts'

export interface LossPicture {
  readonly width: number
  readonly height: number
  readonly box: Box
  readonly isNarrow: boolean
  readonly x: Scale
  readonly y: Scale
  readonly range: readonly [number, number]
  readonly num_steps: number
  readonly losses: readonly number[]
  /** The losses smoothed. */
  readonly means: readonly number[]
  /** Steps that are not here, of a run that begins with the model of a file. */
  readonly first: number
  /** Of other runs, to be seen beside it. */
  readonly kept: readonly KeptCurve[]
  /** On names that training has not read, at some of the steps. */
  readonly heldOut: readonly HeldOutPoint[]
  /** How many steps share a dot. */
  readonly stride: number
  readonly baselines: readonly Baseline[]
  /** The step that is looked at, counted from 1. */
  readonly viewed: number
  /** What was read there, and its loss. */
  readonly document: string
  readonly loss: number
  /** Steps that are pinned and done, counted from 1; B is null where it is the step that is looked at. */
  readonly a: number | null
  readonly b: number | null
  /** The two that are held against each other. */
  readonly sides: Sides | null
  /** The step under the pointer, counted from 1. */
  readonly hovered: number | null
  /** The model on the screen comes from a run that was trained before. */
  readonly isReplayed: boolean
}

const words: Record<Baseline['name'], { wide: readonly string[]; narrow: string }> = {
  uniform: { wide: ['guessing', 'at random'], narrow: 'guessing' },
  unigram: { wide: ['letter counts'], narrow: 'letters' },
  bigram: { wide: ['pairs'], narrow: 'pairs' },
  trigram: { wide: ['triples'], narrow: 'triples' },
}

export const lossDrawing = (picture: LossPicture) =>
  svg`${past(picture)} ${run(picture)} ${pins(picture)} ${playhead(picture)} ${hover(picture)}
    ${picture.losses.length === 0 ? empty(picture) : nothing}`

/** What is past is cut out of what there is: when the step that is looked at moves only the cut does. */
const past = ({ x, viewed, box }: LossPicture) =>
  svg`<clipPath id="past"><rect x="0" y="0" width=${x(viewed) + 1.5} height=${box.bottom + 4}></rect></clipPath>`

/** All that stays while one looks at another step. */
function run(picture: LossPicture) {
  const { losses, means, kept, heldOut, baselines, range, width, height, num_steps, first } = picture
  const drawnFrom = [losses, means, ...kept, ...heldOut, baselines, ...range, width, height, num_steps, first]
  return guard(
    drawnFrom,
    () =>
      svg`${grid(picture)} ${dots(picture)} ${references(picture)} ${notHere(picture)} ${keptCurves(kept, picture)} ${curve(picture)} ${heldOutDots(picture)}`,
  )
}

function grid({ box, x, y, isNarrow, width }: LossPicture) {
  const { left, right, bottom } = box
  return svg`${y.ticks(6).map(
    value => svg`<path d="M${left} ${Math.round(y(value)) + 0.5}H${right}" stroke="var(--rule)"></path>
      <text x=${left - 8} y=${y(value) + 4} class="small muted end">${value.toFixed(1)}</text>`,
  )}
  <path d="M${left} ${bottom + 0.5}H${right}" stroke="var(--rule-2)"></path>
  ${x.ticks(isNarrow ? 3 : 5).map(
    step => svg`<path d="M${x(step)} ${bottom}v4" stroke="var(--rule-2)"></path>
      <text x=${x(step)} y=${bottom + 16} class="small muted middle">${thousands(step)}</text>`,
  )}
  <text x=${Math.min(width, right + 12)} y=${bottom + 30} class="small muted end">training step</text>`
}

/** What is past at the playhead is drawn in full, what came after it is pale. */
function dots({ losses, x, y, stride, range, box }: LossPicture) {
  const d = dotsPath(losses, { x, y }, 0, losses.length, stride)
  const path = (opacity: number) =>
    svg`<path d=${d} stroke="var(--logit)" stroke-width="2.6" stroke-linecap="round" opacity=${opacity}></path>`
  const above = losses.reduce((count, loss) => count + Number(loss > range[1]), 0)
  return svg`${path(0.16)} <g clip-path="url(#past)">${path(0.21)}</g>
    ${above > 0 ? svg`<text x=${box.right - 8} y=${box.top + 10} class="small muted end cased">${thousands(above)} above</text>` : nothing}`
}

function references({ baselines, box, y, isNarrow, heldOut }: LossPicture) {
  const last = heldOut.at(-1)
  const labels = [
    ...baselines.map(({ name }) => (isNarrow ? [words[name].narrow] : words[name].wide)),
    ...(last ? [['held out']] : []),
  ]
  const places = spread(
    [...baselines, ...(last ? [last] : [])].map(({ loss }) => y(loss)),
    labels.map(label => 1 + 12 * label.length),
    box.bottom - 2,
  )
  const measured = last
    ? svg`${heldOutDot(box.right + 1, places.at(-1)!)}
        <text x=${box.right + 7} y=${places.at(-1)! + 4} class="mono">${decimal(last.loss)}</text>
        <text x=${box.right + 36} y=${places.at(-1)! + 4} class="muted">held out</text>`
    : nothing
  return svg`${measured} ${baselines.map(({ loss }, i) => {
    const line = places[i]! + 4
    const label = labels[i]!
    return svg`<path d="M${box.left} ${y(loss)}H${box.right}" stroke="var(--ink)" stroke-dasharray="5 4" opacity="0.8"></path>
      <text x=${box.right + 7} y=${line} class="mono">${decimal(loss)}</text>
      ${label.map((word, row) => svg`<text x=${box.right + 36} y=${line + row * 12} class="muted">${word}</text>`)}`
  })}`
}

/** A loss that was measured at one step, and not on what training read. */
export const heldOutDot = (x: number, y: number) =>
  svg`<circle cx=${x} cy=${y} r="2.75" fill="var(--paper)" stroke="var(--ink)" stroke-width="1.25"></circle>`

const heldOutDots = ({ heldOut, x, y }: LossPicture) => heldOut.map(({ step, loss }) => heldOutDot(x(step), y(loss)))

function curve({ means, x, y }: LossPicture) {
  if (means.length === 0) return nothing
  const d = linePath(means, { x, y }, 0, means.length)
  return svg`<path d=${d} fill="none" stroke="var(--paper)" stroke-width="5" opacity="0.8"></path>
    <path d=${d} fill="none" stroke="var(--logit-m)" stroke-width="1.25" stroke-linejoin="round"></path>
    <g clip-path="url(#past)"><path d=${d} fill="none" stroke="var(--logit)" stroke-width="2.25" stroke-linejoin="round"></path></g>`
}

/** Two steps that are pinned stand under their flags, each with the smoothed loss there. */
function pins(picture: LossPicture) {
  return (['a', 'b'] as const).map(side => {
    const step = picture[side]
    return step === null ? nothing : pin(picture, side, step)
  })
}

function pin({ x, y, box, means }: LossPicture, side: 'a' | 'b', step: number) {
  const [at, height] = [x(step), y(means[step - 1]!)]
  const isRight = at > box.right - 44
  return svg`${flagLine(side, at, 15, box.bottom)} ${flag(side, at, 0)}
    <circle cx=${at} cy=${height} r="4.5" fill="var(--logit)" stroke="var(--paper)" stroke-width="1.5"></circle>
    <text x=${at + (isRight ? -9 : 9)} y=${height - 8} text-anchor=${isRight ? 'end' : 'start'} class="pinned cased">${decimal(means[step - 1]!)}</text>`
}

/** What the label takes beside the playhead, from the baseline of its number. */
const label = { width: 112, above: 15, below: 19 }

function playhead(picture: LossPicture) {
  const { sides, x, y, viewed, box, loss } = picture
  if (!sides) return labelled(picture)
  if (!sides.isPinned && viewed === sides.b) return pin(picture, 'b', viewed)
  // Both are pinned: what is looked at is a third step, or one of them.
  const at = x(viewed)
  const isUnderFlag = viewed === picture.a || viewed === picture.b
  return svg`<path d="M${at} ${isUnderFlag ? 15 : 8}V${box.bottom}" stroke="var(--ink)" opacity="0.5"></path>
    ${isUnderFlag ? nothing : svg`<path class="pointer" d="M${at - 4.5} 2h9v5l-4.5 5-4.5-5z" fill="var(--ink)" stroke="var(--paper)"></path>`}
    <circle cx=${at} cy=${y(loss)} r="3" fill="var(--paper)" stroke="var(--logit)" stroke-width="1.5"></circle>`
}

/**
 * The label of the playhead stands beside it: over the curve where there is one, between the lines of reference, else in
 * what is still empty.
 */
function labelled({ viewed, x, y, box, means, loss, document, baselines }: LossPicture) {
  const at = x(viewed)
  const isRight = at > box.left + (box.right - box.left) * 0.72
  const [side, anchor] = isRight ? [-1, 'end'] : [1, 'start']
  const mean = means[viewed - 1]
  const [from, to] = [x.invert(at), x.invert(at + side * label.width)]
    .map(step => Math.max(0, Math.floor(step)))
    .sort((a, b) => a - b)
  const beside = means.slice(from, to! + 1).filter(mean => !Number.isNaN(mean))
  const lines = baselines.map(({ loss }) => y(loss))
  const top = mean === undefined ? 0 : labelPlace(y(mean), beside.map(y), box, lines, label)
  const name = document.length > 18 ? `${document.slice(0, 17)}…` : document
  return svg`<path d="M${at} 8V${box.bottom}" stroke="var(--ink)"></path>
    <path class="pointer" d="M${at - 4.5} 2h9v5l-4.5 5-4.5-5z" fill="var(--ink)"></path>
    <text x=${at + side * 10} y="12" text-anchor=${anchor} class="cased"
      ><tspan class="mono">${name}</tspan><tspan class="small muted" dx="5">loss ${decimal(loss)}</tspan></text>
    <circle cx=${at} cy=${y(loss)} r="3" fill="var(--paper)" stroke="var(--logit)" stroke-width="1.5"></circle>
    ${
      mean === undefined
        ? nothing
        : svg`<circle cx=${at} cy=${y(mean)} r="4.5" fill="var(--logit)" stroke="var(--paper)" stroke-width="1.5"></circle>
          <rect x=${at + side * (label.width / 2 + 6) - label.width / 2} y=${top - label.above + 1} width=${label.width}
            height=${label.above + label.below - 2} fill="var(--paper)" opacity="0.86"></rect>
          <text x=${at + side * 12} y=${top} text-anchor=${anchor} class="now cased">${decimal(mean)}</text>
          <text x=${at + side * 12} y=${top + 15} text-anchor=${anchor} class="small muted cased">smoothed, step ${thousands(viewed)}</text>`
    }`
}

function hover({ hovered, x, y, box, losses, means }: LossPicture) {
  if (hovered === null) return nothing
  return svg`<path d="M${x(hovered)} ${box.top}V${box.bottom}" stroke="var(--ink-3)" stroke-dasharray="1 3"></path>
    <circle cx=${x(hovered)} cy=${y(losses[hovered - 1]!)} r="3.5" fill="none" stroke="var(--ink)" stroke-width="1.5"></circle>
    <circle cx=${x(hovered)} cy=${y(means[hovered - 1]!)} r="2.5" fill="var(--ink)"></circle>`
}

function empty({ box, x, viewed, isReplayed }: LossPicture) {
  const middle = (box.left + (isReplayed ? x(viewed) : box.right)) / 2
  return svg`<text x=${middle} y=${box.top + 26} class="muted middle cased">no step done yet: press Train</text>`
}
