// Counts what the garbage collector does not: memories of WebAssembly and buffers of the GPU, whoever makes them.

/** Call it before anybody compiles or opens a device. @returns a function that tells the bytes of both */
export function watchMemory() {
  const memories = watchWebAssembly()
  const gpu = watchGpu()
  return () => ({ wasm: [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0), gpu: gpu() })
}

/** Memories are either made by a page and imported, or exported by an instance. They are held: nobody here frees any. */
function watchWebAssembly() {
  const memories = new Set()
  const { Memory, Instance } = WebAssembly
  const look = instance => {
    for (const value of Object.values(instance.exports)) if (value instanceof Memory) memories.add(value)
    return instance
  }
  WebAssembly.Memory = new Proxy(Memory, {
    construct(target, args) {
      const memory = new target(...args)
      memories.add(memory)
      return memory
    },
  })
  WebAssembly.Instance = new Proxy(Instance, { construct: (target, args) => look(new target(...args)) })
  for (const way of ['instantiate', 'instantiateStreaming']) {
    const original = WebAssembly[way]
    WebAssembly[way] = async (...args) => {
      const made = await original(...args)
      look(made instanceof Instance ? made : made.instance)
      return made
    }
  }
  return memories
}

function watchGpu() {
  let bytes = 0
  const { GPUDevice, GPUBuffer } = globalThis
  if (!GPUDevice) return () => 0
  const { createBuffer } = GPUDevice.prototype
  const { destroy } = GPUBuffer.prototype
  const standing = new WeakSet()
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor)
    standing.add(buffer)
    bytes += descriptor.size
    return buffer
  }
  GPUBuffer.prototype.destroy = function () {
    if (standing.delete(this)) bytes -= this.size
    destroy.call(this)
  }
  return () => bytes
}
