/** What each block is for, in a sentence or two. */
import type { Config } from '../../../engine/config.ts'
import type { Block } from '../../../lens/zoom.ts'

/** What becomes of the features below zero. */
const below: Readonly<Record<Config['activation'], string>> = {
  relu: 'those below zero are silenced',
  relu2: 'those below zero are silenced and the others squared',
  gelu: 'those far below zero are silenced',
}

export function blockNote(block: Block, { n_head, n_embd, mlp_factor, activation }: Config): string {
  switch (block) {
    case 'embedding':
      return 'What the token is and where it stands are two rows of learned numbers; their sum starts the residual stream.'
    case 'attention':
      return n_head === 1
        ? 'The one place where positions exchange anything: the query is held against every key so far, and the values come back in that measure.'
        : `The one place where positions exchange anything: in each of ${n_head} heads the query is held against every key so far, and the values come back in that measure.`
    case 'mlp':
      return `Every position by itself: ${n_embd} numbers spread out to ${mlp_factor * n_embd} features, ${below[activation]}, and the rest write back into the stream.`
    case 'output':
      return 'The stream is held against one row for every token; softmax makes odds of the scores, and the loss is the surprise at the token that came.'
  }
}
