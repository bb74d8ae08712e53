import type { Border } from './climb.ts'

/** The ways along which each model becomes a simpler one, and what it is called there. */

export const everyone: Record<'rate' | 'never' | 'leaving', Border> = {
  never: { along: [-1, 0], frozen: ['r'], says: 'r→0: nobody is seen to come back' },
  rate: {
    along: [1, 1],
    frozen: ['r', 'alpha'],
    says: 'r, alpha→∞: everybody buys at the same rate r/alpha',
  },
  leaving: {
    along: [0, 0, 1, 1],
    frozen: ['a', 'b'],
    says: 'a, b→∞: everybody leaves with the same probability a/(a+b)',
  },
}

export const nbdBorders = [everyone.never, everyone.rate]
export const bgBorders: Border[] = [
  { along: [0, 0, -1, 0], frozen: ['a', 'b'], says: NBD('a') },
  { along: [0, 0, 0, 1], frozen: ['a', 'b'], says: NBD('a') },
  ...[...nbdBorders, everyone.leaving],
  { along: [0, 0, 0, -1], frozen: ['b'], says: 'b→0: who buys again leaves at once or hardly ever' },
  { along: [0, 0, 1, 0], frozen: ['a'], says: 'a→∞: nobody stays after a purchase' },
  {
    along: [0, 0, -1, -1],
    frozen: ['a', 'b'],
    says: 'a, b→0: after a purchase somebody leaves at once or never',
  },
]
export const paretoBorders: Border[] = [
  { along: [0, 0, -1, 0], frozen: ['s', 'beta'], says: NBD('s') },
  { along: [0, 0, 0, 1], frozen: ['s', 'beta'], says: NBD('s') },
  {
    along: [0, 0, 1, 1],
    frozen: ['s', 'beta'],
    says: 's, beta→∞: everybody leaves at the same rate s/beta (exponential lifetimes)',
  },
  ...nbdBorders,
  { along: [0, 0, 0, -1], frozen: ['beta'], says: 'beta→0: many leave at once, the others hardly ever' },
]

export function NBD(name: string): string {
  return `${name}→0: nobody is seen to leave, so that this is the NBD`
}

export const chanceBorders: Border[] = [
  {
    along: [0, 0, -1, 0],
    frozen: ['gamma', 'delta'],
    says: 'gamma→0: nobody is seen to leave (beta-binomial)',
  },
  {
    along: [0, 0, 0, 1],
    frozen: ['gamma', 'delta'],
    says: 'gamma→0: nobody is seen to leave (beta-binomial)',
  },
  { along: [0, 0, 1, 1], frozen: ['gamma', 'delta'], says: 'gamma, delta→∞: everybody leaves alike' },
  { along: [1, 1, 0, 0], frozen: ['alpha', 'beta'], says: 'alpha, beta→∞: everybody buys alike' },
  { along: [-1, 0, 0, 0], frozen: ['alpha'], says: 'alpha→0: nobody is seen to come back' },
  { along: [0, -1, 0, 0], frozen: ['beta'], says: 'beta→0: who is here takes every chance' },
  {
    along: [0, 0, 0, -1],
    frozen: ['delta'],
    says: 'delta→0: many leave at once, the others hardly ever',
  },
]

export const spendBorders: Border[] = [
  { along: [0, 1, 1], frozen: ['q', 'v'], says: 'q, v→∞: all customers spend alike' },
  { along: [1, 0, -1], frozen: ['p', 'v'], says: 'p→∞: each customer always spends the same' },
]
