import { css } from 'lit'

export const autogradStyles = css`
  :host {
    display: block;
    padding: 10px 24px var(--s-5);
    container-type: inline-size;
    font-size: var(--t-12);
  }
  h2 {
    margin: 0;
    font-size: var(--t-12);
    font-weight: 600;
  }
  p {
    margin: 0;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  code {
    font-family: var(--mono);
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .top,
  .head,
  .presets,
  .controls,
  .choice {
    display: flex;
    align-items: center;
  }
  .top {
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 4px 20px;
  }
  .presets,
  .controls {
    gap: 16px;
  }
  .presets label,
  .choice label {
    position: relative;
    color: var(--ink-2);
    line-height: 26px;
    white-space: nowrap;
    cursor: pointer;
  }
  .presets label:hover,
  .choice label:hover {
    color: var(--ink);
  }
  label input {
    position: absolute;
    inset: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }
  label.chosen {
    color: var(--ink);
    font-weight: 600;
    box-shadow: inset 0 -2px 0 var(--ink);
  }
  label:has(:focus-visible) {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  .controls button {
    min-height: 26px;
    color: var(--ink-2);
    white-space: nowrap;
  }
  .controls button:hover {
    color: var(--ink);
  }
  .controls button:disabled {
    color: var(--ink-3);
  }
  .controls .next {
    padding: 0 12px;
    background: var(--ink);
    color: var(--paper);
    border-radius: var(--r-1);
  }
  .controls .next:disabled {
    background: var(--sunk);
    color: var(--ink-3);
  }
  .controls [aria-pressed='true'] {
    color: var(--ink);
    font-weight: 600;
  }
  .head {
    justify-content: space-between;
    gap: var(--s-4);
    min-height: 44px;
  }
  .formula {
    font: italic 22px/1.2 var(--serif);
  }
  .counts {
    color: var(--ink-3);
    text-align: right;
  }
  .counts small {
    font-size: var(--t-10);
  }

  /* the graph */
  .graph {
    margin: 4px 0 10px;
    overflow-x: auto;
  }
  .graph svg {
    margin: 0 auto;
  }
  .number .name {
    font: italic 18px var(--serif);
  }
  .number.here .name {
    fill: var(--grad);
  }
  .number.unmade .name,
  .number.ahead .name {
    fill: var(--ink-3);
  }
  .number .remark {
    font: 10px var(--sans);
    fill: var(--ink-3);
  }
  .number .mono {
    font-size: 12px;
  }
  .number .data:not(.mono) {
    fill: var(--ink-3);
  }
  .number .grad {
    fill: var(--grad);
  }
  .number.here .grad.mono {
    font-weight: 700;
  }
  .operator {
    fill: var(--paper);
    stroke: var(--ink-3);
  }
  .sign {
    font-size: 14px;
  }
  .wire {
    cursor: pointer;
  }
  .wire-label text {
    fill: var(--ink-2);
  }
  .wire-label .under {
    stroke: var(--paper);
    stroke-width: 4;
    stroke-linejoin: round;
  }
  .wire-label .mono {
    font-size: 11.5px;
    fill: var(--ink);
  }
  .wire-label.ahead text {
    fill: var(--ink-3);
  }
  .wire-label.now text {
    fill: var(--grad);
    font-weight: 700;
  }

  /* the sections below it */
  section,
  .present {
    border-top: 1px solid var(--rule);
    padding: 10px 0;
  }
  .present section {
    padding: 0;
    border: 0;
  }
  .leaves {
    display: grid;
    padding: 8px 0 4px;
    grid-template-columns: 108px minmax(0, 1fr);
  }
  .sliders mg-slider {
    flex: 1 1 74px;
    max-width: 152px;
  }
  .sliders {
    display: flex;
    flex-wrap: wrap;
    gap: 6px 14px;
  }
  .present {
    position: relative;
    min-height: 114px;
    box-sizing: border-box;
  }
  .count {
    position: absolute;
    top: 10px;
    right: 0;
    color: var(--ink-3);
    font-size: var(--t-11);
  }
  .work {
    display: grid;
    grid-template-columns: 290px minmax(0, 1fr);
    gap: 0 36px;
    align-items: center;
    margin-top: 8px;
  }
  .prose {
    grid-column: 1 / -1;
    color: var(--ink-2);
  }
  .rule {
    display: flex;
    align-items: flex-start;
    gap: 22px;
  }
  .rule.made {
    align-items: center;
  }
  .term {
    display: grid;
    justify-items: center;
    gap: 6px;
    min-width: 52px;
  }
  .fraction {
    display: inline-grid;
    font: italic 16px/1.3 var(--serif);
    text-align: center;
  }
  .fraction span {
    padding: 0 5px;
  }
  .fraction .below {
    border-top: 1px solid currentColor;
  }
  .fraction.grad {
    color: var(--grad);
  }
  .term .under {
    color: var(--ink-3);
    font: 10px var(--mono);
  }
  .rule .sign {
    font: 14px/42px var(--mono);
  }
  .rule .math {
    font: italic 20px/42px var(--serif);
  }
  .sum {
    border-collapse: collapse;
    line-height: 20px;
  }
  .sum th {
    padding: 0 14px 0 0;
    color: var(--ink-3);
    font-size: var(--t-10);
    font-weight: 400;
    text-align: left;
  }
  .sum th,
  .sum td {
    vertical-align: baseline;
  }
  .sum td {
    font-family: var(--mono);
    text-align: right;
    white-space: nowrap;
  }
  .sum .remark {
    padding-left: 14px;
    color: var(--ink-3);
    font: 10px var(--sans);
    text-align: left;
    white-space: normal;
  }
  .total th,
  .total td:not(.remark) {
    border-top: 1px solid var(--ink);
    color: var(--grad);
    font-weight: 700;
  }
  .total th {
    color: var(--ink-3);
    font-weight: 400;
  }
  .topo {
    display: grid;
    grid-template-columns: 128px minmax(0, 1fr);
    align-items: center;
  }
  .topo ol {
    display: flex;
    margin: 0;
    padding: 0 0 0 1px;
    list-style: none;
  }
  .topo li {
    flex: 0 1 58px;
    height: 28px;
    margin-left: -1px;
    border: 1px solid var(--rule-2);
    text-align: center;
  }
  .topo li.unmade {
    border-style: dashed;
  }
  .topo button {
    width: 100%;
    height: 100%;
    font: italic 16px/26px var(--serif);
  }
  .topo .todo button {
    color: var(--ink-3);
  }
  .topo .now {
    position: relative;
    background: var(--grad-w);
    border: 1px solid var(--grad);
    outline: 0.75px solid var(--grad);
  }
  .topo .now button {
    color: var(--grad);
  }
  .check {
    display: grid;
    grid-template-columns: 186px minmax(0, 1fr);
    gap: 20px;
  }
  .check p {
    color: var(--ink-3);
    line-height: 15px;
  }
  .choice {
    gap: 12px;
    margin: 2px 0 4px;
  }
  .choice label {
    min-width: 18px;
    font: italic 16px/24px var(--serif);
    text-align: center;
  }
  .chart .slope {
    fill: var(--grad);
    font-weight: 700;
  }
  .table {
    border-top: 1px solid var(--rule);
    padding-top: 10px;
  }
  summary {
    width: max-content;
    color: var(--ink-2);
    cursor: pointer;
  }
  .scroller {
    margin-top: 8px;
    overflow-x: auto;
  }
  .table table {
    width: 100%;
    border-collapse: collapse;
    white-space: nowrap;
  }
  .table th,
  .table td {
    padding: 3px 16px 3px 0;
    border-bottom: 1px solid var(--rule);
    font: 11px var(--mono);
    text-align: left;
  }
  .table thead th {
    color: var(--ink-3);
    font-family: var(--sans);
  }

  @container (max-width: 640px) {
    .work {
      grid-template-columns: minmax(0, 1fr);
      gap: 10px;
    }
  }
  @container (max-width: 480px) {
    .presets {
      gap: 4px;
      overflow-x: auto;
      scrollbar-width: none;
    }
    .presets label {
      padding: 0 6px;
    }
    .presets label,
    .choice label {
      min-width: 44px;
      box-sizing: border-box;
      line-height: 44px;
      text-align: center;
    }
    .choice {
      gap: 4px;
    }
    .presets,
    .controls {
      width: 100%;
    }
    .controls {
      justify-content: space-between;
    }
    .controls .next {
      padding: 0 20px;
    }
    .controls button {
      min-width: 44px;
      min-height: 44px;
    }
    .head {
      flex-wrap: wrap;
      gap: 4px 16px;
      margin-top: 8px;
    }
    .counts {
      text-align: left;
    }
    .counts br {
      display: none;
    }
    .counts small {
      margin-left: var(--s-2);
    }
    label:has(:focus-visible) {
      outline-offset: -2px;
    }
    .sliders mg-slider {
      flex-basis: 90px;
    }
    .formula {
      font-size: 19px;
      white-space: nowrap;
    }
    .leaves,
    .topo,
    .check {
      grid-template-columns: minmax(0, 1fr);
      gap: 8px;
    }
    .rule {
      gap: 14px;
    }
    .sum tr {
      display: grid;
      grid-template-columns: 64px minmax(0, 1fr);
    }
    .sum .remark {
      grid-column: 1 / -1;
      padding: 0 0 4px;
      text-align: right;
    }
    .topo li {
      flex: 1 1 0;
      height: 44px;
    }
    .topo button {
      line-height: 42px;
    }
  }
  @media (max-width: 700px) {
    :host {
      padding: 8px 16px var(--s-5);
    }
  }
`
