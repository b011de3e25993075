import { css } from 'lit'

/** The way from the loss to one parameter, and what its uses add. */
export const pathStyles = css`
  .followed {
    margin-top: 10px;
    padding-top: 8px;
    border-top: 1px solid var(--rule);
  }
  form {
    display: flex;
    align-items: baseline;
    gap: 8px;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  input {
    width: 17ch;
    min-height: 24px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 11px var(--mono);
  }
  input::placeholder {
    color: var(--ink-3);
  }
  form button {
    min-height: 24px;
    padding: 0 8px;
    border: 1px solid var(--rule-2);
    border-radius: var(--r-1);
    color: var(--ink);
  }
  form button:hover {
    border-color: var(--ink);
  }
  .complaint {
    color: var(--ink);
  }
  .complaint:not(:empty) {
    margin: 4px 0;
  }
  .path {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
    gap: 8px 0;
    margin-top: 4px;
    list-style: none;
  }
  .path li {
    display: grid;
    grid-template-columns: 1fr 12px;
    min-width: 0;
  }
  .path p {
    display: flex;
    gap: 4px;
    justify-content: space-between;
    color: var(--ink-3);
    font: 10px/16px var(--mono);
    white-space: nowrap;
  }
  .path p b {
    color: var(--ink);
  }
  .path p span:last-child {
    font-family: var(--sans);
  }
  .path .box,
  .path .weight,
  .path .wire {
    grid-row: 2;
  }
  .box {
    display: grid;
    align-content: center;
    min-width: 0;
    height: 40px;
    padding: 0 5px;
    border: 1px solid var(--hue);
    border-radius: 0;
    overflow: hidden;
    text-align: left;
    white-space: nowrap;
  }
  .box:hover {
    background: var(--sunk);
  }
  .box b {
    color: var(--hue);
    font: 600 10px/15px var(--mono);
  }
  .box span {
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--ink-3);
    font-size: var(--t-10);
    line-height: 14px;
  }
  .path .weight {
    grid-column: 1 / 3;
    box-sizing: border-box;
    border: 1.75px solid var(--grad);
    cursor: default;
  }
  .path output {
    grid-row: 3;
    color: var(--grad);
    font: 10.5px/18px var(--mono);
    text-align: center;
  }
  .path li:last-child output,
  .told b {
    font-weight: 700;
  }
  .told b {
    color: var(--grad);
    font-family: var(--mono);
  }
  .uses {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 6px;
    margin-top: 8px;
    color: var(--ink-3);
  }
  .use {
    display: inline-flex;
    align-items: center;
    gap: 5px;
  }
  .use b {
    color: var(--ink-2);
    font: 10px var(--mono);
  }
  .use i {
    font-style: normal;
  }
  .uses strong {
    margin-left: auto;
    color: var(--grad);
    font: 700 11.5px var(--mono);
  }
  @media (max-width: 700px) {
    form button,
    input {
      min-height: 44px;
    }
    form {
      flex-wrap: wrap;
    }
  }
`
