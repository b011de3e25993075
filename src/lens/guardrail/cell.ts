/**
 * The text of the worker in which hooks run. Before the first letter of them is read, everything that is not the
 * language itself is taken off the worker's global object: no network, no storage, no timers, no messages. The hooks are
 * a script of their own, so that nothing in them comes before that. The policy of the page, which the worker inherits,
 * forbids eval; `import` is the one word that would reach out all the same.
 */

/** What stays: the language, as ECMAScript has it, without what waits or shares memory. */
const language =
  'globalThis Object Function Array Number Boolean String Symbol BigInt Math JSON Date RegExp Map Set WeakMap WeakSet ' +
  'Promise Proxy Reflect Iterator Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ' +
  'ArrayBuffer DataView Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array ' +
  'BigInt64Array BigUint64Array Float32Array Float64Array Intl Infinity NaN undefined isFinite isNaN parseFloat parseInt ' +
  'encodeURI encodeURIComponent decodeURI decodeURIComponent escape unescape'

/** It is text, because nothing of the page's scope comes along. */
export const guard = `'use strict';
{
const post = globalThis.postMessage.bind(globalThis);
const keep = new Set(${JSON.stringify(language.split(' '))});
const { freeze, getPrototypeOf, getOwnPropertyNames, getOwnPropertyDescriptor, prototype } = Object;
const { isArray } = Array;
const { String, Error, Promise } = globalThis;
const slice = Function.prototype.call.bind(String.prototype.slice);
// A long text would keep the page busy: no more of it is sent than is read.
const brief = text => slice(text, 0, 300);
const load = globalThis.importScripts.bind(globalThis);
const { trustedTypes, Blob } = globalThis;
const { createObjectURL, revokeObjectURL } = URL;
let wanted = null;
const rules = { createScriptURL: url => { if (url !== wanted) throw new TypeError('not these hooks'); return url; } };
const policy = trustedTypes ? trustedTypes.createPolicy('microgpt-lens-hooks', rules) : rules;
const left = [];
const said = error => {
  try { return brief(String(error instanceof Error ? error.message : error)); } catch { return 'something'; }
};
const sort = value =>
  isArray(value) ? 'a list' :
  value === undefined ? 'nothing' :
  value instanceof Promise ? 'a promise' :
  typeof value === 'object' ? 'an object' : 'a ' + typeof value;
globalThis.addEventListener('message', event => {
  const { id, hook, given } = event.data;
  if (given === null) return post({ id, left });
  if (hook === null) {
    wanted = createObjectURL(new Blob([given], { type: 'text/javascript' }));
    load(policy.createScriptURL(wanted));
    revokeObjectURL(wanted);
    wanted = null;
    const missing = [];
    if (typeof is_safe_request !== 'function') missing.push('is_safe_request');
    if (typeof is_safe_name !== 'function') missing.push('is_safe_name');
    return post({ id, missing });
  }
  let value;
  try {
    value = hook === 'is_safe_request' ? is_safe_request(freeze(given)) : is_safe_name(given);
  } catch (error) {
    return post({ id, threw: said(error) });
  }
  if (value === null || value === true || value === false) return post({ id, value });
  if (typeof value === 'string') return post({ id, value: brief(value) });
  post({ id, gave: sort(value) });
});
for (let object = globalThis; object && object !== prototype; object = getPrototypeOf(object)) {
  for (const name of getOwnPropertyNames(object)) {
    if (keep.has(name) || Reflect.deleteProperty(object, name)) continue;
    const { value, get } = getOwnPropertyDescriptor(object, name);
    if (get || typeof value === 'object' || typeof value === 'function') left.push(name);
  }
}
}
`

/** The hooks' own script; the first line of it is the first of the code. */
export const hooksText = (code: string): string => `'use strict';${code}`

/** More is not read, and not kept. */
export const mostCode = 20_000

/** Why code is not run at all; null where it is. A keyword cannot be written in any other way. */
export function refusalOf(code: string): string | null {
  if (code.length > mostCode)
    return `The code has ${code.length.toLocaleString('en')} letters; at most ${mostCode.toLocaleString('en')} are read.`
  return /\bimport\b/.test(code) ? 'The word import is not allowed here: nothing can be loaded.' : null
}
