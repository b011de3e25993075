/** What the names generator must never say. A fruit stands for whatever a product has to keep to itself. */
export const fruits = [
  'apple',
  'pear',
  'plum',
  'fig',
  'lime',
  'grape',
  'mango',
  'peach',
  'kiwi',
  'lemon',
  'melon',
  'cherry',
] as const

/** The first banned fruit that a text holds, whatever the case; a pearl has a pear in it. */
export const fruitIn = (text: string): string | null => {
  const lower = text.toLowerCase()
  return fruits.find(fruit => lower.includes(fruit)) ?? null
}
