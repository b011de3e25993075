/** Reads stretches of a buffer back through one staging buffer, which is kept from one reading to the next. */
import type { Span } from './stages.ts'
import type { Watch } from './watch.ts'

/** 16 MiB at most at a time, so that reading a large memory does not need as much again. */
const most = 4 * 1024 * 1024

export class Staging {
  private buffer: GPUBuffer | null = null

  constructor(
    private readonly device: GPUDevice,
    private readonly watch: Watch,
    private readonly label: string,
  ) {}

  /** Copies the spans of a buffer of numbers to the same places of an array. */
  async read(source: GPUBuffer, spans: readonly Span[], into: Float32Array): Promise<void> {
    this.watch.check()
    const pieces = spans.flatMap(cut)
    for (let next = 0; next < pieces.length;) {
      const batch: Span[] = []
      let size = 0
      while (next < pieces.length && size + length(pieces[next]!) <= most) {
        size += length(pieces[next]!)
        batch.push(pieces[next++]!)
      }
      await this.readBatch(source, batch, size, into)
    }
  }

  private async readBatch(source: GPUBuffer, spans: readonly Span[], size: number, into: Float32Array): Promise<void> {
    const { device, watch } = this
    const buffer = this.atLeast(size)
    const encoder = device.createCommandEncoder({ label: this.label })
    let at = 0
    for (const span of spans) {
      encoder.copyBufferToBuffer(source, span.start * 4, buffer, at * 4, length(span) * 4)
      at += length(span)
    }
    device.queue.submit([encoder.finish()])
    await watch.within(() => buffer.mapAsync(GPUMapMode.READ, 0, size * 4), this.label)
    const numbers = new Float32Array(buffer.getMappedRange(0, size * 4))
    at = 0
    for (const span of spans) {
      into.set(numbers.subarray(at, at + length(span)), span.start)
      at += length(span)
    }
    buffer.unmap()
  }

  private atLeast(size: number): GPUBuffer {
    if (this.buffer && this.buffer.size >= size * 4) return this.buffer
    this.buffer?.destroy()
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST
    return (this.buffer = this.device.createBuffer({ label: this.label, size: size * 4, usage }))
  }

  destroy(): void {
    this.buffer?.destroy()
  }
}

const length = ({ start, end }: Span): number => end - start

function cut({ start, end }: Span): Span[] {
  const pieces: Span[] = []
  for (let at = start; at < end; at += most) pieces.push({ start: at, end: Math.min(end, at + most) })
  return pieces
}
