/** How far the picture of the squares is zoomed: by the parameters that would fill it. */
import { countOf, gpt3, toy } from '../../../lens/notes/sizes.ts'

/** The square of a model fills this much of a side of the picture. */
const fill = 0.86

/** As style sheets have it: 96 of them are an inch. */
export const metresInPixel = 0.0254 / 96

/** log₁₀ of the parameters that fill the picture when a model fits it. */
export const zoomFor = (count: number): number => Math.log10(count / fill ** 2)

export const zoomRange: readonly [number, number] = [zoomFor(countOf(toy)), zoomFor(countOf(gpt3))]

/** The side of a model's square, in a picture of some side. */
export const sideOf = (count: number, zoom: number, picture: number): number => picture * Math.sqrt(count / 10 ** zoom)
