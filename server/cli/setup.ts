import { trades } from '../businesses/businesses.ts'
import { showId } from '../platform/ids.ts'
import { languages } from '../platform/refusals.ts'
import { setUpBusiness, setUpFields } from '../setup.ts'
import { type Call, type Outcome, UsageError } from './command.ts'

export const summary =
  'Set up a business with a first location, a ready programme, a key and its owner’s link'

export const options = {
  name: { type: 'string' },
  trade: { type: 'string' },
  currency: { type: 'string' },
  timezone: { type: 'string' },
  language: { type: 'string' },
  'owner-email': { type: 'string' },
} as const

export const hints = {
  name: 'NAME  what the shop is called',
  trade: trades.join('|'),
  currency: 'CODE  ISO 4217, like HUF',
  timezone: 'ZONE  IANA, like Europe/Budapest',
  language: languages.join('|'),
  'owner-email': 'ADDRESS  of the owner, who signs in with it',
}

export async function run(call: Call): Promise<Outcome> {
  const wish = readWish(call)
  const made = await call.onDatabase((database) =>
    setUpBusiness(database, { ...wish, publicUrl: call.config.publicUrl }),
  )
  const result = {
    businessId: showId('business', made.businessId),
    locationId: showId('location', made.locationId),
    apiKey: made.apiKey,
    ownerUrl: made.ownerUrl,
  }
  return {
    result,
    text: [
      `${wish.name} is set up.`,
      `Business   ${result.businessId}`,
      `Location   ${result.locationId}`,
      `API key    ${result.apiKey}   (shown only now)`,
      `For ${wish.ownerEmail}, good once and for seven days: ${result.ownerUrl}`,
    ].join('\n'),
  }
}

type Wish = Omit<Parameters<typeof setUpBusiness>[1], 'publicUrl'>

/** Reads the switches one by one, so that what is wrong can be said by its switch. */
function readWish({ values }: Call): Wish {
  const wish: Record<string, unknown> = {}
  for (const [field, schema] of Object.entries(setUpFields)) {
    const name = field === 'ownerEmail' ? 'owner-email' : field
    const given = values[name]
    if (given === undefined) throw new UsageError(`--${name} is missing.`)
    const read = schema.safeParse(given)
    if (!read.success) throw new UsageError(`--${name} is "${given}", but ${read.error.issues[0]!.message}.`)
    wish[field] = read.data
  }
  return wish as Wish
}
