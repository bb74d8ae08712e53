import type { Trade } from '../businesses/businesses.ts'

/** Colours and stamps of our own for who hasn't chosen yet: each trade its own, none like another's. */
export const ready = {
  cafe: { colour: '#F2B705', stamp: 'cup' },
  shop: { colour: '#9E1B32', stamp: 'bag' },
  salon: { colour: '#B85C8E', stamp: 'scissors' },
  hotel: { colour: '#24508C', stamp: 'bed' },
  webshop: { colour: '#4FA3D9', stamp: 'star' },
  wholesale: { colour: '#2F6B4F', stamp: 'leaf' },
} as const satisfies Record<Trade, { colour: string; stamp: string }>
