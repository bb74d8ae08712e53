import type { Key } from './en.ts'

export const hy: Record<Key, string> = {
  'settings.title': 'Կարգավորումներ',
  'settings.staff': 'Թիմ',
  'settings.staff.lead': 'Ովքեր են աշխատում, ինչ կարող են անել, նրանց PIN-ը դրամարկղում։',
  'settings.keys': 'API բանալիներ',
  'settings.keys.lead': 'Առցանց խանութը կամ դրամարկղը Regulars-ի հետ խոսում է բանալիով։',
  'settings.me': 'Դուք',
  'settings.me.lead': 'Ձեր լեզուն, գաղտնաբառը, մուտքի բանալիները և որտեղ եք մուտք գործել։',
}
