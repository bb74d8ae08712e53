import { createHash } from 'node:crypto'
import { ZipFile } from 'yazl'
import { languages } from '../../platform/refusals.ts'
import type { Content, Places, Said } from '../content.ts'
import type { Signer, SignerFacts } from './certificate.ts'
import { picturesOf } from './pictures.ts'
import { signManifest } from './signature.ts'

/** Whose pass it is, and how its phone asks for a newer one; without an address of ours it stays as it is. */
export interface Identified {
  serial: string
  service: { url: string; token: string } | null
}

interface Making extends Identified {
  content: Content
  logo: Buffer | null
  signer: Signer
  facts: SignerFacts
}

/** A pass as Wallet takes it: its files, their digests, and the business's signature over those. */
export async function makePass(making: Making): Promise<Buffer> {
  const { content, logo, signer } = making
  const files = new Map([
    ['pass.json', Buffer.from(JSON.stringify(passJson(making)))],
    ...languages.map((language): [string, Buffer] => [
      `${language}.lproj/pass.strings`,
      Buffer.from(stringsOf(content, language)),
    ]),
    ...(await picturesOf(content, logo)),
  ])
  const manifest = Buffer.from(JSON.stringify(digestsOf(files)))
  files.set('manifest.json', manifest)
  files.set('signature', signManifest(manifest, signer))
  return zipped(files)
}

/** Apple's format asks for SHA-1; what protects it is the signature by SHA-256 over the list. */
function digestsOf(files: Map<string, Buffer>): Record<string, string> {
  const digest = (bytes: Buffer) => createHash('sha1').update(bytes).digest('hex')
  return Object.fromEntries([...files].map(([name, bytes]) => [name, digest(bytes)]))
}

async function zipped(files: Map<string, Buffer>): Promise<Buffer> {
  const archive = new ZipFile()
  // Sizes stand before the bytes: not every reader of passes knows archives that were streamed.
  for (const [name, bytes] of files) archive.addBuffer(bytes, name, { mtime: new Date(315_532_800_000) })
  archive.end()
  const chunks: Buffer[] = []
  for await (const chunk of archive.outputStream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

function passJson({ content, facts, serial, service, logo }: Making): object {
  const { look, business, language, code, voided } = content
  const places = content.places[language]
  return {
    formatVersion: 1,
    passTypeIdentifier: facts.passTypeId,
    teamIdentifier: facts.teamId,
    serialNumber: serial,
    organizationName: business,
    description: content.descriptions[language],
    // A logo that was uploaded mostly has the name in it.
    ...(logo ? {} : { logoText: business }),
    ...{ backgroundColor: rgb(look.fill), foregroundColor: rgb(look.on), labelColor: rgb(look.on) },
    // It says who somebody is: nobody hands it on by a tap.
    sharingProhibited: true,
    ...(voided && { voided: true }),
    ...(service && { webServiceURL: service.url, authenticationToken: service.token }),
    ...(code && {
      barcodes: [
        { format: 'PKBarcodeFormatQR', message: code.text, messageEncoding: 'utf-8', altText: code.shown },
      ],
    }),
    storeCard: {
      headerFields: places.header.map(fieldOf),
      primaryFields: places.primary.map(fieldOf),
      secondaryFields: places.secondary.map(fieldOf),
      auxiliaryFields: places.auxiliary.map(fieldOf),
      backFields: places.back.map(fieldOf),
    },
  }
}

function fieldOf({ key, label, value, now }: Said): object {
  return {
    ...{ key, label, value },
    ...(typeof value === 'number' && { numberStyle: 'PKNumberStyleDecimal' }),
    ...(now && { changeMessage: now }),
  }
}

function rgb(hex: string): string {
  const [r, g, b] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return `rgb(${r}, ${g}, ${b})`
}

/**
 * The texts of a pass in one language, found by what stands in pass.json: a phone that speaks none of ours shows that,
 * in the customer's own language, in place of the name of a key.
 */
function stringsOf(content: Content, language: (typeof languages)[number]): string {
  const [from, to] = [textsOf(content, content.language), textsOf(content, language)]
  const pairs = new Map(from.map((text, index) => [text, to[index]!]))
  pairs.delete('')
  return [...pairs].map(([key, text]) => `${quoted(key)} = ${quoted(text)};\n`).join('')
}

function textsOf({ places, descriptions }: Content, language: (typeof languages)[number]): string[] {
  const all = Object.values(places[language] satisfies Places).flat() as Said[]
  const said = all.flatMap(({ label, value, now }) => [label, String(value), now ?? ''])
  return [descriptions[language], ...said]
}

function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
  return `"${escaped}"`
}
