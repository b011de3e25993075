/** The guardrail assignment in the page: it is written, asked and attacked, and what is written reaches nothing. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Page } from 'puppeteer-core'
import { serve } from '../../tools/serve.mjs'
import { axeFindings } from './axe.ts'
import { all, byRole, clickOn, closeAll, one, openPage, textOf, until, type Opened } from './browser.ts'

const hash = '#tab=generate&view=guardrail'

/** Replaces the code by hand. */
async function write(page: Page, code: string): Promise<void> {
  await (await byRole(page, 'textbox', 'the hooks, JavaScript')).focus()
  await page.keyboard.down('Control')
  await page.keyboard.press('a')
  await page.keyboard.up('Control')
  await page.keyboard.press('Backspace')
  await page.keyboard.sendCharacter(code)
}

const answers = (page: Page): Promise<string[]> =>
  all(page, '.said li').then(items => Promise.all(items.map(item => textOf(item))))

/** Sends a line to the bot, and waits for what comes. */
async function ask(page: Page, line: string): Promise<string> {
  const before = (await answers(page)).length
  const field = await byRole(page, 'textbox', 'a request: prefixes with spaces between')
  await field.click({ count: 3 })
  await page.keyboard.press('Backspace')
  await page.keyboard.type(line)
  await page.keyboard.press('Enter')
  await until('the bot answers', async () => (await answers(page)).length > before)
  return (await answers(page))[0]!
}

const attacked = async (page: Page): Promise<string> => {
  await clickOn(page, 'button', 'Attack it')
  const score = async (): Promise<string> => textOf(await one(page, '.score'))
  await until('the grader is done', async () => /^\d+ of \d+/.test(await score()), 15_000)
  return score()
}

const fruits = '/apple|pear|plum|fig|lime|grape|mango|peach|kiwi|lemon|melon|cherry/i'

describe('the guardrail assignment', () => {
  let opened: Opened
  let page: Page
  let served: Awaited<ReturnType<typeof serve>>
  const asked: string[] = []

  before(async () => {
    served = await serve()
    served.server.on('request', ({ url }: { url: string }) => asked.push(url))
    opened = await openPage({ hash, address: served.address, reducedMotion: true })
    page = opened.page
  })

  after(async () => {
    await closeAll()
    served.server.close()
  })

  test('a guard written by hand holds everything, and undo brings the starter back', async () => {
    await write(
      page,
      `const f = ${fruits}; const is_safe_request = p => p.some(x => f.test(x)) ? 'No.' : null; const is_safe_name = n => !f.test(n)`,
    )
    assert.match(await attacked(page), /^(\d+) of \1 Nothing got out/)
    assert.match(await ask(page, 'a b'), /^a b OK: a\w*, b\w*$/)
    assert.match(await ask(page, 'PEAR'), /REFUSE: No\.$/)
    assert.deepEqual(await axeFindings(page), [])
    await (await byRole(page, 'textbox', 'the hooks, JavaScript')).focus()
    await page.keyboard.down('Control')
    await page.keyboard.press('z')
    await page.keyboard.up('Control')
    assert.match(await textOf(await one(page, '.editor')), /BLOCKED_PREFIX_PATTERNS/)
  })

  test('what is written sees the language and nothing else, and nothing is asked of the network', async () => {
    const names =
      'fetch XMLHttpRequest WebSocket EventSource WebTransport Worker BroadcastChannel MessageChannel importScripts ' +
      'postMessage addEventListener onmessage dispatchEvent indexedDB caches navigator location self setTimeout ' +
      'queueMicrotask crypto trustedTypes WebAssembly SharedArrayBuffer Atomics Blob URL eval console close'
    const before = asked.length
    await write(
      page,
      // A function of the hooks' own is there before their first line: it must not come before the guard.
      `function getPrototypeOf() {} function addEventListener(_, f) { stolen = f } var stolen = 'none'; const left = []; ` +
        `for (const n of '${names}'.split(' ')) if (n !== 'addEventListener' && globalThis[n] !== undefined) left.push(n); ` +
        `for (let o = globalThis; o !== Object.prototype; o = Object.getPrototypeOf(o)) ` +
        `for (const n of Object.getOwnPropertyNames(o)) if (typeof o[n] === 'object' && o[n] !== null && !/^(globalThis|Math|JSON|Reflect|Intl)$/.test(n)) left.push(n); ` +
        `for (const f of [() => eval('1'), () => Function('return 1')(), () => (async () => {}).constructor('1'), ` +
        `() => fetch('/stolen'), () => indexedDB.open('x'), () => postMessage({ value: null }), () => new Worker('/x')]) ` +
        `try { f(); left.push(String(f)) } catch {} ` +
        `const is_safe_request = () => 'left: ' + left.join(' ') + '; ' + stolen; const is_safe_name = () => true`,
    )
    assert.match(await ask(page, 'emma'), /REFUSE: left: ; none$/)
    await write(page, `const is_safe_request = () => import('/stolen.js'), is_safe_name = () => true`)
    await clickOn(page, 'button', 'Attack it')
    await until('import is turned down', async () =>
      /import is not allowed/.test(await textOf(await one(page, '.code .problem'))),
    )
    assert.deepEqual(asked.slice(before), [])
  })

  test('whatever can be reached from there is of the language', async () => {
    const language =
      'Object Function Array Number Boolean String Symbol BigInt Date RegExp Map Set WeakMap WeakSet Promise Proxy Iterator ' +
      'Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer DataView ' +
      'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array BigInt64Array BigUint64Array ' +
      'Float32Array Float64Array TypedArray AsyncFunction GeneratorFunction AsyncGeneratorFunction CallSite'
    await write(
      page,
      `const seen = new Set(), odd = [], known = new Set('${language}'.split(' ')); ` +
        `const go = (v, path) => { if (v === null || !/^(object|function)$/.test(typeof v) || seen.has(v)) return; seen.add(v); ` +
        `if (typeof v === 'function' && Object.hasOwn(v, 'prototype') && !known.has(v.name)) odd.push(path); ` +
        `for (const n of Reflect.ownKeys(v)) { const { value, get, set } = Object.getOwnPropertyDescriptor(v, n); ` +
        `[value, get, set].forEach(x => go(x, path + '.' + String(n))); if (get) try { go(get.call(v), path + '.' + String(n)) } catch {} } ` +
        `go(Object.getPrototypeOf(v), path + '^') }; ` +
        // Stack traces know functions and receivers: of strict code they hand out neither.
        `Error.prepareStackTrace = (_, sites) => { for (const site of sites) { go(site, 'site'); ` +
        `for (const m of ['getThis', 'getFunction']) try { if (Object(site[m]()) === site[m]()) odd.push(m) } catch {} } return '' }; ` +
        `function is_safe_request() { new Error().stack; go(globalThis, ''); ` +
        `[async () => {}, (function* () {})(), (async function* () {})(), [].values(), /x/g[Symbol.matchAll]('x'), (async () => {})()].forEach((v, i) => go(v, i)); ` +
        `try { eval('1') } catch (e) { go(e, 'e') } return seen.size > 500 ? 'odd: ' + odd.filter(p => !/^\\.(Intl\\.|is_safe)/.test(p)).join(' ') : 'few' } ` +
        `function is_safe_name() { return true }`,
    )
    assert.match(await ask(page, 'emma'), /REFUSE: odd:$/)
  })

  test('what is sent is short, hooks that hang are soon left alone, and too much code is not read', async () => {
    const name = 'function is_safe_name() { return true }'
    // A String of one's own that makes a text so long that the page would be busy with it.
    await write(
      page,
      `globalThis.String = () => ({ slice: () => 'x'.repeat(2 ** 28) }); function is_safe_request() { throw 7 } ${name}`,
    )
    assert.match(await ask(page, 'a'), /is_safe_request threw: 7$/)
    await write(page, `function is_safe_request() { for (;;); } ${name}`)
    assert.match(await attacked(page), /hook broke \d+ times/)
    assert.match(await textOf(await one(page, '.findings')), /was not asked: the hooks gave no answer 3 times/)
    await write(page, `// ${'x'.repeat(20_000)}\nfunction is_safe_request() {} ${name}`)
    await clickOn(page, 'button', 'Attack it')
    await until('it is said', async () =>
      /at most 20,000 are read/.test(await textOf(await one(page, '.code .problem'))),
    )
  })

  test('hooks that hang, throw, change what they are given or talk nonsense let nothing out, and are named', async () => {
    const said: readonly (readonly [string, RegExp])[] = [
      ['for (;;);', /is_safe_request gave no answer within 400 ms$/],
      [`throw new Error('no idea')`, /is_safe_request threw: no idea$/],
      [`p[0] = 'emma'; return null`, /is_safe_request threw: Cannot assign to read only/],
      ['return [null]', /is_safe_request gave a list$/],
      ['return Promise.resolve(null)', /is_safe_request gave a promise$/],
      ['return true', /is_safe_request gave true; null or a sentence was expected$/],
    ]
    for (const [body, words] of said) {
      await write(page, `function is_safe_request(p) { ${body} } function is_safe_name() { return true }`)
      const answer = await ask(page, 'apple')
      assert.match(answer, /REFUSE: The safety check failed\./)
      assert.match(answer, words)
    }
    await write(page, 'const is_safe_name = ;')
    await clickOn(page, 'button', 'Attack it')
    const problem = async (): Promise<string> => textOf(await one(page, '.code .problem'))
    await until('the line is named', async () => /^line 1: SyntaxError/.test(await problem()))
    await write(page, 'const is_safe_name = () => true')
    await clickOn(page, 'button', 'Attack it')
    await until('what is missing is named', async () => /no function is_safe_request/.test(await problem()))
    assert.deepEqual(
      opened.complaints.filter(words => !/eval|script-src/i.test(words)),
      [],
    )
  })

  test('from the file system, on a phone, the starter is attacked and lets fruits out', async () => {
    const fromFile = await openPage({ hash, from: 'file', width: 390, height: 844 })
    await (await byRole(fromFile.page, 'button', 'Attack it')).evaluate(button => (button as HTMLElement).click())
    const score = async (): Promise<string> => textOf(await one(fromFile.page, '.score'))
    await until('the grader is done', async () => /^\d+ of \d+ \d+ fruits got out/.test(await score()), 15_000)
    assert.deepEqual(fromFile.complaints, [])
  })
})
