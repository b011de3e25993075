/** The stops as a list: each leads to its line, and can be taken away. */
import { html, type TemplateResult } from 'lit'
import { debuggerOf } from '../../lens/debugger.ts'
import type { Session } from '../../lens/session.ts'

/** @param onRun after one has been run to */
export function stopList(session: Session, onRun: () => void): TemplateResult {
  const tool = debuggerOf(session)
  const lines = tool.breakpoints.lines.value
  if (lines.length === 0) return html`<p>None yet. A click on a line number sets one.</p>`
  const codes = session.source.value.split('\n').map(code => code.replace(/\s#.*$/, '').trim())
  const run = (line: number): void => {
    if (!tool.runTo(line)) session.say(`Nothing in this step comes by line ${line}.`)
    onRun()
  }
  return html`<ul aria-label="stops">
    ${lines.map(
      line =>
        html`<li>
          <kbd>${line}</kbd>
          <button aria-label="run to line ${line}: ${codes[line - 1]}" @click=${() => run(line)}>
            <code>${codes[line - 1]}</code>
          </button>
          <button
            class="remove"
            aria-label="remove the stop on line ${line}"
            @click=${() => void tool.breakpoints.toggle(line)}
          >
            remove
          </button>
        </li>`,
    )}
  </ul>`
}
