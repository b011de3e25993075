import type { Role } from '../engine/operations.ts'

const namesOf: Readonly<Partial<Record<Role, string>>> = {
  emb: 'wte wpe tok_emb pos_emb token_id pos_id tokens BOS',
  query: 'q q_h attn_wq',
  key: 'k k_h k_t key keys attn_wk',
  value: 'v v_h v_t val values attn_wv head_out x_attn',
  attn: 'attn_logits attn_weights softmax probs',
  resid: 'x xi x_residual attn_wo rmsnorm layernorm',
  mlp: 'mlp_fc1 mlp_fc2 relu gelu',
  logit: 'logits logit lm_head target_id loss loss_t losses',
  grad: 'grad local_grad _local_grads backward m m_hat v_hat',
}

const roles: ReadonlyMap<string, Role> = new Map(
  Object.entries(namesOf).flatMap(([role, names]) => names.split(' ').map(name => [name, role as Role] as const)),
)

/** Names that mean something else outside gpt: there `v` is Adam's second moment or any Value, not a value vector. */
const outsideGpt: ReadonlyMap<string, Role | null> = new Map([
  ['v', 'grad'],
  ['k', null],
  ['q', null],
  ['key', null],
  ['val', null],
])

/**
 * The colour family of a name in microgpt.py, or null for a name that carries none.
 * @param name a name, or a word of a state_dict key, such as `attn_wq`
 * @param inside the `def` in which it stands, null for none; `v` is a value in gpt and a moment of Adam outside
 */
export function roleOf(name: string, inside: string | null = 'gpt'): Role | null {
  if (inside !== 'gpt' && outsideGpt.has(name)) return outsideGpt.get(name) ?? null
  return roles.get(name) ?? null
}
