/** The compiled kernels: one module for all lanes, and what an instance of it offers. */
import { kernelNames, type KernelName } from '../engine/ops.ts'
import bytes from 'wasm:simd/kernels'

/** One sentence that says why this lane can't compute here. */
export interface Refusal {
  readonly reason: string
}

export interface Exports {
  /** Runs `count` calls that lie one behind the other at the address `calls`. */
  run(calls: number, count: number, step: number): void
  /** The first byte of memory that the kernels leave to the host. */
  heapBase(): number
}

let compiling: Promise<WebAssembly.Module> | null = null

/** Compiles the kernels once; later lanes share the code, also what the browser has optimised of it by then. */
export async function compiledKernels(): Promise<WebAssembly.Module | Refusal> {
  if (typeof WebAssembly === 'undefined') return { reason: 'This browser has no WebAssembly.' }
  if (!WebAssembly.validate(bytes)) return { reason: 'This browser has no SIMD in WebAssembly.' }
  try {
    return await (compiling ??= WebAssembly.compile(bytes))
  } catch (error) {
    compiling = null
    return { reason: `This browser did not compile the SIMD kernels: ${messageOf(error)}` }
  }
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** The kernels bound to a memory, each in the table of functions at its place in the list of names. */
export async function instantiate(module: WebAssembly.Module, memory: WebAssembly.Memory): Promise<Exports> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } })
  const table = exports.table as WebAssembly.Table
  table.grow(kernelNames.length - table.length)
  kernelNames.forEach((name, i) => table.set(i, exports[symbolOf(name)]))
  return exports as unknown as Exports
}

/** attention_scores is attentionScores, as in TypeScript. */
export const symbolOf = (name: KernelName): string => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())
