/** WebGPU for the terminal, from the npm package `webgpu` (Dawn), which is only loaded where it is asked for. */
import type { Plan } from '../engine/plan.ts'
import { WebGpuLane } from '../gpu/lane.ts'

interface Package {
  create(flags: readonly string[]): GPU
  readonly globals: object
}

/** By a name that no bundler follows: the package is 130 MB of compiled code, and optional. */
const packageName: string = 'webgpu'

/** @returns the lane, or one sentence that says why there is none */
export async function openWebGpu(plan: Plan): Promise<WebGpuLane | { reason: string }> {
  const found = await load()
  if ('reason' in found) return found
  // A program on one's own machine may use the GPU as a page from localhost may.
  Object.assign(globalThis, found.globals, { isSecureContext: true })
  const gpu = found.create([])
  // Node 21 has a navigator, Node 20 has none.
  if (globalThis.navigator === undefined) Object.assign(globalThis, { navigator: { gpu } })
  else Object.assign(globalThis.navigator, { gpu })
  return WebGpuLane.create(plan, { onLost: () => {} })
}

async function load(): Promise<Package | { reason: string }> {
  try {
    return (await import(packageName)) as Package
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ERR_MODULE_NOT_FOUND')
      return { reason: 'WebGPU in the terminal needs the optional package webgpu: run npm install webgpu.' }
    return { reason: `The package webgpu does not load on this machine: ${message.split('\n')[0]}` }
  }
}
