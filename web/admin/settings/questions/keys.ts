/** A name by which programs know a question, made of its words: `favouriteTea`, `question2` where no letter will do. */
export function freeKey(words: string, taken: readonly string[]): string {
  const plain = words
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[^a-zA-Z0-9 ]/g, '')
    .trim()
    .split(/\s+/)
    .slice(0, 4)
    .map((word, at) =>
      at === 0 ? word.toLowerCase() : word.charAt(0).toUpperCase() + word.slice(1).toLowerCase(),
    )
    .join('')
    .slice(0, 40)
  const base = /^[a-z]/.test(plain) ? plain : 'question'
  for (let more = 1; ; more += 1) {
    const key = more === 1 && base !== 'question' ? base : `${base}${more}`
    if (!taken.includes(key)) return key
  }
}
