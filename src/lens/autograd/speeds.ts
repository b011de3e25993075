/** Who goes how fast: a chain of two ratios, made of Values and walked back. */
import { Value } from '../../engine/value.ts'

export interface Speeds {
  /** How far each has come. */
  readonly walker: number
  readonly bicycle: number
  readonly car: number
  /** How much further the car comes for each metre of the walker, and of the bicycle: as `backward` finds them. */
  readonly carPerWalker: number
  readonly carPerBicycle: number
  readonly bicyclePerWalker: number
}

/**
 * @param walked how far the walker has come, in metres
 * @param toBicycle how many times as fast the bicycle is as the walker
 * @param toCar how many times as fast the car is as the bicycle
 */
export function speedsOf(walked: number, toBicycle: number, toCar: number): Speeds {
  const walker = new Value(walked)
  const bicycle = walker.mul(toBicycle)
  const car = bicycle.mul(toCar)
  car.backward()
  return {
    walker: walker.data,
    bicycle: bicycle.data,
    car: car.data,
    carPerWalker: walker.grad,
    carPerBicycle: bicycle.grad,
    bicyclePerWalker: bicycle._local_grads[0]!,
  }
}
