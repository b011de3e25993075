/** Puts text on the clipboard; false where the browser allows neither way. */
export async function copyText(text: string, root: ParentNode): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // A page from the file system has no clipboard of its own.
    const field = document.createElement('textarea')
    field.value = text
    root.append(field)
    field.select()
    const isCopied = document.execCommand('copy')
    field.remove()
    return isCopied
  }
}
