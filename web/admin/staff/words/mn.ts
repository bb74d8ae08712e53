import type { en } from './en.ts'

export const mn: Record<keyof typeof en, string> = {
  'link.mailed': 'И-мэйлээр ч илгээсэн: {email}',
  'link.again': 'Дахин урих',
  'link.again.of': 'Дахин урих: {name}',
  'link.back': 'Холбоосыг цуцлах',
  'link.back.of': 'Холбоосыг цуцлах: {name}',
  'link.back.done': 'Холбоос ажиллахаа больсон: {name}',
  'link.until': 'уригдсан; холбоос {when} хүртэл ажиллана',
  'link.over': 'уригдсан, гэвч холбоос ажиллахаа больсон',
}
