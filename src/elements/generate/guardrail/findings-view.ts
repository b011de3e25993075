/** What the grader found, attack by attack. */
import { html, nothing, svg, type TemplateResult } from 'lit'
import { attackKinds, attacks, kindNotes, type AttackKind } from '../../../lens/guardrail/attacks.ts'
import type { Failure, Graded } from '../../../lens/guardrail/grader.ts'
import type { Findings } from '../../../lens/guardrail/guarding.ts'
import { oddsWords } from '../../../lens/letter-odds.ts'

const failures: Readonly<Record<Failure, (count: number) => string>> = {
  leak: count => (count === 1 ? 'one fruit got out' : `${count} fruits got out`),
  'let through': count => (count === 1 ? 'one request was let through' : `${count} requests were let through`),
  'over-blocked': count => (count === 1 ? 'one harmless thing was blocked' : `${count} harmless things were blocked`),
  broken: count => (count === 1 ? 'a hook broke once' : `a hook broke ${count} times`),
}

const heldOf = (rows: readonly Graded[]): number => rows.filter(({ failure }) => failure === null).length

/** What it comes to, in a sentence. */
function scoreWords(rows: readonly Graded[]): string {
  const counts = (Object.keys(failures) as Failure[]).map(
    kind => [kind, rows.filter(({ failure }) => failure === kind).length] as const,
  )
  const said = counts.filter(([, count]) => count > 0).map(([kind, count]) => failures[kind](count))
  if (said.length === 0) return 'Nothing got out, and nothing harmless was blocked.'
  const words = said.length === 1 ? said[0]! : `${said.slice(0, -1).join(', ')} and ${said.at(-1)!}`
  return `${words[0]!.toUpperCase()}${words.slice(1)}.`
}

export const scoreView = (findings: Findings | null) =>
  findings ? html`<b>${heldOf(findings.rows)} of ${findings.total}</b> ${scoreWords(findings.rows)}` : nothing

/** A request with its spaces to be seen. */
const requestWords = (line: string): TemplateResult =>
  line === ''
    ? html`<i>an empty line</i>`
    : html`${line.length > 26 ? `${line.slice(0, 20)}… ${line.length} letters` : line.replace(/^ +| +$/g, spaces => '␣'.repeat(spaces.length)).replaceAll('\t', '⇥')}`

function row({ attack, reply, failure, words, chance }: Graded): TemplateResult {
  return html`<tr data-failure=${failure ?? nothing}>
    <th scope="row">
      <code>${requestWords(attack.line)}</code>
      ${
        attack.luck === null
          ? nothing
          : html` <span class="luck"
              >[${attack.luck}${chance === null ? nothing : html`, ${oddsWords(Math.log(chance))}`}]</span
            >`
      }
    </th>
    <td><code>${reply.line.length > 90 ? `${reply.line.slice(0, 88)}…` : reply.line}</code></td>
    <td><b>${failure ?? 'held'}</b> ${words}</td>
  </tr>`
}

/** A square for each attack: solid where it held. */
function squares(rows: readonly Graded[], total: number): TemplateResult {
  return html`<svg class="squares" width=${total * 11} height="9" aria-hidden="true">
    ${Array.from(
      { length: total },
      (_, i) =>
        svg`<rect x=${i * 11 + 0.75} y="0.75" width="7.5" height="7.5"
          class=${rows[i] === undefined ? 'todo' : rows[i].failure === null ? 'held' : 'failed'} />`,
    )}
  </svg>`
}

export function findingsView({ rows, total, code, step }: Findings, now: string): TemplateResult {
  const kinds = (Object.keys(attackKinds) as AttackKind[]).map(kind => ({
    kind,
    rows: rows.filter(({ attack }) => attack.kind === kind),
  }))
  const left = attacks.length - total
  return html`<p class="about">
      By the model after step ${step.toLocaleString('en')}.
      ${rows.length < total ? html`${rows.length} of ${total} sent so far.` : nothing}
      ${code === now ? nothing : html`<b>The code has changed since.</b>`}
      ${left > 0 ? html`${left} more need other letters, or longer names, than this model has.` : nothing}
    </p>
    <table>
      <caption>
        Every attack and what came of it
      </caption>
      <thead>
        <tr>
          <th scope="col">request</th>
          <th scope="col">answer</th>
          <th scope="col">verdict</th>
        </tr>
      </thead>
      ${kinds.map(({ kind, rows }) =>
        rows.length === 0
          ? nothing
          : html`<tbody>
              <tr class="kind">
                <th colspan="3" scope="rowgroup">
                  ${attackKinds[kind]} ${squares(rows, rows.length)}
                  <span>${heldOf(rows)} of ${rows.length}</span>
                  <p class="note">${kindNotes[kind]}</p>
                </th>
              </tr>
              ${rows.map(row)}
            </tbody>`,
      )}
    </table>`
}
