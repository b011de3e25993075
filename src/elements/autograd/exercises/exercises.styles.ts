import { css } from 'lit'

export const exercisesStyles = css`
  .rail {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    margin-bottom: 6px;
  }
  .rail button {
    position: relative;
    min-width: 26px;
    height: 30px;
    color: var(--ink-2);
    font: 11px/14px var(--mono);
  }
  .rail .square {
    display: block;
    width: 9px;
    height: 9px;
    margin: 0 auto 2px;
    border: 1.25px solid var(--ink);
  }
  .rail .half .square {
    background: linear-gradient(to right, var(--ink) 50%, transparent 50%);
  }
  .rail .solid .square {
    background: var(--ink);
  }
  .rail [aria-current] {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  .rail .word-button {
    width: auto;
    height: 24px;
    margin-left: 10px;
    font: var(--t-11) var(--sans);
  }
  .question {
    margin: 2px 0;
    font-size: var(--t-13);
  }
  .answers {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 8px 22px;
    margin: 6px 0;
  }
  .answers label {
    font-family: var(--mono);
  }
  .answers label:has(:focus-visible) {
    outline: none;
  }
  .answers input {
    position: static;
    opacity: 1;
    cursor: text;
    width: 64px;
    height: 26px;
    padding: 0;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: none;
    color: var(--ink);
    font: 13px var(--mono);
  }
  .answers button {
    font-size: var(--t-12);
  }
  .verdict {
    min-height: 19px;
  }
  .verdict span {
    display: block;
  }
  .verdict .right {
    color: var(--ink);
  }
  .verdict .off {
    color: var(--grad);
  }
  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
    gap: 8px 24px;
    margin-top: 4px;
  }
  @container (max-width: 620px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  @container (max-width: 480px) {
    .rail button {
      min-width: 44px;
      height: 44px;
    }
    .answers input {
      height: 44px;
    }
  }
`
