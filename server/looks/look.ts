import { z } from 'zod'
import { businessOf } from '../businesses/businesses.ts'
import { tell } from '../journal/journal.ts'
import { statement, type Tx } from '../platform/database.ts'
import { Refused } from '../platform/errors.ts'
import type { Actor } from '../platform/http.ts'
import { idOf, type PictureId, showMaybe } from '../platform/ids.ts'
import { type Colours, coloursOf } from './colours.ts'
import { type Outline, outlineOf } from './outline.ts'
import { addressOf, pictureUse } from './pictures.ts'
import { ready } from './ready.ts'

const stamps = ['cup', 'scissors', 'leaf', 'bag', 'bed', 'star', 'logo'] as const
type Stamp = (typeof stamps)[number]

/** What the owner says about it. */
export const lookWish = z.strictObject({
  colour: z
    .string()
    .regex(/^#[0-9a-fA-F]{6}$/, { error: 'must be a colour like #F2B705' })
    .transform((colour) => colour.toUpperCase())
    .meta({ example: '#F2B705' }),
  stamp: z.enum(stamps).describe('What a stamp looks like; `logo` is her one-colour logo.'),
  logo: idOf('picture').nullable().default(null).describe('A picture of the business.'),
  serif: z.boolean().default(false).describe('Whether its name is set in a serif.'),
})
type LookWish = z.output<typeof lookWish>

/** The look as every screen and every paper takes it. */
export interface Look extends Colours {
  colour: string
  logo: string | null
  logoId: string | null
  stamp: Stamp
  serif: boolean
  nameSvg: { paths: string[]; viewBox: string } | null
}

interface Row {
  colour: string
  colours: Colours
  stamp: Stamp
  logoId: PictureId | null
  serif: boolean
  outline: Outline | null
}

const selectLook = statement<Row>(
  'looks.select',
  `select colour, colours, stamp, logo_id as "logoId", serif, outline from looks where business_id = $1`,
)

/** How the business of the transaction looks: as it was saved, or as its trade usually does. */
export async function lookOf(tx: Tx): Promise<Look> {
  const [[row], business] = await Promise.all([tx.rows(selectLook, [tx.businessId]), businessOf(tx)])
  if (row) return shown(row, tx.businessId, business.name)
  const { colour, stamp } = ready[business.trade]
  const colours = coloursOf(colour)
  return shown({ colour, colours, stamp, logoId: null, serif: false, outline: null }, tx.businessId, '')
}

function shown(row: Row, businessId: string, name: string): Look {
  const { colour, colours, stamp, logoId, serif } = row
  // The business was given another name since: outlined anew until the look is saved next time.
  const outline = serif && row.outline?.name !== name ? outlineOf(name) : row.outline
  return {
    colour,
    ...colours,
    stamp,
    logo: logoId && addressOf(businessId, logoId),
    logoId: showMaybe('picture', logoId),
    serif,
    nameSvg: outline && { paths: outline.paths, viewBox: outline.viewBox },
  }
}

const selectLogo = statement<{ seeThrough: boolean }>(
  'looks.select_logo',
  'select see_through as "seeThrough" from pictures where business_id = $1 and picture_id = $2 for key share',
)
const upsertLook = statement(
  'looks.upsert',
  `insert into looks (business_id, colour, colours, stamp, logo_id, serif, outline)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (business_id) do update set colour = excluded.colour, colours = excluded.colours,
     stamp = excluded.stamp, logo_id = excluded.logo_id, serif = excluded.serif, outline = excluded.outline,
     updated_at = now()`,
)

/** Saves the look: colours are worked out and the name outlined here, once. */
export async function saveLook(tx: Tx, wish: LookWish, actor: Actor): Promise<Look> {
  const { colour, stamp, logo: logoId, serif } = wish
  const [logo] = logoId ? await tx.rows(selectLogo, [tx.businessId, logoId]) : []
  if (logoId && !logo) throw new Refused('not_found', undefined, { field: 'logo' })
  if (stamp === 'logo' && !logo?.seeThrough)
    throw new Refused('look.stamp_needs_logo', undefined, { field: 'stamp' })
  const { name } = await businessOf(tx)
  const outline = serif ? outlineOf(name) : null
  const row: Row = { colour, colours: coloursOf(colour), stamp, logoId, serif, outline }
  tx.write(upsertLook, [
    tx.businessId,
    colour,
    JSON.stringify(row.colours),
    stamp,
    logoId,
    serif,
    outline && JSON.stringify(outline),
  ])
  tell(tx, {
    what: 'look.changed',
    actor,
    subject: { kind: 'business', id: tx.businessId },
    facts: { colour, stamp, serif, logo: showMaybe('picture', logoId) },
  })
  await tx.settled()
  return shown(row, tx.businessId, name)
}

pictureUse(
  statement<{ id: PictureId }>(
    'looks.pictures_used',
    'select logo_id as id from looks where business_id = $1 and logo_id = any($2)',
  ),
)
