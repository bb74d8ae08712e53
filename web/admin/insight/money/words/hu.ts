import type { Key } from './en.ts'

export const hu: Record<Key, string> = {
  period: 'Mutatott hónapok',
  'period.12': 'Az elmúlt tizenkét hónap',
  'period.24': 'Az elmúlt két év',
  'period.all': 'A kezdetektől',
  file: 'Fájl a könyvelőnek',
  sentence:
    'Ezekben a hónapokban 100 adott pontból {redeemed} lett beváltva; ez {cost}, az eladások {share} része.',
  'roll.title': 'A hónap elején {opening} pont tartozás, most {closing}',
  'roll.sub':
    'A számlákon pontosan ennyi van: {balance} elkölthető, {pending} még függőben, {reserved} ajándékra félretéve.',
  'roll.sub.differs':
    'A számlák ettől {difference} ponttal eltérnek. Aki a szervert üzemelteti, futtassa a verify parancsot.',
  'roll.how':
    'A főkönyvből, a boltod napjai szerint. Minden hónap vége a következő eleje: eleje + adott − visszavett − beváltott − lejárt + igazítás. A visszavettben az is benne van, ami már lejárt, mire az árut visszahozták; az onnantól nem számít lejártnak. Amit ajándékra félretettek, az tartozás, amíg át nem adod. Igazítás: kézzel adott vagy elvett pont. Később beírt: mennyivel változott a hónap vége olyan tételek miatt, amelyek a hónap zárása után kerültek be, például fájlból.',
  'col.opening': 'Hónap elején',
  'col.granted': 'Adott',
  'col.takenBack': 'Visszavett',
  'col.redeemed': 'Beváltott',
  'col.expired': 'Lejárt',
  'col.adjusted': 'Igazítás',
  'col.closing': 'Hónap végén',
  'col.enteredLate': 'Később beírt',
  'col.revalued': 'Átértékelés',
  'worth.title': 'Pénzben a hónap elején {opening}, most {closing}',
  'worth.sub': 'Ugyanezek a hónapok, a pont hó végi értékén',
  'worth.how':
    'Minden hónap azon az értéken, amelyet a program a hónap végén mondott. Átértékelés: mit tett az új érték a korábbi pontokkal. Úgy kerekítve, hogy a részek mindig kiadják a hónap végét, az utolsó fillérig.',
  'card.title': 'Ajándékkártyák és jóváírások: {money} még nincs felhasználva',
  'card.sub': 'Hónapról hónapra, minden pénznem külön',
  'card.how':
    'Adott: eladott vagy ajándékba adott. Visszavett: vásárlással együtt visszahozott. Beváltott: ezzel fizettek. Ezt a vendégek előre kifizették neked, tehát áruval tartozol érte.',
  'defer.how':
    'Minden hónap eladásait (az ismert vendégekét) az áru és a pontok között osztjuk meg aszerint, mennyibe kerülnének külön-külön (a pont értéke, a soha be nem váltott rész nélkül). A pontokra jutó rész olyan arányban lesz bevétel, amilyen arányban a valaha beváltandókból beváltottak, a mai becslés szerint; amíg kevesebb mint száz ember áll mögötte, minden pontot beváltandónak veszünk. Törtekben számolva és egyszer kerekítve, így minden hónap vége a következő eleje. A visszahozott áru a vásárlás hónapjának eladását csökkenti, és a visszahozás hónapjának pontjait.',
  'defer.opening': 'A korábbi hónapokból',
  'defer.new': 'A pontokra jut',
  'defer.earned': 'Beváltással megszolgált',
  'defer.closing': 'Még nincs megszolgálva',
  'defer.refused.title': 'Az eladásokat nem lehet megosztani',
  'defer.refused':
    'Több pénznemben is jártak pontok vásárlásokért. Ezeknek nincs közös összege, ezért itt semmit sem osztunk meg.',
  none: 'A pecsétes program nem pontokkal tartozik, hanem ajándékokkal: a betelt kártyák az utalványok közt vannak. Hogy a pontok mibe kerülnének, azt a szimulátor megmondja a saját eladásaidból.',
}
