import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  'one_time_code.subject': '{code}: ezzel nyílik a kártyád – {business}',
  'one_time_code.hello': 'Itt a kódod.',
  'one_time_code.body': 'Írd be oda, ahol kérted. Egyszer használható, tíz percig.',
  'one_time_code.button': '',
  'one_time_code.end': 'Nem te kérted? Akkor ne tégy semmit: kód nélkül senki sem fér a kártyádhoz.',
  'confirm_consent.subject': 'Írhatunk neked? – {business}',
  'confirm_consent.hello': 'Egy koppintás, és írunk.',
  'confirm_consent.body': 'Ezt kérted: „{what}” Nyomd meg a gombot, hogy tudjuk, te voltál.',
  'confirm_consent.button': 'Igen, én voltam',
  'confirm_consent.end': 'Nem te voltál, vagy meggondoltad magad? Ne tégy semmit, és nem írunk.',
  'invitation.subject': 'Gyere, várunk a csapatban – {business}',
  'invitation.hello': '{name}, kész a helyed.',
  'invitation.body': 'Nyisd meg a linket, válassz jelszót, és bent is vagy. Egyszer használható.',
  'invitation.button': 'Belépek',
  'invitation.end': 'Nem erre számítottál? Akkor ne tégy semmit.',
  'password_reset.subject': 'Új jelszó a Regularshoz – {business}',
  'password_reset.hello': 'Elfelejtetted? Előfordul.',
  'password_reset.body':
    'Ezen a linken új jelszót választhatsz. Egyszer használható, egy óráig, és mindenhol máshol kiléptet.',
  'password_reset.button': 'Új jelszót választok',
  'password_reset.end': 'Nem te kérted? Akkor ne tégy semmit: a jelszavad marad a régi.',
}
