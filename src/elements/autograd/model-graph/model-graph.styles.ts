import { css, unsafeCSS } from 'lit'

const roles = ['emb', 'query', 'key', 'value', 'attn', 'resid', 'mlp', 'logit']

export const modelGraphStyles = css`
  :host {
    display: block;
    padding: 10px 24px 24px;
    container-type: inline-size;
    font-size: var(--t-12);
  }
  ${unsafeCSS(roles.map(role => `[data-role='${role}'] { --hue: var(--${role}); --wash: var(--${role}-w) }`).join('\n'))}
  h2,
  h3,
  p,
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: var(--t-15);
    font-weight: 600;
  }
  h3 {
    font-size: var(--t-12);
    font-weight: 600;
  }
  small {
    color: var(--ink-3);
    font-size: var(--t-10);
  }
  code {
    font-family: var(--mono);
    font-size: 11px;
  }
  .note {
    max-width: none;
    padding-bottom: 6px;
  }
  .instead {
    min-height: 26px;
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  .missing,
  .none {
    max-width: 60ch;
    margin: 12px 0;
    color: var(--ink-2);
  }
  .head,
  .top,
  .told {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 12px;
  }
  .head {
    padding-bottom: 6px;
    color: var(--ink-3);
  }
  .head h2 {
    color: var(--ink);
  }
  .head code {
    color: var(--ink);
  }
  .head .counts,
  .top > :last-child:not(h3),
  .told > :nth-child(2) {
    margin-left: auto;
  }
  .told {
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 16px;
  }
  .top {
    min-height: 22px;
  }
  .top code {
    color: var(--ink-2);
    font-weight: 400;
  }
  .top h3 code {
    color: var(--ink);
    font-weight: 600;
  }
  .both {
    display: flex;
    gap: 34px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .by-line {
    flex: 0 0 300px;
    min-width: 0;
  }
  .opened {
    flex: 1;
    min-width: 0;
  }
  .opened section + section {
    margin-top: 6px;
    padding-top: 6px;
    border-top: 1px solid var(--rule);
  }
  .around {
    min-height: 206px;
    overflow: hidden;
  }
  .layers {
    display: flex;
    flex-wrap: wrap;
    gap: 0 10px;
  }
  .layers button {
    min-height: 24px;
    color: var(--ink-2);
    font-size: var(--t-11);
  }
  .layers [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px var(--ink);
  }
  .lines {
    list-style: none;
  }
  .lines button {
    display: grid;
    grid-template-columns: 22px 84px 1fr auto;
    align-items: center;
    gap: 0 6px;
    width: calc(100% + 12px);
    margin: 0 -6px;
    padding: 0 6px;
    height: 19px;
    border-radius: var(--r-1);
    font: 11px var(--mono);
    text-align: left;
  }
  .lines button:hover {
    background: var(--sunk);
  }
  .two {
    columns: 2;
    column-gap: 24px;
  }
  .two li {
    break-inside: avoid;
  }
  .lines.narrow button {
    grid-template-columns: 22px 1fr auto;
    align-content: center;
    height: 44px;
  }
  .narrow svg {
    grid-area: 2 / 2 / 3 / 4;
  }
  .lines small,
  .rest small {
    font: 10px var(--mono);
    text-align: right;
  }
  .lines b {
    color: var(--hue);
    font-weight: 400;
    white-space: nowrap;
  }
  .lines span {
    color: var(--ink-2);
  }
  .lines i {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .lines .open {
    background: var(--wash);
    box-shadow: inset 0 0 0 1.75px var(--hue);
  }
  .lines .open :is(b, small, span) {
    font-weight: 700;
  }
  .lines .open small {
    color: var(--hue);
  }
  .lines .open span {
    color: var(--ink);
  }
  .rest {
    color: var(--ink-3);
    font-size: 11px;
  }
  .rest div {
    display: flex;
    justify-content: space-between;
    align-items: baseline;
    gap: 6px;
    line-height: 20px;
  }
  .rest dt {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .rest small {
    flex: 0 0 22px;
  }
  .rest dd {
    color: var(--ink-2);
    font-family: var(--mono);
  }
  .rest .sum {
    padding-top: 2px;
    border-top: 1px solid var(--ink);
  }
  .sum dt {
    font-size: var(--t-10);
  }
  .sum dd {
    color: var(--ink);
    font-weight: 700;
  }
  .scale {
    display: inline-flex;
    align-items: center;
    gap: 4px;
  }
  .grid {
    touch-action: manipulation;
  }
  .through {
    pointer-events: none;
  }
  svg .mono.small {
    font-size: 10px;
  }
  svg .sum {
    font-size: 13px;
  }
  svg .cased {
    paint-order: stroke;
    stroke: var(--paper);
    stroke-width: 4px;
  }
  .weight {
    cursor: pointer;
  }
  @container (max-width: 659px) {
    .both {
      display: block;
    }
    .opened {
      margin-top: 12px;
    }
  }
  @media (max-width: 700px) {
    :host {
      padding: 10px 16px 24px;
    }
    .lines button,
    .layers button,
    .instead {
      min-height: 44px;
    }
    .layers button {
      min-width: 44px;
    }
    .around {
      overflow-x: auto;
    }
  }
`
