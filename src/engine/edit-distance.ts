/** How many letters two texts are apart: the fewest that must be put in, left out or replaced. */
export type Letters = ArrayLike<number>

export const lettersOf = (text: string): Letters => Array.from(text, letter => letter.codePointAt(0)!)

/** @returns the distance (Levenshtein), or `most` where it is not below that */
export function editDistance(a: Letters, b: Letters, most = Infinity): number {
  if (Math.abs(a.length - b.length) >= most) return most
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const replaced = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const cost = Math.min(replaced, above[j]! + 1, row[j - 1]! + 1)
      row.push(cost)
      if (cost < least) least = cost
    }
    // No later row gets below the least of this one.
    if (least >= most) return most
    above = row
  }
  return Math.min(most, above[b.length]!)
}
