/** What a business is set up with. */
export interface ShopWish {
  name: string
  trade: string
  currency: string
  timeZone: string
  language: string
}
/** The first comes with its owner. */
export interface FirstWish extends ShopWish {
  ownerName: string
  ownerEmail: string
  password: string
}

export const trades = ['cafe', 'shop', 'salon', 'hotel', 'webshop', 'wholesale'] as const

const currencyIn: Record<string, string> = {
  'Europe/Budapest': 'HUF',
  'Asia/Yerevan': 'AMD',
  'Asia/Ulaanbaatar': 'MNT',
  'Asia/Hovd': 'MNT',
  'Europe/London': 'GBP',
}

const KEPT = 'regulars.setup.first'

/** Keeps what was typed over a reload, in this tab only and without the password; null forgets it. */
export function keepWish(wish: FirstWish | null): void {
  if (wish) sessionStorage.setItem(KEPT, JSON.stringify({ ...wish, password: '' }))
  else sessionStorage.removeItem(KEPT)
}

/** What was typed before a reload; else a first guess, from where the device is and what its person reads: most shops only have to nod. */
export function likelyWish(language: string): FirstWish {
  const kept = sessionStorage.getItem(KEPT)
  if (kept) return JSON.parse(kept) as FirstWish
  return { ...likelyShop(language), ownerName: '', ownerEmail: '', password: '' }
}

/** A guess from where the device is. */
export function likelyShop(language: string): ShopWish {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  const currency = currencyIn[timeZone] ?? (timeZone.startsWith('America/') ? 'USD' : 'EUR')
  return { name: '', trade: '', currency, timeZone, language }
}

/** Every time zone, the device's own and those of our first shops among them. */
export function timeZones(own: string): string[] {
  return [...new Set([own, ...Intl.supportedValuesOf('timeZone')])].sort()
}
