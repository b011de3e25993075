/**
 * What is chosen inside the pictures of a tab, in the words of a link: a signal each, empty where nothing was chosen. Who
 * draws the picture makes of them what they mean.
 */
import { signal, type Signal } from '@preact/signals-core'
import type { Tab } from './link.ts'

/** Of each: the tab whose links tell it, null for all of them, and its form. Words that do not have it are dropped. */
export const keptForms = {
  /** What the Autograd tab computes, as it is typed there, and what the class Value is shown with. */
  expr: { tab: 'Autograd', form: /^[\p{L}\p{N}_ .;=+*/()−·-]{1,200}$/u },
  value: { tab: 'Autograd', form: /^[\p{L}\p{N}_ .;=+*/()−·-]{1,200}$/u },
  /** How the heads are arranged: `large`, `all`, and what is added to them. */
  heads: { tab: 'Attention', form: /^(large|all|mean|mask|arcs)(,(large|all|mean|mask|arcs)){0,4}$/ },
  /** What is held against what, and the name that the one at hand is held against. */
  pair: { tab: 'Attention', form: /^(pins|names|held)$/ },
  other: { tab: 'Attention', form: /^[^]{1,200}/u },
  /** What was done to heads, as `operationWords` writes it: it alters what every tab shows. */
  surgery: { tab: null, form: /^[a-z\d.,-]{1,400}$/ },
  /** What made-up names begin with, as it is typed in Generate. */
  begins: { tab: 'Generate', form: /^[^]{1,200}/u },
  /** How their letters are chosen, where they are not drawn from all: `largest`, or `top5`. */
  choose: { tab: 'Generate', form: /^(largest|top[1-9]\d{0,3})$/ },
  /** Draws taken before the first of them. */
  drawn: { tab: 'Generate', form: /^[1-9]\d{0,5}$/ },
} as const satisfies Readonly<Record<string, { readonly tab: Tab | null; readonly form: RegExp }>>

export type KeptName = keyof typeof keptForms
export type Kept = Readonly<Record<KeptName, Signal<string>>>
export const keptNames = Object.keys(keptForms) as KeptName[]

export const nothingKept = (): Kept => Object.fromEntries(keptNames.map(name => [name, signal('')])) as Kept

/** What links to a tab tell. */
export function keptWords(kept: Kept, tab: Tab): Partial<Record<KeptName, string>> {
  const told = keptNames.filter(name => [tab, null].includes(keptForms[name].tab) && kept[name].value !== '')
  return Object.fromEntries(told.map(name => [name, kept[name].value]))
}

/** A choice that is kept in words: read and set as a signal is. */
export interface Choice<Value> {
  value: Value
}

/** One of a few words, none of which another choice has; the first stands for nothing. */
export const oneOf = <Word extends string>(words: Signal<string>, all: readonly [Word, ...Word[]]): Choice<Word> => ({
  get value() {
    return all.find(word => listOf(words).includes(word)) ?? all[0]
  },
  set value(chosen) {
    const others = listOf(words).filter(word => !(all as readonly string[]).includes(word))
    words.value = [...(chosen === all[0] ? [] : [chosen]), ...others].join(',')
  },
})

/** A word that is there or not. */
export const has = (words: Signal<string>, word: string): Choice<boolean> => ({
  get value() {
    return listOf(words).includes(word)
  },
  set value(isThere) {
    const others = listOf(words).filter(other => other !== word)
    words.value = (isThere ? [...others, word] : others).join(',')
  },
})

/** A number; nothing stands for 0. */
export const numberIn = (words: Signal<string>): Choice<number> => ({
  get value() {
    return Number(words.value)
  },
  set value(number) {
    words.value = number === 0 ? '' : String(number)
  },
})

const listOf = (words: Signal<string>): string[] => words.value.split(',').filter(Boolean)
