/**
 * The toy of the published walkthrough of microgpt: BOS and three letters, two numbers wide, one head, four positions.
 * Its weights and its cache are the walkthrough's; the words to train on are ours.
 */

/** Rows of a matrix, as the walkthrough prints them. */
type Rows = readonly (readonly number[])[]

/** The walkthrough lists BOS first; here ids are those of microgpt.py, so its row comes last: a b c BOS. */
export const toyMatrices: Readonly<Record<string, Rows>> = {
  wte: [
    [0.5, -0.1],
    [-0.3, 0.4],
    [0.1, 0.2],
    [0.2, 0.3],
  ],
  wpe: [
    [0.1, -0.05],
    [0.05, 0.15],
    [-0.1, 0.1],
    [0.15, 0],
  ],
  lm_head: [
    [-0.2, 0.4],
    [0.5, -0.3],
    [-0.1, 0.6],
    [0.3, 0.1],
  ],
  'layer0.attn_wq': [
    [0.5, 0.2],
    [0.1, 0.4],
  ],
  'layer0.attn_wk': [
    [0.3, -0.1],
    [0.2, 0.5],
  ],
  'layer0.attn_wv': [
    [0.4, 0.1],
    [-0.2, 0.6],
  ],
  'layer0.attn_wo': [
    [0.6, 0.2],
    [0.1, 0.7],
  ],
  'layer0.mlp_fc1': [
    [0.4, 0.1],
    [-0.2, 0.5],
    [0.3, -0.3],
    [0.1, 0.4],
    [-0.5, 0.2],
    [0.2, -0.1],
    [0.6, 0.3],
    [-0.1, -0.4],
  ],
  'layer0.mlp_fc2': [
    [0.1, 0.3, -0.2, 0.4, 0, 0.2, -0.1, 0.5],
    [-0.3, 0.2, 0.5, -0.1, 0.4, -0.4, 0.3, 0.1],
  ],
}

/** k and v that the walkthrough puts into the cache for BOS at 0 and a at 1; they do not follow from its weights. */
export const toyCache = {
  keys: [
    [0.3, 0.1],
    [-0.1, 0.4],
  ],
  values: [
    [0.2, -0.3],
    [0.5, 0.2],
  ],
} as const satisfies Readonly<Record<string, Rows>>

/** Letters go round: after a comes b, after b c, after c a. In this order the shuffle puts ab first. */
export const toyWords = ['bc', 'ca', 'abc', 'ab', 'bca', 'cab', 'abca', 'bcab', 'cabc']
