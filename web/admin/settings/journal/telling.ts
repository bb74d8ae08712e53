import type { Entry } from '../../../api/settings.ts'
import type { Say } from '../../../ui/words.tsx'
import { words } from '../words/words.ts'

/** What the journal can be filtered by. */
export const nouns = [
  ...(['purchase', 'points', 'tier', 'reward', 'redemption', 'voucher', 'gift_card', 'programme'] as const),
  ...(['customer', 'consent', 'note', 'card', 'message', 'bulk', 'attribute', 'filter'] as const),
  ...(['staff', 'api_key', 'approval', 'till', 'conflict'] as const),
  ...(['business', 'location', 'look', 'wallet', 'picture', 'product', 'import', 'export'] as const),
] as const

type Key = keyof (typeof words)['en']

/** What happened, in plain words: the noun and what was done. */
export function happened({ what }: Entry, say: Say<Key>): string {
  const [noun = '', verb = ''] = what.split('.')
  const known = nouns.find((one) => one === noun || `${one}s` === noun)
  const done = `verb.${verb}`
  // What a newer version or a bug has written stays legible, if not fine.
  return known && done in words.en ? `${say(`noun.${known}`)}: ${say(done as Key)}` : what
}

/** What of its facts says most: a name, an amount, a role. */
export function detailOf({ facts }: Entry): string {
  if (!facts) return ''
  const { name, key, fileName, amount, reason, before, after, number, file } = facts as Record<
    string,
    unknown
  >
  const said = [name, key, fileName ?? file, number, amount, reason].filter(
    (one) => typeof one === 'string' || typeof one === 'number',
  )
  const change =
    typeof before === 'string' && typeof after === 'string'
      ? [`${before} → ${after}`]
      : after && typeof after === 'object'
        ? [Object.keys(after).join(', ')]
        : []
  return [...said, ...change].join(' · ')
}
