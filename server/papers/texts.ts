import type { Language } from '../platform/refusals.ts'

interface Texts {
  title: string
  scan: string
  quick: string
}

/** What stands on a poster besides the programme's own sentences. */
export const texts: Record<Language, Texts> = {
  en: {
    title: 'Be a regular here.',
    scan: 'Point your phone’s camera at the code.',
    quick: 'Twenty seconds, no app.',
  },
  hu: {
    title: 'Légy törzsvendég nálunk!',
    scan: 'Irányítsd a kódra a telefonod kameráját.',
    quick: 'Húsz másodperc, alkalmazás nélkül.',
  },
  hy: {
    title: 'Դարձեք մեր մշտական հաճախորդը։',
    scan: 'Ուղղեք հեռախոսի տեսախցիկը կոդին։',
    quick: 'Քսան վայրկյան, առանց հավելվածի։',
  },
  mn: {
    title: 'Манай байнгын үйлчлүүлэгч болоорой.',
    scan: 'Утасныхаа камерыг код руу чиглүүлээрэй.',
    quick: 'Хорин секунд, апп хэрэггүй.',
  },
}
