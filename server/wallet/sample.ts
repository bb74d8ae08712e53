import { businessOf } from '../businesses/businesses.ts'
import { logoAsPng, lookOf } from '../looks/looks.ts'
import type { Tx } from '../platform/database.ts'
import { type Content, inEach } from './content.ts'
import { words } from './words.ts'

/** A card of nobody, so that the owner sees her own colours and logo in Wallet before any customer does. */
export async function sampleParts(tx: Tx): Promise<{ content: Content; logo: Buffer | null }> {
  const [{ name, language }, look, logo] = [await businessOf(tx), await lookOf(tx), await logoAsPng(tx)]
  const { fill, on, stamp, logo: address } = look
  const content: Content = {
    ...{ business: name, language, look: { fill, on, stamp, logo: address } },
    descriptions: inEach((one) => words[one].sample),
    places: inEach((one) => {
      const say = words[one]
      return {
        header: [{ key: 'sample', label: '', value: say.sample }],
        primary: [],
        secondary: [
          { key: 'next', label: say.next, value: say.sample_reward },
          { key: 'missing', label: say.missing, value: 3 },
        ],
        auxiliary: [{ key: 'name', label: say.name, value: say.sample_name }],
        back: [{ key: 'code', label: say.code, value: say.code_is }],
      }
    }),
    // Nobody's number: a till that scans it finds no card.
    code: { text: 'SAMPLE', shown: words[language].sample },
    ...{ stamps: { has: 7, size: 10 }, points: null, voided: false },
  }
  return { content, logo }
}
