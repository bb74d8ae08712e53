/**
 * Money is an integer of minor units beside its currency. Nothing here touches a database or Node: the web shows
 * amounts by the same words.
 */

// ISO 4217 gives AMD and MNT two decimals and HUF too, but no price tag has shown a fillér, a luma or a möngö for
// decades: their minor unit is the whole one.
const wholeOnly: ReadonlySet<string> = new Set(['HUF', 'AMD', 'MNT'])

const known: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

/** The currencies to choose from, those of our first shops on top. */
export const currencies: readonly string[] = [
  ...new Set(['HUF', 'AMD', 'MNT', 'EUR', 'USD', 'GBP', ...[...known].sort()]),
]

/** Whether it is the code of a currency in use. */
export function isCurrency(code: string): boolean {
  return known.has(code)
}

/** How many decimals an amount of the currency has: 0 for HUF, AMD, MNT, 2 for EUR. */
export function decimalsOf(currency: string): number {
  if (wholeOnly.has(currency)) return 0
  const known = decimals.get(currency)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  const found = format.resolvedOptions().maximumFractionDigits ?? 2
  decimals.set(currency, found)
  return found
}
// Asking the platform takes a thousand times as long as remembering.
const decimals = new Map<string, number>()

/**
 * Currencies whose price tags look the same to every reader: the sign stands behind, grouping is their own. Written out,
 * as browsers come without Armenian and Mongolian formats and would silently take the reader's.
 */
const priceTags: Record<string, { group: string; sign: string }> = {
  HUF: { group: '\u00a0', sign: 'Ft' },
  AMD: { group: '\u00a0', sign: '֏' },
  MNT: { group: ',', sign: '₮' },
}

const formats = new Map<string, (amount: number) => string>()

/** `2 480 Ft`, `38,500 ₮`, `€12.50`: as on the shop's own price tags, with no-break spaces and a real minus. */
export function formatMoney(amountMinor: number, currency: string, language: string): string {
  const key = `${currency} ${language}`
  const format = formats.get(key) ?? formatOf(currency, language)
  formats.set(key, format)
  return format(amountMinor / 10 ** decimalsOf(currency)).replace('-', '−')
}

function formatOf(currency: string, language: string): (amount: number) => string {
  const tag = priceTags[currency]
  if (tag) {
    return (amount) => `${String(amount).replace(/(?<=\d)(?=(\d{3})+$)/g, tag.group)}\u00a0${tag.sign}`
  }
  const format = new Intl.NumberFormat(language, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    useGrouping: 'always',
  })
  return (amount) => format.format(amount).replaceAll(' ', '\u00a0')
}
