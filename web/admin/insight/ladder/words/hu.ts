import type { Key } from './en.ts'

export const hu: Readonly<Record<Key, string>> = {
  'moves.title': 'Egy év alatt {made} szokott rá, {back} tért vissza, {away} maradt el',
  'moves.title.none': 'Egy éve senki sem lépett a létrán',
  'moves.sub': 'Hányan léptek havonta, és mi mozgatta őket. Koppints egy számra, és látod őket.',
  'moves.how':
    'Minden hónap utolsó napja az előzőéhez képest, mindenki havi összegeiből; a még tartó hónap máig számít. Felfelé csak vásárlás visz: az első nap, a második, a szokás (négy nap, a szokásos szünet kétszeresén belül) vagy az újra felvett szokás. Lefelé csak a szokásos szünet kétszeresénél hosszabb elmaradás. Mindenkit megszámoltunk, semmi sem becslés; a visszahozott nem számít vásárlásnak, visszamenőleg sem.',
  'step.first': 'Először vásárolt',
  'step.again': 'Újra jött',
  'step.habit': 'Rászokott',
  'step.back': 'Visszatért',
  'step.away': 'Elmaradt',
  cell: '{step}, {month}: {count}',
  'table.month': 'Hónap',
  'table.from': 'Honnan',
  'table.to': 'Hová',
  'table.because': 'Mi mozgatta',
  'table.people': 'Vendég',
  'regulars.title.up':
    '{count, plural, one {Eggyel több törzsvendég} other {#-tel több törzsvendég}}, mint egy éve',
  'regulars.title.down':
    '{count, plural, one {Eggyel kevesebb törzsvendég} other {#-tel kevesebb törzsvendég}}, mint egy éve',
  'regulars.title.same': 'Annyi törzsvendég, mint egy éve',
  'regulars.sub': 'Törzsvendégek az egyes hónapok végén',
}
