import { defaultConfig, type Config } from '../engine/config.ts'

const short: Partial<Record<keyof Config, string>> = {
  learning_rate: 'lr',
  num_steps: 'steps',
  batch_size: 'batch',
  zero_init_outputs: 'zero outputs',
  tied_head: 'tied head',
  eps_adam: 'eps',
}

/** What tells a run from others: its learning rate, and what else is not as in microgpt.py. */
export function runName(config: Config, data: string | null): string {
  const differing = (Object.keys(defaultConfig) as (keyof Config)[]).filter(
    key => key !== 'learning_rate' && key !== 'temperature' && config[key] !== defaultConfig[key],
  )
  const words = differing.map(key => {
    const [label, value] = [short[key] ?? key, config[key]]
    if (typeof value === 'boolean') return value ? label : `no ${label}`
    return typeof value === 'string' && key !== 'off' ? value : `${label} ${value}`
  })
  return [`lr ${config.learning_rate}`, ...words, ...(data === null ? [] : [data])].join(', ')
}

/** The name, with a number where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  let free = name
  for (let i = 2; taken.includes(free); i++) free = `${name} (${i})`
  return free
}
