declare module '*.py' {
  const text: string
  export default text
}
declare module '*.txt' {
  const text: string
  export default text
}
declare module '*.safetensors' {
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}
declare module 'worker:engine' {
  const source: string
  export default source
}
