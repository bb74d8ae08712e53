import type { Line, Purchase } from '../../api/purchases.ts'
import type { Say } from '../../ui/words.tsx'
import type { PurchaseWord } from './words/words.ts'

const SHOWN = 3

/** What was bought, by the words on its lines; empty where only an amount was typed. */
export function goodsOf({ lines }: Pick<Purchase, 'lines'>, say: Say<PurchaseWord>): string {
  const named = lines.filter(({ name, sku }) => name ?? sku)
  const said = named
    .slice(0, SHOWN)
    .map(({ name, sku, quantity }) => (quantity === 1 ? (name ?? sku) : `${quantity} × ${name ?? sku}`))
    .join(', ')
  return named.length > SHOWN ? say('goods.more', { goods: said, count: named.length - SHOWN }) : said
}

export function lineName({ name, sku, line }: Line, say: Say<PurchaseWord>): string {
  return name ?? sku ?? say('line.nameless', { n: line + 1 })
}
