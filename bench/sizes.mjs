// The models that are measured. Each says how many steps are compared with the exact lane before anything is timed.

/**
 * @typedef {object} Size
 * @property {string} name
 * @property {Partial<import('../src/engine/config.ts').Config>} config what differs from microgpt.py
 * @property {boolean} [full] documents that fill the block, instead of names
 * @property {number} checked steps whose losses are held against the exact lane's
 */

/** Deep models do not learn at 0.01: their loss grows, and rounding with it. */
const slowly = { learning_rate: 0.0003 }

/** @type {Size[]} */
export const sizes = [
  { name: 'microgpt', config: {}, checked: 1000 },
  { name: 'batch 16', config: { batch_size: 16 }, checked: 100 },
  { name: 'D32 L1 T16 B16', config: { n_embd: 32, batch_size: 16 }, checked: 20 },
  { name: 'D64 L1 T16 B16', config: { n_embd: 64, batch_size: 16 }, checked: 20 },
  {
    name: 'D64 L4 T64 B16',
    config: { n_embd: 64, n_layer: 4, block_size: 64, batch_size: 16, ...slowly },
    full: true,
    checked: 5,
  },
  {
    name: 'D128 L6 T64 B16',
    config: { n_embd: 128, n_layer: 6, block_size: 64, batch_size: 16, ...slowly },
    full: true,
    checked: 3,
  },
]

/** Where a GPU has something to do, and where it has not. */
export const gpuSizes = [sizes[0], { name: 'batch 64', config: { batch_size: 64 }, checked: 100 }, sizes.at(-1)]

const growthFrom = { n_embd: 32, n_layer: 1, block_size: 16, batch_size: 16, ...slowly }

/** How cost grows: one number at a time, from the middle of everything; documents fill the block. */
const growing = [
  ['n_embd', [16, 32, 64, 128]],
  ['n_layer', [1, 2, 4, 6]],
  ['block_size', [8, 16, 32, 64]],
  ['batch_size', [1, 4, 16, 64]],
]

/** @type {(Size & { grows: string, value: number })[]} */
export const growth = growing.flatMap(([grows, values]) =>
  values.map(value => ({
    name: `${grows} ${value}`,
    grows,
    value,
    config: { ...growthFrom, [grows]: value },
    full: true,
    checked: 5,
  })),
)
