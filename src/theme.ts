/** Runs before anything is painted: light or dark as chosen, or as the system has it. */
const chosen = ((): string | null => {
  try {
    return JSON.parse(localStorage.getItem('microgpt-lens theme') ?? 'null') as string | null
  } catch {
    return null
  }
})()
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.theme = dark ? 'dark' : 'light'
