declare module '*.py' {
  const text: string
  export default text
}
declare module '*.txt' {
  const text: string
  export default text
}
declare module 'worker:engine' {
  const source: string
  export default source
}
declare module 'worker:parts' {
  /** Scripts that the worker asks for by name. */
  const parts: Readonly<Record<string, string>>
  export default parts
}
declare module 'sources:computations' {
  /** Path from the project's root → the text of the file. */
  const texts: Readonly<Record<string, string>>
  export default texts
}
declare module 'wasm:simd/kernels' {
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
