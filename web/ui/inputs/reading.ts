import { decimalsOf } from '../../../server/platform/money.ts'

/** What was typed as a whole number, however it was grouped; null when it is none. */
export function wholeIn(typed: string): number | null {
  const bare = typed.replaceAll(/[\s\u00a0\u202f,.']/g, '')
  return /^\d{1,13}$/.test(bare) ? Number(bare) : null
}

/** What was typed with a part after the point, as whole parts: of 1000, "0,5" is 500. Null when it is none, or finer. */
export function partsIn(typed: string, per: 100 | 1_000): number | null {
  const [, whole, part = ''] =
    /^(\d{1,7})(?:[.,](\d{1,3}))?$/.exec(typed.replaceAll(/[\s\u00a0\u202f]/g, '')) ?? []
  if (whole === undefined) return null
  const parts = Number(whole) * 1_000 + Number(part.padEnd(3, '0'))
  const each = 1_000 / per
  return parts % each === 0 ? parts / each : null
}

/** What was typed as money, in minor units: "1 190", "12.50", "12,5". */
export function minorIn(typed: string, currency: string): number | null {
  const decimals = decimalsOf(currency)
  if (decimals === 0) return wholeIn(typed)
  const bare = typed.replaceAll(/[\s\u00a0\u202f']/g, '')
  const [, whole, part = ''] = /^([\d.,]*?\d)(?:[.,](\d{1,2}))?$/.exec(bare) ?? []
  if (whole === undefined || part.length > decimals) return null
  const units = wholeIn(whole)
  return units === null ? null : units * 10 ** decimals + Number(part.padEnd(decimals, '0') || 0)
}

/** Minor units as one types them. */
export function typedMoney(minor: number, currency: string): string {
  const decimals = decimalsOf(currency)
  return decimals === 0
    ? String(minor)
    : (minor / 10 ** decimals).toFixed(minor % 10 ** decimals ? decimals : 0)
}
