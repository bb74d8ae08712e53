import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  description: '{business} – törzsvásárlói kártya',
  points: 'Pont',
  stamps: 'Pecsét',
  next: 'Következő ajándék',
  missing: 'Ennyi hiányzik',
  tier: 'Szint',
  name: 'Név',
  number: 'Kártyaszám',
  expires: 'Leghamarabb lejár',
  how: 'Így működik',
  code: 'Erről a kódról',
  code_is:
    'Megmondja, ki vagy, és gyűjtesz vele. Ha ajándékot kérsz, nyisd meg a kártyádat a böngészőben: az ottani kód percenként változik, így fényképről senki sem költheti el, ami a tiéd.',
  points_now: 'Az egyenleged most %@.',
  stamps_now: 'Pecsétjeid: %@.',
  tier_now: 'A szinted mostantól: %@.',
  closed: 'Lezárt kártya',
  closed_is: 'Ez a kártya már nem él. Nyugodtan törölheted.',
  sample: 'Minta',
  sample_name: 'Minta Dóra',
  sample_reward: 'Egy kávé a ház ajándékaként',
}
