/** The checksum of zip and PNG, by table: ITU-T V.42, reflected, polynomial 0x04c11db7. */
const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1
  return rest
})

/** @returns 8 hexadecimal digits for the parts, one after the other */
export function crc32(...parts: readonly Uint8Array[]): string {
  let rest = 0xffffffff
  for (const part of parts) for (const byte of part) rest = table[(rest ^ byte) & 0xff]! ^ (rest >>> 8)
  return ((rest ^ 0xffffffff) >>> 0).toString(16).padStart(8, '0')
}
