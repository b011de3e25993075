/**
 * CPython's `random`, number for number: the Mersenne Twister MT19937 seeded as CPython seeds it from an int, and the
 * methods that microgpt.py calls. The order of the draws is part of the program, so nothing here may draw more or less.
 *
 * Source: M. Matsumoto, T. Nishimura, "Mersenne Twister" (1998), and the documented behaviour of Lib/random.py.
 */
const N = 624
const M = 397

export class Random {
  private readonly words = new Uint32Array(N)
  private at = N
  private spareGauss: number | null = null

  /** @param seed a whole number, 0 or more, as in `random.seed(seed)` */
  constructor(seed: number) {
    const key: number[] = []
    for (let rest = BigInt(Math.abs(Math.trunc(seed))); rest > 0n || key.length === 0; rest >>= 32n)
      key.push(Number(rest & 0xffffffffn))
    this.seedByArray(key)
  }

  private seedByInteger(seed: number): void {
    const { words } = this
    words[0] = seed >>> 0
    for (let i = 1; i < N; i++) {
      const last = words[i - 1]! ^ (words[i - 1]! >>> 30)
      words[i] = Math.imul(1812433253, last) + i
    }
    this.at = N
  }

  private seedByArray(key: readonly number[]): void {
    const { words } = this
    this.seedByInteger(19650218)
    let i = 1
    let j = 0
    const wrap = (): void => {
      i++
      if (i >= N) {
        words[0] = words[N - 1]!
        i = 1
      }
    }
    const mixed = (): number => words[i - 1]! ^ (words[i - 1]! >>> 30)
    for (let k = Math.max(N, key.length); k > 0; k--) {
      words[i] = (words[i]! ^ Math.imul(mixed(), 1664525)) + key[j]! + j
      wrap()
      j = (j + 1) % key.length
    }
    for (let k = N - 1; k > 0; k--) {
      words[i] = (words[i]! ^ Math.imul(mixed(), 1566083941)) - i
      wrap()
    }
    words[0] = 0x80000000
  }

  private refill(): void {
    const { words } = this
    for (let i = 0; i < N; i++) {
      const y = (words[i]! & 0x80000000) | (words[(i + 1) % N]! & 0x7fffffff)
      words[i] = words[(i + M) % N]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0)
    }
    this.at = 0
  }

  /** The next 32 bits. */
  private word(): number {
    if (this.at >= N) this.refill()
    let y = this.words[this.at++]!
    y ^= y >>> 11
    y ^= (y << 7) & 0x9d2c5680
    y ^= (y << 15) & 0xefc60000
    return (y ^ (y >>> 18)) >>> 0
  }

  /** A float in [0, 1) with 53 random bits. */
  random(): number {
    const high = this.word() >>> 5
    const low = this.word() >>> 6
    return (high * 67108864 + low) / 9007199254740992
  }

  /** @param bits 1 to 32 */
  getrandbits(bits: number): number {
    if (!Number.isInteger(bits) || bits < 1 || bits > 32)
      throw new RangeError(`getrandbits takes 1 to 32 bits, not ${bits}`)
    return this.word() >>> (32 - bits)
  }

  /** A whole number in [0, n), drawn by bits and thrown away while too large, as CPython does. */
  randbelow(n: number): number {
    const bits = 32 - Math.clz32(n)
    let drawn = this.getrandbits(bits)
    while (drawn >= n) drawn = this.getrandbits(bits)
    return drawn
  }

  /** Shuffles in place, from the last item down. */
  shuffle<Item>(items: Item[]): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.randbelow(i + 1)
      const kept = items[i]!
      items[i] = items[j]!
      items[j] = kept
    }
  }

  /** A draw from a normal distribution; every second one comes from the pair made before. */
  gauss(mean = 0, deviation = 1): number {
    let z = this.spareGauss
    this.spareGauss = null
    if (z === null) {
      const turn = this.random() * 2 * Math.PI
      const radius = Math.sqrt(-2 * Math.log(1 - this.random()))
      z = Math.cos(turn) * radius
      this.spareGauss = Math.sin(turn) * radius
    }
    return mean + z * deviation
  }

  /** The index that `random.choices(range(n), weights)` draws, with the number that decided it. */
  choice(weights: ArrayLike<number>): { index: number; needle: number; total: number } {
    const cumulative = new Float64Array(weights.length)
    let total = 0
    for (let i = 0; i < weights.length; i++) cumulative[i] = total += weights[i]!
    if (!(total > 0) || !Number.isFinite(total))
      throw new RangeError(`weights must add up to a positive number, not ${total}`)
    const needle = this.random() * total
    let low = 0
    let high = weights.length - 1
    while (low < high) {
      const middle = (low + high) >>> 1
      if (needle < cumulative[middle]!) high = middle
      else low = middle + 1
    }
    return { index: low, needle, total }
  }

  /** `random.choices(range(len(weights)), weights=weights, k=k)`; without weights, `n` equally likely items. */
  choices(population: number, weights: ArrayLike<number> | null, k = 1): number[] {
    return Array.from({ length: k }, () =>
      weights ? this.choice(weights).index : Math.floor(this.random() * population),
    )
  }

  /** A generator that will draw the same numbers from here on. */
  copy(): Random {
    const twin = new Random(0)
    twin.words.set(this.words)
    twin.at = this.at
    twin.spareGauss = this.spareGauss
    return twin
  }
}
