/** What the editor begins with: it runs, and it is not enough. */
export const starter = `// Patterns that a prefix, and a name, may not match.
const BLOCKED_PREFIX_PATTERNS = [
  /^apple/,
]
const BLOCKED_OUTPUT_PATTERNS = [
  /^apple$/,
]

// Before anything is drawn: null lets the request
// through, a sentence refuses it.
function is_safe_request(prefixes) {
  for (const prefix of prefixes) {
    if (BLOCKED_PREFIX_PATTERNS.some(p => p.test(prefix))) {
      return 'I do not do fruit.'
    }
  }
  return null
}

// After every name: true keeps it, false draws again.
function is_safe_name(name) {
  return !BLOCKED_OUTPUT_PATTERNS.some(p => p.test(name))
}
`
