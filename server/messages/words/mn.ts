import type { en } from './en.ts'

export const mn: Record<keyof typeof en, string> = {
  'one_time_code.subject': '{code}: картаа нээх код – {business}',
  'one_time_code.hello': 'Таны код энд байна.',
  'one_time_code.body': 'Код хүссэн газраа бичээрэй. Нэг удаа, арван минут хүчинтэй.',
  'one_time_code.button': '',
  'one_time_code.end': 'Та хүсээгүй юу? Тэгвэл юу ч бүү хийгээрэй: кодгүйгээр хэн ч картыг тань нээхгүй.',
  'confirm_consent.subject': 'Танд бичиж болох уу? – {business}',
  'confirm_consent.hello': 'Нэг товшилт, тэгээд бичье.',
  'confirm_consent.body': 'Та үүнийг хүссэн: “{what}” Та мөн гэдгийг мэдэхийн тулд товчийг дараарай.',
  'confirm_consent.button': 'Тийм, би мөн',
  'confirm_consent.end': 'Та биш юм уу, эсвэл бодлоо өөрчилсөн үү? Юу ч бүү хийгээрэй, бид бичихгүй.',
  'invitation.subject': 'Манай багт тавтай морил – {business}',
  'invitation.hello': '{name}, таны суудал бэлэн.',
  'invitation.body': 'Холбоосыг нээгээд нууц үгээ сонгоход л болно. Нэг удаа ажиллана.',
  'invitation.button': 'Орох',
  'invitation.end': 'Үүнийг хүлээгээгүй юу? Тэгвэл юу ч бүү хийгээрэй.',
  'password_reset.subject': 'Regulars-ийн шинэ нууц үг – {business}',
  'password_reset.hello': 'Мартсан уу? Зүгээр ээ.',
  'password_reset.body':
    'Энэ холбоосоор шинэ нууц үг сонгоорой. Нэг удаа, нэг цаг хүчинтэй, бусад бүх газраас гарна.',
  'password_reset.button': 'Шинэ нууц үг сонгох',
  'password_reset.end': 'Та хүсээгүй юу? Тэгвэл юу ч бүү хийгээрэй: нууц үг тань хэвээр үлдэнэ.',
}
