import { addHolders, type Holder, loadLots } from '../ledger/ledger.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { GiftCardId, PurchaseId, TransferId } from '../platform/ids.ts'
import { shareBack } from '../programme/programme.ts'
import type { BoughtLine } from '../purchases/purchases.ts'
import { blockGiftCard, giftCardAccount, lockGiftCards } from '../rewards/rewards.ts'
import type { Returning } from './returning.ts'

const readSales = statement<{ id: TransferId }>(
  'till.sales',
  `select transfer_id as id from transfers
    where business_id = $1 and purchase_id = $2 and reason = 'sale' order by transfer_id`,
)

/** The lots in which the money of sold gift cards and credit came, by line: they were made line after line. */
async function lotsSold(
  tx: Tx,
  purchaseId: PurchaseId,
  lines: readonly BoughtLine[],
): Promise<Map<number, TransferId>> {
  const selling = lines.filter((line) => isSale(line) && line.grossMinor > 0)
  const sales = await tx.rows(readSales, [tx.businessId, purchaseId])
  return new Map(selling.map(({ line }, index) => [line, sales[index]!.id]))
}

function isSale({ kind }: BoughtLine): boolean {
  return kind === 'gift_card' || kind === 'store_credit'
}

/** Gift cards and credit that the purchase sold: their money comes back off them, or the return is refused. */
export async function takeBackSold(at: Returning): Promise<void> {
  const { tx, lines, back, book, scene, by, id, purchase } = at
  const sold = back
    .map((one) => ({ ...one, bought: lines.find(({ line }) => line === one.line)! }))
    .filter(({ bought }) => isSale(bought))
  if (sold.length === 0) return
  const cards = sold.flatMap(({ bought }) => (bought.giftCardId ? [bought.giftCardId as GiftCardId] : []))
  const lots = await lotsSold(tx, purchase.id, lines)
  await lockGiftCards(tx, cards)
  const holders = cards.map((card): Holder => ({ kind: 'gift_card', id: card }))
  await addHolders(tx, book, holders)
  await loadLots(tx, book, { holders, lotIds: [...lots.values()] })
  book.settle(by.now)
  for (const { bought, quantityMilli, line } of sold) {
    if (bought.kind === 'gift_card' && quantityMilli < bought.quantityMilli) {
      throw new Refused('request.invalid', 'a gift card comes back whole', {
        field: `lines[${line}].quantity`,
      })
    }
    const holder = bought.giftCardId
      ? giftCardAccount(bought.giftCardId as GiftCardId, purchase.currency).holder
      : scene?.holder
    const amount = shareBack(bought.grossMinor, bought.returnedMilli, quantityMilli, bought.quantityMilli)
    const left = holder ? book.balanceOf(holder, `money:${purchase.currency}`).balance : 0
    if (left < amount)
      throw new Refused('return.gift_card_spent', undefined, { field: `lines[${line}]`, params: { left } })
    if (amount > 0)
      book.takeBack(lots.get(line)!, amount, {
        policy: 'clamp',
        reason: 'return',
        at: by.now,
        returnId: id,
        purchaseId: purchase.id,
      })
    if (bought.giftCardId) blockGiftCard(tx, bought.giftCardId as GiftCardId, by.now, 'returned')
  }
}
