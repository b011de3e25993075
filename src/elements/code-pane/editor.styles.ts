import { css, unsafeCSS } from 'lit'
import type { Role } from '../../engine/operations.ts'

const roles: readonly Role[] = ['emb', 'query', 'key', 'value', 'attn', 'resid', 'mlp', 'logit', 'grad']

/** `hue-query` gives a line its hue and its wash, `role-query` colours a name. */
const hues = unsafeCSS(
  roles
    .map(
      role =>
        `.hue-${role} { --hue: var(--${role}); --wash: var(--${role}-w) } .role-${role} { color: var(--${role}) }`,
    )
    .join('\n'),
)

/** CodeMirror's own rules have two classes, so these have three. */
const editor = css`
  .code .cm-editor.cm-editor {
    height: 100%;
    background: none;
    color: var(--ink-2);
    outline: none;
  }
  .code .cm-editor .cm-scroller {
    font: var(--fs-code) / var(--lh-code) var(--mono);
    font-variant-numeric: tabular-nums;
    overflow: auto;
    scrollbar-width: none;
  }
  .code .cm-scroller::-webkit-scrollbar {
    display: none;
  }
  .code .cm-editor .cm-content {
    padding: 0 0 var(--s-6);
    outline: none;
    cursor: default;
  }
  .code .cm-editor .cm-gutters {
    min-width: var(--w-gutter);
    border: 0;
    background: var(--paper);
    color: var(--ink-3);
  }
  .code .cm-lineNumbers .cm-gutterElement.cm-gutterElement {
    box-sizing: border-box;
    width: var(--w-gutter);
    min-width: 0;
    padding: 0 10px 0 0;
    font-size: 10.5px;
  }
  .code .cm-editor .cm-line {
    position: relative;
    padding: 0 0 0 8px;
    background: var(--line);
    --line: var(--paper);
  }
  .code .cm-content:focus-visible .cm-line.cm-activeLine {
    outline: 2px solid var(--focus);
    outline-offset: -2px;
  }
  .code ::selection {
    background: color-mix(in oklab, var(--focus) 28%, transparent);
  }
`

const states = css`
  .hue-plain {
    --hue: var(--ink-3);
    --wash: var(--rule);
  }
  .code-keyword {
    color: var(--ink);
    font-weight: 600;
  }
  .code-comment,
  .code-comment * {
    color: var(--ink-3);
    font-style: italic;
  }
  .code-name {
    font-weight: 500;
  }
  .code .cm-line .lens-off,
  .code .cm-line .lens-off * {
    color: var(--ink-3);
    text-decoration: line-through;
    text-decoration-color: var(--ink);
  }
  .code .cm-line.lens-todo,
  .code .cm-line.lens-todo * {
    color: var(--ink-3);
    font-weight: 400;
  }
  .code .cm-line.lens-hover,
  .code .cm-line.lens-part {
    --line: color-mix(in oklab, var(--wash) 45%, var(--paper));
    color: var(--ink);
  }
  .code .cm-line.lens-main {
    --line: var(--wash);
    color: var(--ink);
  }
  .lens-main .code-comment {
    color: var(--ink-2);
  }
  /* These two hues reach AA on paper, but not on the wash of every other role. */
  .lens-main .role-emb {
    color: color-mix(in srgb, var(--emb) 88%, var(--ink));
  }
  .lens-main .role-value {
    color: color-mix(in srgb, var(--value) 92%, var(--ink));
  }
  .code .cm-gutterElement.cm-gutterElement.number-loop {
    box-shadow: inset 3px 0 color-mix(in oklab, var(--hue) 32%, transparent);
  }
  .code .cm-gutterElement.cm-gutterElement.number-hover,
  .code .cm-gutterElement.cm-gutterElement.number-part {
    background: color-mix(in oklab, var(--wash) 45%, var(--paper));
    box-shadow: inset 3px 0 color-mix(in oklab, var(--hue) 55%, transparent);
  }
  .code .cm-gutterElement.cm-gutterElement.number-main {
    background: var(--wash);
    color: var(--hue);
    font-weight: 700;
    box-shadow: inset 3px 0 var(--hue);
  }
`

const ledger = css`
  .lens-value {
    position: absolute;
    z-index: 1;
    top: 0;
    left: calc(var(--ledger-left) - 22px);
    width: calc(var(--ledger) + 12px);
    /* Of a known size and laid out by itself: a number that changes leaves its line alone. */
    height: var(--lh-code);
    contain: strict;
    padding-left: 22px;
    display: flex;
    align-items: center;
    gap: 7px;
    overflow: hidden;
    white-space: nowrap;
    font-size: 10.5px;
    color: var(--ink-2);
    background: linear-gradient(90deg, transparent, var(--line) 20px);
    user-select: none;
  }
  .lens-value svg {
    flex: none;
  }
  .lens-value .num {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .lens-main .lens-value {
    color: var(--ink);
  }
  .lens-value .dim {
    color: var(--ink-3);
  }
  .lens-value .bold {
    font-weight: 700;
  }
  /* Under the pointer the code has the whole line; over the ledger itself its cells can be read. */
  .cm-line:hover > .lens-value:not(:hover) {
    opacity: 0;
  }
  .bare .lens-value {
    display: none;
  }
  :host([narrow]) .lens-value .optional {
    position: absolute;
    clip-path: inset(50%);
  }
  :host([narrow]) .lens-value .count {
    width: 43px;
  }
  @media (max-width: 700px) {
    /* Half as wide, so that the code of the innermost loop still has room. */
    .code-indent {
      font-size: 50%;
      line-height: 0;
    }
  }
`

export const editorStyles = [hues, editor, states, ledger]
