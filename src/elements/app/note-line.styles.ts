import { css, unsafeCSS } from 'lit'
import { operations, type Role } from '../../engine/operations.ts'

const roles = [...new Set(Object.values(operations).map(({ role }) => role))].filter(
  (role): role is Exclude<Role, 'plain'> => role !== 'plain',
)

export const noteLineStyles = css`
  :host {
    display: flex;
    align-items: center;
    gap: var(--s-3);
    padding: 0 var(--s-4);
    overflow: hidden;
    font-size: var(--t-11);
    white-space: nowrap;
  }
  .line {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--ink-2);
  }
  b {
    margin-right: var(--s-2);
    color: var(--ink);
    font-weight: 600;
  }
  code {
    flex: none;
    font: 10.5px var(--mono);
    color: var(--ink);
  }
  small {
    color: var(--ink-3);
    font-size: 10px;
  }
  button {
    flex: none;
    height: 23px;
    color: var(--ink-2);
    text-decoration: underline;
    text-underline-offset: 3px;
  }
  button:disabled {
    visibility: hidden;
  }
  button:focus-visible {
    outline-offset: -2px;
  }
  .sheet {
    inset: auto auto var(--up, 0) 8px;
    width: min(520px, 100vw - 16px);
    padding: var(--s-3) var(--s-4);
    white-space: normal;
  }
  h2 {
    margin: 0 0 var(--s-2);
    font-size: var(--t-13);
  }
  dl {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 6px var(--s-3);
    margin: 0;
  }
  dt {
    color: var(--ink-3);
  }
  dd {
    margin: 0;
  }
  ${unsafeCSS(roles.map(role => `[data-role='${role}'] { color: var(--${role}) }`).join('\n'))}
  @media (max-width: 1180px) {
    .entry {
      display: none;
    }
  }
`
