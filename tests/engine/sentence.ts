/** Whether words can be shown to a person: one or two short sentences, nothing of the program's inside. */
export const isSentence = (words: string): boolean =>
  /^[A-Za-z“_].*\.$/su.test(words) &&
  words.length >= 20 &&
  words.length < 240 &&
  !/undefined|NaN×|\[object|\n/.test(words)
