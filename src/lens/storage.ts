/** What is kept between visits. Where the browser keeps nothing (a sandboxed frame), everything still works. */
const prefix = 'microgpt-lens '

/** For this browser, or for this tab of it alone. */
type Keeper = 'localStorage' | 'sessionStorage'

export function remember(key: string, value: unknown, keeper: Keeper = 'localStorage'): void {
  try {
    globalThis[keeper].setItem(prefix + key, JSON.stringify(value))
  } catch {
    // Nothing is kept here; the page does not depend on it.
  }
}

/** What was remembered, unchecked: the caller validates it. */
export function recall(key: string, keeper: Keeper = 'localStorage'): unknown {
  try {
    const text = globalThis[keeper].getItem(prefix + key)
    return text === null ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function database(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open('microgpt-lens', 1)
    request.onupgradeneeded = () => request.result.createObjectStore('texts')
    request.onsuccess = () => done(request.result)
    request.onerror = () => fail(request.error ?? new Error('no database'))
  })
}

/** Keeps what is too long for localStorage: a data set, a state. */
export async function keepLong(key: string, value: unknown): Promise<void> {
  try {
    const store = (await database()).transaction('texts', 'readwrite').objectStore('texts')
    store.put(value, key)
  } catch {
    // As above.
  }
}

/** What was kept, unchecked: the caller validates it. */
export async function keptLong(key: string): Promise<unknown> {
  try {
    const store = (await database()).transaction('texts').objectStore('texts')
    return await new Promise(done => {
      const request = store.get(key)
      request.onsuccess = () => done(request.result)
      request.onerror = () => done(null)
    })
  } catch {
    return null
  }
}

export const keepText = (key: string, text: string): Promise<void> => keepLong(key, text)

export async function keptText(key: string): Promise<string | null> {
  const found = await keptLong(key)
  return typeof found === 'string' ? found : null
}
