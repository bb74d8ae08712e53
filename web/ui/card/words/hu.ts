import type { en } from './en.ts'

export const hu: Record<keyof typeof en, string> = {
  show: 'Mutasd fizetéskor',
  fresh: 'Percenként új kód',
  code: 'A kártyád kódja',
  stamped: '{has, plural, one {# pecsét} other {# pecsét}} a {size} közül',
}
