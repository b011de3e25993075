/** Compiled shaders of one device, each compiled once. */

/** Beyond so many, the ones asked for longest ago are let go of: each size of model has its own `whole`. */
const capacity = 96

export interface Shader {
  readonly label: string
  readonly source: string
}

/** Compiles shaders, all at once; the results in their order. */
export type Compile = (shaders: readonly Shader[]) => Promise<GPUComputePipeline[]>

export class Pipelines {
  private static readonly ofDevice = new WeakMap<GPUDevice, Pipelines>()
  readonly layout: GPUBindGroupLayout
  private readonly pipelineLayout: GPUPipelineLayout
  private readonly compiled = new Map<string, Promise<GPUComputePipeline>>()

  static of(device: GPUDevice): Pipelines {
    const known = this.ofDevice.get(device)
    if (known) return known
    const pipelines = new Pipelines(device)
    this.ofDevice.set(device, pipelines)
    return pipelines
  }

  private constructor(private readonly device: GPUDevice) {
    const entry = (binding: number, buffer: GPUBufferBindingLayout): GPUBindGroupLayoutEntry => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer,
    })
    this.layout = device.createBindGroupLayout({
      label: 'memory, rows, steps, losses, call',
      entries: [
        entry(0, { type: 'storage' }),
        entry(1, { type: 'read-only-storage' }),
        entry(2, { type: 'read-only-storage', hasDynamicOffset: true }),
        entry(3, { type: 'storage' }),
        entry(4, { type: 'uniform', hasDynamicOffset: true }),
      ],
    })
    this.pipelineLayout = device.createPipelineLayout({ label: 'microgpt', bindGroupLayouts: [this.layout] })
  }

  /** @param onDone told of each that is there, and how many there will be */
  getAll(
    shaders: readonly Shader[],
    onDone: (done: number, of: number) => void = () => {},
  ): Promise<GPUComputePipeline[]> {
    let done = 0
    onDone(done, shaders.length)
    return Promise.all(
      shaders.map(async ({ label, source }) => {
        const pipeline = await this.get(label, source)
        onDone(++done, shaders.length)
        return pipeline
      }),
    )
  }

  /** @returns the compiled shader; rejects with the compiler's own words. */
  get(label: string, code: string): Promise<GPUComputePipeline> {
    const known = this.compiled.get(code)
    const pipeline = known ?? this.compile(label, code)
    // Setting it anew puts it last in line.
    this.compiled.delete(code)
    this.compiled.set(code, pipeline)
    if (known) return known
    pipeline.catch(() => this.compiled.delete(code))
    for (const oldest of this.compiled.keys()) {
      if (this.compiled.size <= capacity) break
      this.compiled.delete(oldest)
    }
    return pipeline
  }

  private async compile(label: string, code: string): Promise<GPUComputePipeline> {
    const { device } = this
    device.pushErrorScope('validation')
    const module = device.createShaderModule({ label, code })
    const pipeline = device.createComputePipelineAsync({
      label,
      layout: this.pipelineLayout,
      compute: { module, entryPoint: 'main' },
    })
    const [made, invalid] = await Promise.allSettled([pipeline, device.popErrorScope()])
    if (made.status === 'fulfilled' && !(invalid.status === 'fulfilled' && invalid.value)) return made.value
    // A device that is lost meanwhile tells nothing more.
    const messages = await module.getCompilationInfo().then(
      info => info.messages,
      () => [],
    )
    const [first] = messages.filter(({ type }) => type === 'error')
    const told = first && `${first.message} (line ${first.lineNum})`
    const why = made.status === 'rejected' ? String(made.reason) : 'it is not valid'
    throw new Error(`The shader ${label} does not compile: ${told ?? why}.`)
  }
}
