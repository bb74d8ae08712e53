/**
 * The customer's card: what a customer herself sees and does. What always holds: whoever has a card's link sees and
 * changes that customer and nobody else; knowing a phone number or an address opens nobody's card; a link, a one-time
 * code and the turning code are kept as hashes or worked out, never in the clear; a turning code is spent once.
 */
import { customerParts } from '../customers/customers.ts'
import { mergeAnswerGifts, thankOnce } from './answers.ts'
import { keyLiveCodes } from './liveCode.ts'
import { eraseCards, mergeCards } from './tokens.ts'
import { keyTries } from './tries.ts'

export { type First, firstCard, firstJoin } from './first.ts'
export { iconOf, manifestOf } from './installing.ts'
export { readLiveCode, spendLiveCode } from './live.ts'
export { cardParts, type Wallets } from './parts.ts'
export { programmeTold } from './programme.ts'
export { type CardState, cardState } from './state.ts'
export { businessOfToken, callerOfCard, holderOf } from './tokens.ts'

/** Gives turning codes their key and hangs this room into the customers' room: once, when the program starts. */
export function openCard(secret: string): void {
  keyLiveCodes(secret)
  keyTries(secret)
  if (opened) return
  opened = true
  customerParts.answered.push(thankOnce)
  customerParts.merged.push(async (tx, { from, into }) => {
    mergeCards(tx, from, into)
    mergeAnswerGifts(tx, from, into)
  })
  customerParts.erased.push(async (tx, { customerId }) => eraseCards(tx, customerId))
}
let opened = false
