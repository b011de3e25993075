import { css } from 'lit'
import { partStyles } from './part.styles.ts'

export const generateStyles = [
  ...partStyles,
  css`
    :host {
      container: generate / inline-size;
      overflow-x: clip;
    }
    .page {
      padding: 10px 24px 20px;
    }
    .controls {
      display: grid;
      grid-template-columns: auto 190px auto;
      justify-content: space-between;
      align-items: start;
      gap: 4px 34px;
      font-size: var(--t-12);
    }
    /* Without the gap that is left under what stands in a line. */
    mg-slider {
      height: 40px;
    }
    form {
      display: flex;
      align-items: baseline;
      gap: 10px;
      color: var(--ink-3);
    }
    form input[type='text'] {
      width: 124px;
    }
    form label {
      white-space: nowrap;
    }
    form button {
      color: var(--ink);
    }
    .choose {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      gap: 0 12px;
      color: var(--ink-3);
    }
    .choose button {
      min-height: 22px;
      border-bottom: 1.5px solid transparent;
      color: var(--ink-3);
    }
    .choose button:hover {
      color: var(--ink);
    }
    .choose [aria-pressed='true'] {
      border-color: var(--ink);
      color: var(--ink);
      font-weight: 600;
    }
    .choose mg-slider {
      width: 110px;
    }
    mg-slider + .from {
      width: 0;
    }
    .from {
      flex: 1 0 auto;
      width: 100%;
      font-size: var(--t-10);
    }
    .rows {
      margin-top: 8px;
      padding-top: 10px;
      border-top: 1px solid var(--rule);
    }
    .odds {
      min-height: 18px;
      margin: 4px 0 0;
      color: var(--ink-2);
      font-size: var(--t-12);
    }
    .odds b {
      color: var(--ink);
      font: 500 11.5px var(--mono);
    }
    svg .so-far {
      font-size: 13px;
    }
    svg .figure {
      font-size: 12px;
    }
    svg .chosen {
      font-size: 18px;
      font-weight: 600;
    }
    .bar {
      pointer-events: none;
    }
    .row {
      scroll-margin: 12px;
    }
    .lower {
      display: grid;
      grid-template-columns: minmax(0, 430px) minmax(0, 1fr);
      margin-top: 10px;
      border-top: 1px solid var(--rule);
    }
    .lower > div {
      padding: 10px 17px 0 0;
    }
    .lower > div + div {
      padding: 10px 0 0 16px;
      border-left: 1px solid var(--rule);
    }
    section {
      margin-top: 10px;
      padding-top: 8px;
      border-top: 1px solid var(--rule);
    }
    @container generate (max-width: 640px) {
      .page {
        padding: 8px 16px 20px;
      }
      .controls {
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 4px 24px;
      }
      .choose {
        grid-column: 1 / -1;
      }
      form input[type='text'] {
        width: max(56px, min(120px, 100cqw - 320px));
      }
      svg .chosen {
        font-size: 15px;
      }
      svg .word {
        font-size: 11px;
      }
      .lower {
        grid-template-columns: minmax(0, 1fr);
      }
      .lower > div,
      .lower > div + div {
        padding: 10px 0 0;
        border-left: 0;
      }
      .lower > div + div {
        margin-top: 10px;
        border-top: 1px solid var(--rule);
      }
    }
    @media (max-width: 700px) {
      mg-slider {
        height: 60px;
      }
      .choose {
        margin-top: -12px;
      }
      .choose button {
        min-height: 44px;
        border-bottom-color: transparent;
        text-underline-offset: 4px;
      }
      .choose [aria-pressed='true'] {
        border-color: transparent;
        text-decoration: underline 1.5px;
      }
    }
  `,
]
