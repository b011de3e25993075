export function findChromium(): string
export const withGpu: string[]
export const chromiumFlags: string[]
