/** The four stages in words and in Python. */
import type { StageName } from '../../../lens/attention-trick.ts'

interface StageWords {
  readonly title: string
  readonly says: string
  readonly code: string
}

export const stageWords: Readonly<Record<StageName, StageWords>> = {
  average: {
    title: 'a plain average of everything so far',
    says: 'Every position takes the mean of its own value and all values before it: a loop in a loop, and nothing chosen.',
    code: `out = []
for t in range(T):
    so_far = v_h[:t + 1]
    out.append([sum(col) / len(so_far) for col in zip(*so_far)])`,
  },
  matrix: {
    title: 'the same as one matrix product',
    says: 'Put 1/t where a row may look and 0 where it may not: the triangle times V gives the same averages, all rows at once.',
    code: `w = [[1 / (t + 1) if s <= t else 0.0 for s in range(T)]
     for t in range(T)]
out = matmul(w, v_h)`,
  },
  softmax: {
    title: 'the same again, by softmax',
    says: 'Softmax of equal scores shares equally, and exp(−∞) is 0: zeros with −∞ above the diagonal become the same triangle.',
    code: `scores = [[0.0 if s <= t else -math.inf for s in range(T)]
          for t in range(T)]
w = [softmax(row) for row in scores]
out = matmul(w, v_h)`,
  },
  learned: {
    title: 'the scores are learned',
    says: 'Only the zeros go: q·k / √d stands in their place, so every position decides by itself what it averages.',
    code: `scores = [[dot(q_h[t], k_h[s]) / head_dim ** 0.5
           if s <= t else -math.inf for s in range(T)]
          for t in range(T)]
w = [softmax(row) for row in scores]
out = matmul(w, v_h)`,
  },
}
