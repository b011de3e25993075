/** Runs before anything is painted: light or dark as chosen, or as the system has it; explanations shown or not. */
const kept = (key: string): unknown => {
  try {
    return JSON.parse(localStorage.getItem(`microgpt-lens ${key}`) ?? 'null')
  } catch {
    return null
  }
}
const chosen = kept('theme')
const dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
document.documentElement.dataset.theme = dark ? 'dark' : 'light'
if (kept('notes') === false) document.documentElement.dataset.notes = 'off'
