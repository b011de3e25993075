/** What each entry of state_dict is for. */
export interface MatrixNote {
  readonly role: string
  readonly says: string
}

export const matrixNotes: Readonly<Record<string, MatrixNote>> = {
  wte: {
    role: 'a row for each token',
    says: 'What a letter means: the row is looked up, never multiplied.',
  },
  wpe: {
    role: 'a row for each position',
    says: 'What standing there means. Rows beyond the longest name seen keep their first values.',
  },
  lm_head: {
    role: 'a row for each token',
    says: 'How a letter shows in x: its row times x is its logit.',
  },
  attn_wq: { role: 'makes q', says: 'What a position looks for. Each head has a band of rows.' },
  attn_wk: { role: 'makes k', says: 'What a position can be found by.' },
  attn_wv: { role: 'makes v', says: 'What a position hands over when it is found.' },
  attn_wo: { role: 'mixes the heads', says: 'Each head has a band of columns through which it writes into x.' },
  mlp_fc1: { role: 'x to features', says: 'Each row is a feature: it answers when x points its way.' },
  mlp_fc2: { role: 'features to x', says: 'Each column is what its feature adds to x.' },
}
