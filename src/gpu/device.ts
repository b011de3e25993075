/** Opens WebGPU, or says in one sentence for the user why that can't be. Works in a page and in a worker. */

export interface OpenDevice {
  readonly device: GPUDevice
  /** The adapter in a few words, for the status line. */
  readonly describe: string
  /** The adapter is a program on the CPU, such as SwiftShader. */
  readonly isSoftware: boolean
  /** Four invocations always run as one, and can hand numbers to one another. Asked for on software alone. */
  readonly hasQuads: boolean
}

/** What of a device decides how it is used best. */
export type Traits = Pick<OpenDevice, 'isSoftware' | 'hasQuads'>

/** Why there is no device: one sentence for the user. */
export interface Refusal {
  readonly reason: string
}

/** An adapter that says nothing for so long will not. */
const patience = 10_000

/**
 * @param bytes the largest buffer that will be needed; limits beyond the default ones are only asked for where it needs them
 */
export async function openDevice(bytes = 0): Promise<OpenDevice | Refusal> {
  if (!globalThis.isSecureContext) return { reason: 'WebGPU needs https or localhost; this page came over plain http.' }
  const gpu = (globalThis.navigator as Partial<Navigator> | undefined)?.gpu
  if (!gpu) return { reason: 'This browser has no WebGPU.' }
  try {
    // An adapter gives one device and is used up then, so each opening asks for its own.
    const adapter = await answered(gpu.requestAdapter())
    if (!adapter) return { reason: 'WebGPU is there, but it found no graphics adapter that it may use.' }
    const reason = tooLarge(bytes, adapter.limits)
    if (reason) return { reason }
    const requiredLimits = limitsFor(bytes, adapter.limits)
    const looks = portrait(adapter)
    const requiredFeatures: GPUFeatureName[] = looks.hasQuads ? ['subgroups'] : []
    const device = await answered(adapter.requestDevice({ label: 'microgpt', requiredLimits, requiredFeatures }))
    return { device, ...looks }
  } catch (error) {
    return { reason: `WebGPU could not open the graphics adapter: ${messageOf(error)}` }
  }
}

/** A sentence when a device cannot hold a buffer of this size, else null. */
export function tooLarge(bytes: number, limits: GPUSupportedLimits): string | null {
  const most = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
  if (bytes <= most) return null
  return `This model needs ${megabytes(bytes)} of graphics memory in one piece; the device gives at most ${megabytes(most)}.`
}

/** The limits that every device has; see "Limits" in the WebGPU specification. */
const standard = { maxStorageBufferBindingSize: 134_217_728, maxBufferSize: 268_435_456 }

function limitsFor(bytes: number, own: GPUSupportedLimits): Record<string, number> {
  if (bytes <= standard.maxStorageBufferBindingSize) return {}
  return { maxStorageBufferBindingSize: own.maxStorageBufferBindingSize, maxBufferSize: own.maxBufferSize }
}

/** Some browsers say nothing of their adapters. */
function portrait(adapter: Partial<GPUAdapter>): Omit<OpenDevice, 'device'> {
  const {
    vendor = '',
    architecture = '',
    description = '',
    isFallbackAdapter = false,
    subgroupMinSize = 0,
    subgroupMaxSize = 0,
  } = adapter.info ?? {}
  const isSoftware = isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|warp/i.test(architecture + description)
  const words = description || [vendor, architecture].filter(Boolean).join(' ') || 'unnamed adapter'
  const hasQuads =
    isSoftware && (adapter.features?.has('subgroups') ?? false) && subgroupMinSize === 4 && subgroupMaxSize === 4
  return { describe: isSoftware ? `${words} (software)` : words, isSoftware, hasQuads }
}

async function answered<Answer>(question: Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patience / 1000} seconds.`)), patience)
  })
  try {
    return await Promise.race([question, silence])
  } finally {
    clearTimeout(timer)
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6).toLocaleString('en')} MB`
