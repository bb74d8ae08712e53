import type { Tx } from '../platform/database.ts'

/** In which wallets of phones a card can be kept. */
export interface Wallets {
  apple: boolean
  google: boolean
}

/** What rooms above add to a card: pushed at program start. */
export const cardParts = {
  wallets: async (_tx: Tx): Promise<Wallets> => ({ apple: false, google: false }),
}
