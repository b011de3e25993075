/** Colour in the code is meaning, not syntax: keywords are bold, comments grey, and only names of tensors carry a hue. */
import { ensureSyntaxTree, syntaxHighlighting } from '@codemirror/language'
import { pythonLanguage } from '@codemirror/lang-python'
import { StateField, type EditorState, type Extension, type Range } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'
import type { SyntaxNode } from '@lezer/common'
import { tagHighlighter, tags } from '@lezer/highlight'
import type { Role } from '../../engine/operations.ts'
import { roleOf } from '../../python/roles.ts'

const syntax = tagHighlighter([
  { tag: [tags.keyword, tags.null, tags.bool], class: 'code-keyword' },
  { tag: tags.comment, class: 'code-comment' },
  // The grammar counts a format such as 4d among the keywords.
  { tag: tags.modifier, class: '' },
])

const names = StateField.define<DecorationSet>({
  create: decorate,
  update: (decorations, { docChanged, state }) => (docChanged ? decorate(state) : decorations),
  provide: field => EditorView.decorations.from(field),
})

/** Reads the document as Python and colours it. */
export const highlighting: Extension = [pythonLanguage, syntaxHighlighting(syntax), names]

function decorate(state: EditorState): DecorationSet {
  const ranges: Range<Decoration>[] = []
  const mark = (from: number, to: number, className: string): void =>
    void ranges.push(Decoration.mark({ class: className }).range(from, to))
  ensureSyntaxTree(state, state.doc.length, 1000)?.iterate({
    enter: ({ node }) => {
      if (node.name === 'String' || node.name === 'FormatString') decorateString(state, node, mark)
      if (node.name !== 'VariableName' && node.name !== 'PropertyName') return
      const role = roleIn(state, node)
      if (role) mark(node.from, node.to, `code-name role-${role}`)
    },
  })
  for (let n = 1; n <= state.doc.lines; n++) {
    const { from, text } = state.doc.line(n)
    const indent = text.length - text.trimStart().length
    if (indent > 0) mark(from, from + indent, 'code-indent')
  }
  return Decoration.set(ranges, true)
}

/** A docstring is a comment; in `'layer{li}.attn_wq'` the matrix has its role. */
function decorateString(
  state: EditorState,
  node: SyntaxNode,
  mark: (from: number, to: number, className: string) => void,
): void {
  if (node.parent?.name === 'ExpressionStatement') return mark(node.from, node.to, 'code-comment')
  const found = /\b(wte|wpe|lm_head|attn_w\w|mlp_fc\d)\b/.exec(state.sliceDoc(node.from, node.to))
  const role = found && roleOf(found[0])
  if (role) mark(node.from + found.index, node.from + found.index + found[0].length, `code-name role-${role}`)
}

/** Functions are no tensors, helpers work on anything, and a Value knows of gradients only. */
function roleIn(state: EditorState, node: SyntaxNode): Role | null {
  const name = state.sliceDoc(node.from, node.to)
  const inside = definitionsAround(state, node)
  const role = roleOf(name, inside[0] ?? null)
  if (role === null || name === 'backward') return role
  if (isCalled(node)) return null
  if (inside.includes('Value')) return role === 'grad' && name !== 'v' ? role : null
  return inside.length === 0 || inside[0] === 'gpt' ? role : null
}

/** Names of the definitions that a node stands in, the innermost first. */
function definitionsAround(state: EditorState, node: SyntaxNode): string[] {
  const names: string[] = []
  for (let at = node.parent; at; at = at.parent) {
    const name = /Definition$/.test(at.name) ? at.getChild('VariableName') : null
    if (name) names.push(state.sliceDoc(name.from, name.to))
  }
  return names
}

function isCalled(node: SyntaxNode): boolean {
  const callee = node.name === 'PropertyName' ? node.parent : node
  return callee?.parent?.name === 'CallExpression' && callee.parent.firstChild?.from === callee.from
}
