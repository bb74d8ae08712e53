import { Refused } from '../../platform/errors.ts'

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1250', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** Code points of windows-1250 that Hungarian needs (Ő Ű ő ű); in windows-1252 they are Õ Û õ û, which it never has. */
const hungarian = new Set([0xd5, 0xdb, 0xf5, 0xfb])
/** Bytes that are letters of central Europe in windows-1250 and signs in windows-1252: Ľ Ś Š Ť Ž ľ ś š ť ž Ł Ą Ż ł ą ż. */
const central = new Set([0x8c, 0x8d, 0x8f, 0x9c, 0x9d, 0x9f, 0xa3, 0xa5, 0xaf, 0xb3, 0xb9, 0xbc, 0xbe, 0xbf])
/** Letters of western Europe that windows-1250 has other letters for: À Ã È Ì Ñ Ò Ù à ã è ì ñ ò ù. */
const western = new Set([0xc0, 0xc3, 0xc8, 0xcc, 0xd1, 0xd2, 0xd9, 0xe0, 0xe3, 0xe8, 0xec, 0xf1, 0xf2, 0xf9])

/**
 * Finds a text's encoding: by its mark, by where its zeros are, as UTF-8 when every byte of it is, else as one of the
 * two code pages that old tills write. It reads the whole text, as the one accent may stand in the last row.
 */
export class EncodingSearch {
  #marked: Encoding | undefined
  #utf8: TextDecoder | undefined = new TextDecoder('utf-8', { fatal: true })
  #first = true
  #votes1250 = 0
  #votes1252 = 0

  add(bytes: Uint8Array): void {
    if (this.#first) this.#marked = markOf(bytes) ?? zerosOf(bytes)
    this.#first = false
    if (this.#marked) return
    try {
      this.#utf8?.decode(bytes, { stream: true })
    } catch {
      this.#utf8 = undefined
    }
    if (!this.#utf8) this.#vote(bytes)
  }

  result(): Encoding {
    if (this.#marked) return this.#marked
    try {
      this.#utf8?.decode()
    } catch {
      this.#utf8 = undefined
    }
    if (this.#utf8) return 'utf-8'
    return this.#votes1250 > this.#votes1252 ? 'windows-1250' : 'windows-1252'
  }

  #vote(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (byte < 0x80) continue
      if (hungarian.has(byte)) this.#votes1250 += 2
      else if (central.has(byte)) this.#votes1250 += 1
      else if (western.has(byte)) this.#votes1252 += 1
    }
  }
}

function markOf(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return undefined
}

/** UTF-16 without a mark: every other byte of ordinary text is zero. */
function zerosOf(bytes: Uint8Array): Encoding | undefined {
  const head = bytes.subarray(0, 2_000)
  let even = 0
  let odd = 0
  for (const [index, byte] of head.entries()) {
    if (byte !== 0) continue
    if (index % 2 === 0) even += 1
    else odd += 1
  }
  const most = head.length / 4
  if (odd > most && even < odd / 4) return 'utf-16le'
  if (even > most && odd < even / 4) return 'utf-16be'
  return undefined
}

/** Turns a stream of bytes into text; refuses bytes that the encoding doesn't have. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk, { stream: true })
      if (text !== '') yield text
    }
    const rest = decoder.decode()
    if (rest !== '') yield rest
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Refused('import.file_unreadable', `The file is not ${encoding}: name its encoding in the map.`)
  }
}
