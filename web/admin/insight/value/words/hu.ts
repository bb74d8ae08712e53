import type { Key } from './en.ts'

export const hu: Readonly<Record<Key, string>> = {
  'title.model': '{model} jelezte előre legjobban a vendégeidet',
  'title.rule': 'Egy egyszerű szabály nyert, egyik modell sem volt jobb: {rule}',
  'title.none': 'Melyik modell jelzi előre legjobban a vendégeidet?',
  'title.too_few': 'Kevés a vendég a modellek versenyéhez',
  'title.too_short': 'Rövid a múlt a modellek versenyéhez',
  'title.cannot_fit': 'Ezekből a vásárlásokból egyik modell sem tanul',
  sub: 'A {cut} előtti napokból tanult, az azutániakat kérdeztük {until} végéig: {customers} vendég, akkor {actual} vásárlás.',
  'sub.rule':
    'A legjobb modell ({model}) vendégenként {off} vásárlással tévedett, a szabály {rule} vásárlással.',
  'sub.none':
    'Modellek és egyszerű szabályok jelzik előre egy elmúlt negyedévet az azelőttiből; a legközelebbi nyer.',
  'sub.too_few': '{least} vendég kell, aki már vásárolt; most {customers} van.',
  'sub.too_short': '{least} napnyi vásárlás kell; most {days} van.',
  how: 'A múltat kettévágjuk: a vágásig minden modell abból tanul, ki mikor jött; aztán megmondja, hány vásárlása lesz utána minden vendégnek, és ugyanezt teszi két szabály modell nélkül (ahogy eddig; ugyanaz, de semmi attól, aki a szünete kétszerese óta hallgat). Az nyer, aki vendégenként átlagosan a legkevesebbet téved. Az összesben egy modell még lehet közelebb: lásd a táblázatot. Egy vásárlás: egy nap vásárlással; a visszahozott nem számít.',
  every: 'Minden {nth}. vendég játszott.',
  played: 'Játszva: {day}',
  play: 'Versenyezzenek',
  again: 'Újra',
  playing: 'Versenyeznek; néhány másodperc …',
  entrant: 'Ki jelezte',
  off: 'Tévedés, vásárlás/fő',
  square: 'Tévedés, a nagyobb többet számít',
  total: 'Jelezve összesen',
  actual: 'Vásárlás összesen',
  rank: 'Elválasztotta a vevőket, 100-ból',
  border: 'Egyszerűbbé vált',
  'border.yes': 'igen',
  'border.no': 'nem',
  'rule.own': 'ahogy eddig',
  'rule.recency': 'ahogy eddig, ha nem rég hallgat',
}
