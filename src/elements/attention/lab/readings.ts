/** Numbers worked out beside the trace, dressed as what they stand in for: so one drawing does for both. */
import type { Numbers, Reading } from '../../../lens/reading.ts'

const float = (values: ArrayLike<number>): Numbers => Float64Array.from(values)

const signed = (name: string, values: ArrayLike<number>, columns: number, role: Reading['role']): Reading => ({
  name,
  rows: values.length / columns,
  columns,
  values: float(values),
  ramp: 'signed',
  scale: 1,
  role,
  group: null,
})

export const scoresReading = (values: ArrayLike<number>, columns = values.length): Reading =>
  signed('attn_logits', values, columns, 'attn')

export const weightsReading = (values: ArrayLike<number>, columns = values.length): Reading => ({
  ...signed('attn_weights', values, columns, 'attn'),
  ramp: 'probability',
  scale: 0.6,
})

export const probsReading = (values: ArrayLike<number>): Reading => ({
  ...signed('probs', values, values.length, 'attn'),
  ramp: 'probability',
  scale: 0.5,
})

export const vectorReading = (
  name: string,
  values: ArrayLike<number>,
  columns = values.length,
  role: Reading['role'] = 'value',
): Reading => signed(name, values, columns, role)
