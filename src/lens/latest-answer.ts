/** Questions that overtake one another: one at a time is on its way, and of those that wait only the last is asked. */
import { sentence } from './training.ts'

export class LatestAnswer<Answer> {
  private next: (() => Promise<Answer | null>) | null = null
  private isAsking = false

  constructor(
    private readonly take: (answer: Answer) => void,
    private readonly fail: (words: string) => void = () => {},
  ) {}

  ask(question: () => Promise<Answer | null>): void {
    this.next = question
    if (!this.isAsking) void this.answerAll()
  }

  private async answerAll(): Promise<void> {
    this.isAsking = true
    try {
      while (this.next) {
        const question = this.next
        this.next = null
        const answer = await question()
        if (answer !== null) this.take(answer)
      }
    } catch (error) {
      this.fail(sentence(error))
    } finally {
      this.isAsking = false
    }
  }
}
