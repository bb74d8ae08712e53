import { Problem } from '../../api/api.ts'
import type { Desk, Scanned } from '../api.ts'
import { askTill } from '../store/asking.ts'
import { byCard } from '../store/book.ts'

/**
 * What a code is. A card that turns its code is known to the server alone; without network a card's number is looked
 * up in the book.
 */
export async function readCode(text: string, desk: Desk): Promise<{ found: Scanned } | { problem: string }> {
  // Scanners put control signs around what they read.
  const code = text.replace(/\p{Cc}/gu, '').trim()
  try {
    return { found: await askTill<Scanned>('POST', '/api/v1/counter/scan', { text: code }) }
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    if (error.status !== 0) return { problem: error.message }
    const leaf = await byCard(code, desk)
    if (!leaf) return { problem: 'offline' }
    const nothing = { name: null, validUntil: null, balanceMinor: null }
    return { found: { kind: 'customer', id: leaf.id, customerId: leaf.id, how: 'static', ...nothing } }
  }
}
