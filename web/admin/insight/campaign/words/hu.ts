import type { Key } from './en.ts'

export const hu: Readonly<Record<Key, string>> = {
  'plan.title': 'Mielőtt elkezdődik: hány ember kell hozzá?',
  'plan.lead':
    'A véletlen válassza ki, ki maradjon ki, és elég embert szólíts meg, különben utána semmit sem lehet mondani.',
  'plan.lift.came': 'A legkisebb fontos növekedés, 100 emberből',
  'plan.lift.visits': 'A legkisebb fontos növekedés, nap fejenként',
  'plan.lift.spend': 'A legkisebb fontos növekedés, pénz fejenként',
  'plan.days': 'Hány napig tart',
  'plan.arms': 'Megszólított csoportok',
  'plan.leftOut': 'Kimarad, 100 emberből',
  'plan.run': 'Számold ki',
  'plan.says': 'Minden megszólított csoportba {arm} ember kell, és {control} maradjon ki: összesen {total}.',
  'plan.base.came': 'Az elmúlt {days} napban 100 emberedből {mean} jött el.',
  'plan.base.visits': 'Az elmúlt {days} napban az embereid fejenként {mean} napon jöttek.',
  'plan.base.spend': 'Az elmúlt {days} napban az embereid fejenként ennyit költöttek: {mean}.',
  'plan.before': 'Ahhoz mérve, amit ki-ki korábban tett, {total} is elég.',
  'plan.enough': 'Egy éven belül {people} ember vásárolt: elég.',
  'plan.short.came':
    'Egy éven belül {people} ember vásárolt: kevés. Mind együtt legalább ekkora növekedést mutat ki 100-ból: {smallest}.',
  'plan.short.visits':
    'Egy éven belül {people} ember vásárolt: kevés. Mind együtt fejenként legalább ennyi nap növekedést mutat ki: {smallest}.',
  'plan.short.spend':
    'Egy éven belül {people} ember vásárolt: kevés. Mind együtt fejenként legalább ekkora növekedést mutat ki: {smallest}.',
  'plan.short.none': 'Egy éven belül {people} ember vásárolt: ilyen kevés semmit sem mutat ki.',
  'plan.refused.nobody':
    'Túl kevesen vásároltak egy éven belül ahhoz, hogy tudni lehessen, mit tesznek kampány nélkül.',
  'plan.refused.above_all': 'Már most olyan sokan jönnek, hogy ekkora növekedés nem lehetséges.',
  'plan.refused.no_spread': 'Mindenki ugyanazt teszi, így nem mondható meg, meddig ér a véletlen.',
  'plan.how':
    'Hogy 100 kampányból 80-szor látszódjon, ahol a növekedés valódi, és legfeljebb 5-ször, ahol csak véletlen. Több csoport ezen az 5-ön osztozik. Hogy mit tesznek kampány nélkül, azt az egy éven belül vásárlóktól vesszük, annyi napra, ameddig a kampány tart. Az arányok normális közelítéssel (Fleiss), az átlagok a szórásukból; amit ki-ki korábban tett, elveszi a szórásból azt, amit megmagyaráz (CUPED).',
  'adjusted.label': '{arm}, a korábbihoz mérve',
  'adjusted.says':
    'Ahhoz mérve, amit ki-ki korábban tett, {arm} fejenként ennyit hozott: {low} – {high}; a sáv {share} széles az előzőhöz képest.',
  'adjusted.how':
    'A második sáv kiveszi, amit az emberek ugyanennyi nappal korábban tettek (CUPED: Deng és mások, 2013). Ott látszik, ahol szűkíti a sávot. Mindkettő helyes; előre döntsd el, melyikre hallgatsz.',
  'adjusted.difference': 'Különbség, a korábbihoz mérve',
}
