// Everybody who trains in the page, by name. `kind` says who is comparable: what they run on.

const libraries = {
  ours: async () => (await import('./ours.ts')).create,
  tfjs: async () => (await import('./tfjs.mjs')).create,
  'jax-js': async () => (await import('./jax-js.mjs')).create,
}

/** @type {{ name: string, kind: 'javascript' | 'wasm' | 'webgpu' }[]} */
export const contenders = [
  { name: 'ours exact', kind: 'javascript' },
  { name: 'ours simd', kind: 'wasm' },
  { name: 'ours webgpu', kind: 'webgpu' },
  { name: 'tfjs cpu', kind: 'javascript' },
  { name: 'tfjs wasm', kind: 'wasm' },
  { name: 'tfjs webgpu', kind: 'webgpu' },
  { name: 'jax-js wasm', kind: 'wasm' },
  { name: 'jax-js webgpu', kind: 'webgpu' },
]

/** @returns {Promise<import('./contender.ts').Create>} after its code is loaded */
export async function creatorOf(name) {
  const [library, backend] = name.split(' ')
  const create = await libraries[library]()
  return create(backend)
}
