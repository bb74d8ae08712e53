import type { Language } from './messages.ts'

// Written out: browsers come without Armenian and Mongolian formats and would silently take the reader's own.
const marks: Record<Language, { group: string; decimal: string }> = {
  en: { group: ',', decimal: '.' },
  hu: { group: '\u00a0', decimal: ',' },
  hy: { group: '\u00a0', decimal: ',' },
  mn: { group: ',', decimal: '.' },
}

/** A number as the language writes it: always grouped, a real minus, at most so many decimals. */
export function numberIn(language: Language, value: number, decimals = 2): string {
  if (!Number.isFinite(value)) return '–'
  const { group, decimal } = marks[language]
  const [whole = '0', part = ''] = Math.abs(value).toFixed(decimals).split('.')
  const rest = part.replace(/0+$/, '')
  const grouped = whole.replace(/(?<=\d)(?=(\d{3})+$)/g, group)
  const sign = value < 0 && (Number(whole) !== 0 || rest !== '') ? '−' : ''
  return `${sign}${grouped}${rest && decimal + rest}`
}

/** A share (0.125) in percent: `12.5%`, in Hungarian and Armenian `12,5%`. */
export function percentIn(language: Language, share: number, decimals = 1): string {
  return `${numberIn(language, share * 100, decimals)}%`
}
