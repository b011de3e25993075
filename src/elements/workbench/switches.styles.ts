import { css } from 'lit'

export const switchesStyles = css`
  :host {
    display: block;
    margin-top: var(--s-4);
    border-top: var(--hair) solid var(--rule);
    padding-top: var(--s-3);
  }
  header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    align-items: baseline;
    gap: 0 var(--s-4);
  }
  h2 {
    margin: 0;
    font-size: var(--t-13);
  }
  p {
    margin: 0;
    color: var(--ink-3);
  }
  code,
  li b {
    font-family: var(--mono);
  }
  ul {
    margin: var(--s-2) 0;
    padding: 0;
    list-style: none;
  }
  li {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr) 48px;
    gap: var(--s-3);
    align-items: center;
    min-height: 26px;
  }
  li b {
    text-align: right;
  }
  li button {
    display: flex;
    gap: var(--s-3);
    align-items: baseline;
    min-height: 24px;
    text-align: left;
  }
  .line {
    width: 28px;
    color: var(--ink-3);
    font: var(--t-11) var(--mono);
    text-align: right;
  }
  .off {
    text-decoration: line-through;
  }
  svg {
    width: 100%;
    height: 10px;
    overflow: visible;
  }
  svg line {
    vector-effect: non-scaling-stroke;
  }
  .all {
    stroke: var(--ink);
    stroke-dasharray: 2 2;
  }
  .way {
    stroke: var(--logit);
    stroke-width: 3;
    stroke-linecap: round;
  }
  footer {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--s-4);
  }
  footer b {
    color: var(--ink);
  }
  @media (max-width: 700px) {
    li,
    li button {
      min-height: 44px;
    }
  }
`
