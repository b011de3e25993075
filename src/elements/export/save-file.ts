/** Hands a file to the browser, as a download. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  // The download may begin a good while later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
