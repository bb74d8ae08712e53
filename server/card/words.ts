import type { Language } from '../platform/refusals.ts'
import type { Purpose } from './setting.ts'

/**
 * What a customer agrees to, word for word as she saw it: these are kept with her answer, so that they stand here, where
 * the answer is written down, and come to the screen from here. A changed wording is a new one; old answers keep theirs.
 */
const wordings: Record<Purpose, Record<Language, string>> = {
  marketing: {
    en: 'Yes, write to me, twice a month at most.',
    hu: 'Igen, írjatok, havonta legfeljebb kétszer.',
    hy: 'Այո, գրեք ինձ, ամսական առավելագույնը երկու անգամ։',
    mn: 'Тийм, сард хоёроос илүүгүй удаа бичээрэй.',
  },
  surveys: {
    en: 'Yes, ask me now and then how it was.',
    hu: 'Igen, néha kérdezzétek meg, milyen volt.',
    hy: 'Այո, երբեմն հարցրեք, թե ինչպես էր։',
    mn: 'Тийм, хааяа ямар байсныг асуугаарай.',
  },
}

export function wordingOf(purpose: Purpose, language: Language): string {
  return wordings[purpose][language]
}
