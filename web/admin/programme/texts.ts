/** A text in the reader's language, else in English, else in the first there is: as the server says it. A name of things
 * may carry its singular first ("bean|beans"); what things are called together is the last. */
export function inLanguage(text: unknown, language: string): string {
  const own = typeof text === 'string' ? text : pick(text as Record<string, string> | null, language)
  return own.split('|').at(-1) ?? ''
}

function pick(texts: Record<string, string> | null, language: string): string {
  return texts?.[language] ?? texts?.en ?? Object.values(texts ?? {})[0] ?? ''
}
