import { defaultConfig, type Config } from '../engine/config.ts'
import { hyperparameterNames, readHyperparameters } from './hyperparameters.ts'

/** What a config has and microgpt.py has no words for: its text always means what stands in the default config. */
const wordless = ['optimizer', 'batch_size'] as const

/** What runs other than the text says, a sentence each; none where the code is the config. */
export function unsaid(text: string, config: Config): string[] {
  const { values } = readHyperparameters(text)
  const differs = [
    ...wordless.filter(name => config[name] !== defaultConfig[name]),
    ...hyperparameterNames.filter(name => name !== 'samples' && values[name] !== config[name]),
  ] as (keyof Config)[]
  return differs.map(name => `${name} = ${config[name]} runs, which the text does not say.`)
}
