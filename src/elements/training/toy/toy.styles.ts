import { css } from 'lit'

const fields = css`
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px 10px;
    font-size: var(--t-12);
  }
  label {
    color: var(--ink-3);
  }
  input {
    box-sizing: border-box;
    height: 26px;
    min-width: 0;
    padding: 0 2px;
    border: 0;
    border-bottom: 1.5px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 12px var(--mono);
  }
  input[aria-invalid='true'] {
    border-color: var(--grad);
  }
  .solid,
  .framed {
    min-height: 26px;
    padding: 0 12px;
    border: 1px solid var(--ink);
    border-radius: var(--r-1);
    white-space: nowrap;
  }
  .solid {
    background: var(--ink);
    color: var(--paper);
  }
  .framed:hover {
    background: var(--sunk);
  }
  .solid[aria-disabled='true'],
  .framed[aria-disabled='true'] {
    border-color: var(--rule-2);
    background: none;
    color: var(--ink-3);
    cursor: default;
  }
  .problem {
    margin: 2px 0 0;
    color: var(--grad);
    font-size: var(--t-12);
  }
  @media (max-width: 700px) {
    input,
    .solid,
    .framed {
      min-height: 44px;
      font-size: 16px;
    }
    .solid,
    .framed {
      font-size: var(--t-12);
    }
  }
`

export const toyStyles = [
  fields,
  css`
    section {
      margin-top: 8px;
    }
    .words input {
      flex: 1 1 200px;
    }
    .controls {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 2px 24px;
      margin-top: 4px;
    }
    .buttons {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
      font-size: var(--t-12);
    }
    .controls mg-slider {
      flex: 0 1 170px;
    }
    .done {
      margin: 0 0 0 auto;
      color: var(--ink-3);
      font-size: var(--t-12);
    }
    .done b {
      color: var(--ink);
      font: 12px var(--mono);
    }
    .head {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: space-between;
      gap: 0 16px;
    }
    .head code {
      color: var(--logit);
    }
    .cased {
      paint-order: stroke;
      stroke: var(--paper);
      stroke-width: 3px;
      stroke-linejoin: round;
    }
    .wires path {
      fill: none;
    }
    .mark:focus-visible {
      outline: 2px solid var(--focus);
      outline-offset: 1px;
    }
    .two {
      display: grid;
      grid-template-columns: 200px minmax(0, 1fr);
      gap: 12px 28px;
    }
    ol {
      min-height: 136px;
      margin: 4px 0 0;
      padding: 0;
      list-style: none;
      font: 11px/17px var(--mono);
    }
    li {
      display: grid;
      grid-template-columns: 66px minmax(0, 1fr) auto;
      gap: 8px;
      color: var(--ink-2);
    }
    li b {
      color: var(--logit);
      font-weight: 400;
    }
    li:last-child b {
      font-weight: 600;
    }
    li.empty {
      display: block;
      color: var(--ink-3);
    }
    .matrices {
      display: flex;
      flex-wrap: wrap;
      gap: 8px 14px;
      margin-top: 6px;
      overflow-x: auto;
    }
    .matrix {
      flex: none;
    }
    .aside {
      margin: 6px 0 0;
      color: var(--ink-3);
      font-size: var(--t-12);
    }
    .aside .word-button {
      font-size: var(--t-12);
    }
    @container (max-width: 619px) {
      .two {
        grid-template-columns: 170px minmax(0, 1fr);
      }
      .controls mg-slider {
        flex: 1 1 200px;
      }
    }
    @container (max-width: 499px) {
      .two {
        grid-template-columns: minmax(0, 1fr);
      }
      ol {
        max-width: 240px;
      }
    }
  `,
]

export const queriesStyles = [
  fields,
  css`
    :host {
      overflow: visible;
    }
    form input {
      width: 84px;
    }
    .letter {
      min-width: 28px;
      min-height: 26px;
      color: var(--ink-2);
      font-family: var(--mono);
      text-decoration: underline;
      text-decoration-color: var(--rule-2);
      text-underline-offset: 3px;
    }
    .letter:hover {
      color: var(--ink);
      text-decoration-color: currentColor;
    }
    table {
      margin-top: 2px;
    }
    th,
    td,
    thead th {
      padding: 1px 12px 1px 0;
      border: 0;
      vertical-align: bottom;
      text-align: left;
    }
    .step {
      vertical-align: middle;
    }
    tbody th {
      padding-top: 4px;
      font-weight: 600;
      vertical-align: top;
    }
    td.step {
      color: var(--ink-3);
      text-align: right;
    }
    .now .step {
      color: var(--ink);
    }
    .heard {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    .note {
      margin: 0;
    }
    @media (max-width: 700px) {
      .letter {
        min-width: 44px;
        min-height: 44px;
      }
    }
  `,
]
