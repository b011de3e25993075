import { css } from 'lit'

export const stepsStyles = css`
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 24px;
    margin-bottom: 8px;
  }
  .pickers,
  .transport {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 16px;
  }
  .pickers label {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--ink-3);
    font-size: var(--t-12);
  }
  select {
    height: 24px;
    padding: 0 2px;
    border: 0;
    border-bottom: 1px solid var(--ink);
    border-radius: 0;
    background: var(--paper);
    color: var(--ink);
    font: var(--t-12) var(--mono);
  }
  .transport button {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    height: 28px;
    color: var(--ink);
    font-size: var(--t-12);
  }
  .transport button:disabled {
    color: var(--ink-3);
  }
  .transport .play {
    padding: 0 10px 0 8px;
    background: var(--ink);
    color: var(--paper);
    border-radius: var(--r-1);
  }
  .top {
    position: sticky;
    top: 0;
    z-index: 2;
    margin: 0 -24px;
    padding: 8px 24px 0;
    background: var(--paper);
  }
  .page {
    padding-top: 0;
  }
  .rail {
    display: grid;
    grid-template-columns: repeat(6, 1fr);
    gap: 0 12px;
    margin: 0 0 4px;
    padding: 0 0 4px;
    list-style: none;
  }
  .rail button {
    display: flex;
    align-items: center;
    gap: 7px;
    width: 100%;
    height: 28px;
    border-top: 2px solid var(--rule-2);
    color: var(--ink-3);
    font-size: var(--t-12);
    text-align: left;
    white-space: nowrap;
  }
  .rail .now,
  .rail .done {
    border-color: var(--ink);
    color: var(--ink);
  }
  .rail .now {
    font-weight: 600;
  }
  .rail i {
    flex: none;
    box-sizing: border-box;
    width: 9px;
    height: 9px;
    border: 1.25px solid currentColor;
  }
  .rail .now i {
    background: linear-gradient(to right, currentColor 50%, transparent 50%);
  }
  .rail .done i {
    background: currentColor;
  }
  .phase {
    scroll-margin: 84px 0 16px;
  }
  .phase .mark {
    scroll-margin: 100px 0 40px;
  }
  .phase header {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    gap: 12px;
  }
  .phase.todo h2 {
    color: var(--ink-3);
  }
  .lines {
    color: var(--ink-3);
    font: 10.5px/18px var(--mono);
    white-space: nowrap;
  }
  .stacks {
    display: flex;
    flex-wrap: wrap;
    gap: 12px 24px;
  }
  figure {
    margin: 0;
  }
  figcaption {
    margin-bottom: 6px;
    color: var(--ink-2);
    font: 10.5px/16px var(--mono);
  }
  figcaption code {
    font-size: inherit;
  }
  code.key {
    color: var(--key);
  }
  code.value {
    color: var(--value);
  }
  svg .resid {
    fill: var(--resid);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (max-width: 499px) {
    .top {
      position: static;
      margin: 0;
      padding: 8px 0 0;
    }
    .rail {
      grid-template-columns: repeat(3, 1fr);
    }
    .phase {
      scroll-margin: 8px 0;
    }
    .rail button,
    .transport button,
    select {
      height: 44px;
    }
    .pickers,
    .transport {
      width: 100%;
    }
    .transport {
      justify-content: space-between;
    }
  }
`
