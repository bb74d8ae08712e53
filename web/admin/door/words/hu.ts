import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  'forgot.link': 'Elfelejtetted a jelszavad?',
  'forgot.title': 'Új jelszó',
  'forgot.lead': 'Írd be a címet, amellyel belépsz. Oda kapsz egy linket, azon választhatsz újat.',
  'forgot.send': 'Kérem a linket',
  'forgot.sent': 'Nézd meg a leveleid.',
  'forgot.sent.lead':
    'Ha {email} címmel be szokott lépni valaki, már úton van oda egy link. Egyszer használható, egy óráig.',
  'forgot.sent.hint':
    'Nem jött semmi? Nézd meg a levélszemetet is, és hogy erre a címre szólt-e a meghívód. Egy óra alatt háromszor kérhetsz linket.',
  'forgot.other': 'Másik cím',
  'forgot.operator': 'Innen nem megy ki levél.',
  'forgot.operator.lead':
    'Kérd meg azt, aki a Regularst üzemelteti. Ez a parancs új jelszót ad neked, és mindenhol kiléptet:',
  'forgot.operator.after': 'Lépj be azzal, amit kiír, aztán a „Te” oldalon válassz sajátot.',
  'forgot.back': 'Vissza a bejelentkezéshez',
  'new.title': 'Válassz új jelszót.',
  'new.lead': 'Mindenhol máshol kilépsz vele.',
  'new.save': 'Ez lesz, belépek',
  'new.again': 'Új linket kérek',
}
