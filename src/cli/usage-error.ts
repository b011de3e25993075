/** Something that the person at the terminal can mend; the message is shown as it is. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
