import { css } from 'lit'

/** Words in a picture in the colour of what they are about. */
export const roleStyles = css`
  svg .query {
    fill: var(--query);
  }
  svg .key {
    fill: var(--key);
  }
  svg .value {
    fill: var(--value);
  }
  svg .attn {
    fill: var(--attn);
  }
  svg .logit {
    fill: var(--logit);
  }
  svg .grad {
    fill: var(--grad);
  }
`
