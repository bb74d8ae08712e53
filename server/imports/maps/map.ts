import { z } from 'zod'
import { businessFields } from '../../businesses/businesses.ts'
import { encodings } from '../reading/encoding.ts'
import { separators } from '../reading/separated.ts'
import { isDateFormat } from '../values/moments.ts'

/** A column by its heading (capitals and spaces around it don't matter), or by its number from 1. */
const column = z.union([z.string().trim().min(1).max(200), z.int().min(1).max(1_000)])
export type Column = z.output<typeof column>

const file = z
  .strictObject({
    separator: z.enum(separators),
    encoding: z.enum(encodings),
    sheet: z.string().max(100),
    /** false: the first row is data already, and columns are named by number. */
    heading: z.boolean(),
    decimal: z.enum(['.', ',', 'either']),
  })
  .partial()

const date = z
  .string()
  .max(40)
  .refine(isDateFormat, { error: 'must be iso, or name year, month and day, like d/M/yyyy H:mm' })
  .default('iso')
/** Whose ids the customers' external ids are; empty: the shop's own. */
const source = z.string().trim().max(50).default('')
export const mapName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, {
  error: 'must be small letters, digits and hyphens',
})

const keys = z
  .strictObject({ externalId: column, card: column, email: column, phone: column })
  .partial()
  .refine((given) => Object.keys(given).length > 0, { error: 'must name a column' })

/** What lines of a code are: goods, a fee, a discount on their purchase, or nothing of interest. */
const codeMeans = z.enum(['goods', 'fee', 'discount', 'skip'])
export type CodeMeaning = z.output<typeof codeMeans>

export const purchasesMap = z
  .strictObject({
    kind: z.literal('purchases'),
    name: mapName.optional(),
    file: file.default({}),
    columns: z.strictObject({
      /** The number of the receipt: its rows are one purchase. Without it each row is one. */
      purchase: column.optional(),
      occurredAt: column,
      customer: keys.optional(),
      sku: column.optional(),
      name: column.optional(),
      category: column.optional(),
      brand: column.optional(),
      quantity: column.optional(),
      unitPrice: column.optional(),
      /** What the whole row came to: needed where there is no price of one. */
      total: column.optional(),
      discount: column.optional(),
      country: column.optional(),
      currency: column.optional(),
    }),
    date,
    /** The currency of the amounts; it must be the business's. */
    currency: businessFields.currency.optional(),
    source,
    /** Where customers made by the import are said to come from. */
    acquisition: z.string().trim().min(1).max(200).optional(),
    returns: z
      .strictObject({
        /** Receipts whose number begins so take earlier purchases back. */
        prefix: z.string().min(1).max(20),
        /** Rows below zero take back, whatever their number. */
        negativeQuantity: z.boolean(),
      })
      .partial()
      .default({}),
    /** Receipts whose number begins so are no purchases. */
    setAside: z
      .array(z.strictObject({ prefix: z.string().min(1).max(20), because: z.string().max(200) }))
      .default([]),
    codes: z.record(z.string().max(120), codeMeans).default({}),
    /** Rows that are the same in every column. Two of the same on one receipt are usual, so they are kept. */
    duplicates: z.enum(['keep', 'drop']).default('keep'),
    /** Rows that cost nothing. */
    nothingPaid: z.enum(['keep', 'skip']).default('skip'),
    /** Purchases of nobody known: kept without a customer. */
    guests: z.enum(['keep', 'skip']).default('keep'),
    /** Customers made by the import get the joining gift of today's programme. */
    joiningGift: z.boolean().default(false),
  })
  .refine(({ columns }) => columns.unitPrice !== undefined || columns.total !== undefined, {
    error: 'must name a column for unitPrice or for total',
    path: ['columns'],
  })
export type PurchasesMap = z.output<typeof purchasesMap>

export const customersMap = z.strictObject({
  kind: z.literal('customers'),
  name: mapName.optional(),
  file: file.default({}),
  columns: z
    .strictObject({
      ...keys.shape,
      givenName: column,
      familyName: column,
      name: column,
      language: column,
      birthday: column,
      joinedAt: column,
      acquisition: column,
      /** A balance from elsewhere: given once, when the customer is made. */
      points: column,
    })
    .partial()
    .refine((given) => ['externalId', 'card', 'email', 'phone'].some((key) => key in given), {
      error: 'must name a column for externalId, card, email or phone: by it a second run knows the customer',
    }),
  date,
  source,
  joiningGift: z.boolean().default(false),
})
export type CustomersMap = z.output<typeof customersMap>

export const productsMap = z.strictObject({
  kind: z.literal('products'),
  name: mapName.optional(),
  file: file.default({}),
  columns: z.strictObject({
    sku: column,
    name: column.optional(),
    category: column.optional(),
    brand: column.optional(),
    unitPrice: column.optional(),
  }),
  currency: businessFields.currency.optional(),
  /** Codes that are no products. */
  skip: z.array(z.string().max(120)).default([]),
})
export type ProductsMap = z.output<typeof productsMap>

export const importMap = z.discriminatedUnion('kind', [purchasesMap, customersMap, productsMap])
export type ImportMap = z.output<typeof importMap>
export type ImportKind = ImportMap['kind']
export const importKinds = ['customers', 'products', 'purchases'] as const
