import { z } from 'zod'

export const PKPASS = 'application/vnd.apple.pkpass'

const MOST = 40_000
const pem = (what: string) => z.string().max(MOST).optional().describe(what)

export const appleWish = z
  .strictObject({
    p12: z
      .string()
      .max(MOST)
      .regex(/^[A-Za-z0-9+/\s]+={0,2}\s*$/, { error: 'must be base64' })
      .optional()
      .describe('The .p12 file from the keychain, in base64.'),
    certificate: pem('Or: the certificate as PEM…'),
    key: pem('…and its private key as PEM.'),
    password: z.string().max(200).optional().describe('What the file or the key is locked with.'),
    chain: pem(
      'The certificates between it and the root (Apple: WWDR) as PEM or, one, as DER in base64; unless they are in the file.',
    ),
    passTypeId: z
      .string()
      .trim()
      .max(155)
      .optional()
      .describe('Must be the one in the certificate, which also gives it.'),
    teamId: z.string().trim().max(40).optional().describe('Likewise.'),
  })
  .refine(({ p12, certificate }) => p12 !== undefined || certificate !== undefined, {
    error: 'must be given, or a certificate as PEM',
    path: ['p12'],
  })
  .refine(({ certificate, key }) => certificate === undefined || key !== undefined, {
    error: 'must be given with a certificate',
    path: ['key'],
  })

export const googleWish = z.strictObject({
  issuerId: z
    .string()
    .trim()
    .regex(/^\d{5,25}$/, { error: 'must be a number as Google shows it' }),
  account: z.string().max(MOST).describe('The JSON file of the service account’s key, as a text.'),
})

const states = ['missing', 'ready', 'expiring', 'expired', 'lost'] as const
const apple = z.object({
  state: z.enum(states),
  passTypeId: z.string().nullable(),
  teamId: z.string().nullable(),
  name: z.string().nullable().describe('Whom the certificate names.'),
  issuer: z.string().nullable().describe('Who signed it.'),
  validFrom: z.string().nullable(),
  validUntil: z.string().nullable(),
  trial: z
    .boolean()
    .describe('It was not Apple that signed it: good for trying out, no iPhone takes such a pass.'),
  updates: z
    .boolean()
    .describe('Whether phones hear of changes: only where the installation is reached by HTTPS.'),
  passes: z.int().describe('How many cards are kept in it.'),
  problem: z.string().nullable().describe('What was last wrong with telling a phone.'),
})
const google = z.object({
  state: z.enum(['missing', 'ready', 'lost']),
  issuerId: z.string().nullable(),
  account: z.string().nullable(),
  passes: z.int(),
  problem: z.string().nullable(),
})
export const walletShown = z.object({ apple, google })
export type WalletShown = z.output<typeof walletShown>
