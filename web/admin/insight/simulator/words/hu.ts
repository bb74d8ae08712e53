import type { Key } from './en.ts'

export const hu: Readonly<Record<Key, string>> = {
  playing: '{of} vásárlásból {done} lejátszva',
  begins: 'A múlt átnézése…',
  cancel: 'Leállítás',
  stopped: 'Leállt. Semmi sem változott.',
  'caps.title': '{programme}: plafonok, amelyek megfogják, mennyibe kerülhet egy ember',
  'caps.sub': 'Amennyit egy hónapban legfeljebb kaphat. Egy nyomás, és mellé játsszuk.',
  'caps.how':
    '100 hónapból, amelyben valaki pontot kapott, ennyi marad a plafon alatt, és sosem ütközik bele. Ami fölötte van, elvész. A leglazábbat már lejátszottuk: az első táblázat mondja, mennyibe kerülne.',
  'caps.try': 'Havi {max} pont',
  'caps.below': '100-ból {below} sosem ütközik bele',
  'caps.none': 'Senki sem lóg ki, így nincs mit megfogni.',
  'other.capped': 'Havi {max} pontos plafonnal',
  month: 'Havi plafon',
  below: 'Sosem ütközik bele, 100-ból',
  lines: 'Erős vonal: {one}. Halvány vonal: {two}.',
  owedMoney: '{programme}, pénzben',
}
