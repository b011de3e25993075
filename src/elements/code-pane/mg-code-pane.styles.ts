import { css } from 'lit'
import { breakpointStyles } from './breakpoint-gutter.ts'
import { editorStyles } from './editor.styles.ts'
import { lineHintStyles } from './line-hint.ts'
import { massStyles } from './mass-gutter.ts'
import { liveStyles } from './live-marks.ts'
import { nameStyles } from './name-mark.ts'
import { doorStyles } from './program-door.ts'

const frame = css`
  :host {
    position: relative;
    display: grid;
    grid-template: var(--h-tabs) auto minmax(0, 1fr) auto / minmax(0, 1fr);
    min-width: 0;
    min-height: 0;
    height: 100%;
  }
  .head {
    container: pane / inline-size;
    display: flex;
    align-items: center;
    gap: var(--s-4);
    padding: 0 var(--s-3) 0 0;
    border-bottom: var(--hair) solid var(--rule);
    font-size: var(--t-12);
    color: var(--ink-3);
  }
  .file {
    flex: 1;
    padding-left: calc(var(--w-gutter) + 8px);
    font: 500 var(--t-12) var(--mono);
    color: var(--ink);
  }
  label {
    display: flex;
    align-items: center;
    gap: 6px;
    height: 100%;
    cursor: pointer;
  }
  input {
    appearance: none;
    width: 9px;
    height: 9px;
    margin: 0;
    border: var(--hair) solid var(--ink-3);
  }
  input:checked {
    background: var(--ink-2);
    border-color: var(--ink-2);
  }
  input:focus-visible {
    outline: 2px solid var(--focus);
    outline-offset: 1px;
  }
  @media (forced-colors: active) {
    input {
      appearance: auto;
      width: 13px;
      height: 13px;
    }
  }
  .code {
    --ledger: 222px;
    /* Where the strips begin, from the left edge of a line; the map's 14 px are at the right. */
    --ledger-left: calc(var(--pane) - 4px - var(--w-gutter) - var(--ledger) + var(--scrolled, 0px));
    grid-row: 3;
    grid-column: 1;
    min-height: 0;
    margin-right: 14px;
  }
  .foot {
    grid-row: 4;
    min-width: 0;
    container-type: inline-size;
  }
  .map {
    position: absolute;
    top: calc(var(--h-tabs) + 6px);
    right: 0;
    bottom: calc(var(--foot, 0px) + 6px);
    width: 14px;
    touch-action: none;
  }
  .minimap {
    position: absolute;
    right: 3px;
    width: 7px;
    height: 100%;
    overflow: hidden;
  }
  .sight {
    position: absolute;
    right: 0;
    top: var(--sight-top, 0);
    width: 1.5px;
    height: var(--sight-height, 0);
    background: var(--ink-3);
  }
  .spoken {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  :host([narrow]) .code {
    --ledger: min(var(--w-ledger), 168px);
  }
  @container pane (max-width: 520px) {
    .follow {
      display: none;
    }
  }
  @media (max-width: 700px) {
    .file {
      padding-left: var(--s-3);
    }
    .map {
      display: none;
    }
  }
`

export const styles = [
  frame,
  editorStyles,
  breakpointStyles,
  liveStyles,
  massStyles,
  nameStyles,
  doorStyles,
  lineHintStyles,
]
