import type { en } from './en.ts'

export const hy: Record<keyof typeof en, string> = {
  'one_time_code.subject': '{code}՝ Ձեր քարտը բացելու համար – {business}',
  'one_time_code.hello': 'Ահա Ձեր կոդը։',
  'one_time_code.body': 'Գրեք այն այնտեղ, որտեղ խնդրել եք։ Գործում է մեկ անգամ, տասը րոպե։',
  'one_time_code.button': '',
  'one_time_code.end': 'Դուք չե՞ք խնդրել։ Ոչինչ մի արեք. առանց կոդի ոչ ոք չի բացի Ձեր քարտը։',
  'confirm_consent.subject': 'Կարո՞ղ ենք գրել Ձեզ – {business}',
  'confirm_consent.hello': 'Մեկ հպում, և կգրենք։',
  'confirm_consent.body': 'Դուք խնդրել եք՝ «{what}»։ Սեղմեք կոճակը, որ իմանանք՝ դա Դուք էիք։',
  'confirm_consent.button': 'Այո, ես էի',
  'confirm_consent.end': 'Դուք չէի՞ք, կամ մտափոխվե՞լ եք։ Ոչինչ մի արեք, և մենք չենք գրի։',
  'invitation.subject': 'Միացեք մեր թիմին – {business}',
  'invitation.hello': '{name}, Ձեր տեղը պատրաստ է։',
  'invitation.body': 'Բացեք հղումը, ընտրեք գաղտնաբառ, և վերջ։ Գործում է մեկ անգամ։',
  'invitation.button': 'Մուտք գործել',
  'invitation.end': 'Սրան չէի՞ք սպասում։ Ոչինչ մի արեք։',
  'password_reset.subject': 'Նոր գաղտնաբառ Regulars-ի համար – {business}',
  'password_reset.hello': 'Մոռացե՞լ եք։ Պատահում է։',
  'password_reset.body':
    'Այս հղումով ընտրեք նոր գաղտնաբառ։ Գործում է մեկ անգամ, մեկ ժամ, և մնացած բոլոր տեղերում դուրս է բերում Ձեզ։',
  'password_reset.button': 'Ընտրել նոր գաղտնաբառ',
  'password_reset.end': 'Դուք չե՞ք խնդրել։ Ոչինչ մի արեք. Ձեր գաղտնաբառը կմնա նույնը։',
}
