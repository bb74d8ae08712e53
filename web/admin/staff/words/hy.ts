import type { en } from './en.ts'

export const hy: Record<keyof typeof en, string> = {
  'link.mailed': 'Նաև ուղարկվել է փոստով՝ {email}',
  'link.again': 'Հրավիրել նորից',
  'link.again.of': 'Հրավիրել նորից՝ {name}',
  'link.back': 'Հետ վերցնել հղումը',
  'link.back.of': 'Հետ վերցնել հղումը՝ {name}',
  'link.back.done': 'Հղումն այլևս չի գործում՝ {name}',
  'link.until': 'հրավիրված է․ հղումը գործում է մինչև {when}',
  'link.over': 'հրավիրված է, բայց հղումն այլևս չի գործում',
}
