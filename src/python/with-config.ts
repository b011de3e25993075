import type { Config } from '../engine/config.ts'
import { readHyperparameters, type HyperparameterName } from './hyperparameters.ts'

/**
 * The program with the numbers of a config where its own stand, so that the code shows what runs. Lines stay where they
 * are; what the text does not hold as a number is left alone.
 */
export function withConfig(text: string, config: Config): string {
  const { values, places } = readHyperparameters(text)
  const edits = (Object.keys(places) as HyperparameterName[]).flatMap(name => {
    const place = places[name]
    const wanted: unknown = (config as Partial<Record<HyperparameterName, unknown>>)[name]
    return place && typeof wanted === 'number' && wanted !== values[name] ? [{ ...place, number: String(wanted) }] : []
  })
  // From the end on, so that the places before stay where they are.
  return edits
    .sort((a, b) => b.from - a.from)
    .reduce((edited, { from, to, number }) => edited.slice(0, from) + number + edited.slice(to), text)
}
