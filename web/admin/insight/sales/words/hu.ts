import type { Key } from './en.ts'

export const hu: Readonly<Record<Key, string>> = {
  'title.up': 'A forgalom {change} több, mint egy éve ugyanezeken a heteken',
  'title.down': 'A forgalom {change} kevesebb, mint egy éve ugyanezeken a heteken',
  'title.same': 'A forgalom nagyjából annyi, mint egy éve ugyanezeken a heteken',
  'title.short': 'Rövid a múlt ahhoz, hogy az évszakot ismerjük',
  'title.counting': 'A forgalmat most számoljuk',
  'sub.year': '100-ból 95-ször {low} és {high} között, {weeks} hét alapján.',
  'sub.short': 'Az egy évvel korábbi hetek kellenek: {needed} hét forgalma; most {known} van.',
  'sub.counting': 'Egyszerre sok vásárlás érkezett; perceken belül megszámoljuk.',
  'trend.up': 'Az évszak nélkül havonta {change} nő ({low} – {high}).',
  'trend.down': 'Az évszak nélkül havonta {change} csökken ({low} – {high}).',
  'trend.flat': 'Az évszak nélkül se nem nő, se nem csökken (havonta {low} – {high}).',
  'trend.short': 'Az évszak nélküli irányhoz {needed} hét forgalma kell; most {known} van.',
  how: 'Egész hetek minden vásárlása, vendéggel és vendég nélkül, levonva, ami visszajött; a még tartó hét kimarad. A halk vonal ugyanaz a hét egy évvel (52 héttel) korábban. Az összevetés az utolsó 13 hét átlagos változása az egy évvel korábbihoz, így az évszak kiesik; a sávja függetlennek veszi a heteket (Student), ezért néhány furcsa hét túl szűkké teszi. Az irányhoz minden hetet elosztunk a szokásos éves súlyával: az egy évvel korábbi hét körüli öt hét, a körülötte lévő év átlagához mérve. Az irány az utolsó 26 hét minden párja közti meredekségek közepe (Theil és Sen).',
  week: 'Hét kezdete',
  sold: 'Forgalom',
  before: 'Egy éve',
  adjusted: 'Évszak nélkül',
}
