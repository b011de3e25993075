import type { Config } from '../engine/config.ts'
import { activationCode } from './activation.ts'
import { decayCode } from './decay.ts'
import { edited, type TextEdit } from './edit.ts'
import { hyperparameterNames, readHyperparameters } from './hyperparameters.ts'
import { zeroInitEdits } from './initial-std.ts'
import { mlpFactorEdits } from './mlp-factor.ts'
import { normEdits } from './norm.ts'
import { parsePython } from './python-source.ts'
import { tiedHeadEdits } from './tied-head.ts'

/**
 * The program with the numbers and the words of a config where its own stand, so that the code shows what runs. Lines
 * stay where they are; what the text does not hold is left alone.
 */
export function withConfig(text: string, config: Config): string {
  const source = parsePython(text)
  const { values, places } = readHyperparameters(source)
  const edits = hyperparameterNames.flatMap((name): TextEdit[] => {
    const place = places[name]
    if (!place || name === 'samples' || config[name] === values[name]) return []
    if (name === 'zero_init_outputs') return zeroInitEdits(source, config[name])
    if (name === 'norm') return normEdits(source, config.norm)
    if (name === 'tied_head') return tiedHeadEdits(source, config.tied_head)
    if (name === 'mlp_factor') return mlpFactorEdits(source, config[name])
    const written =
      name === 'activation'
        ? activationCode(source, config[name])
        : name === 'decay'
          ? decayCode(source, config[name])
          : String(config[name])
    return [{ from: place.from, to: place.to, text: written }]
  })
  return edited(text, edits)
}
