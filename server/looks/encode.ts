import { type JsColorType, type ResizeFit, Transformer } from '@napi-rs/image'
import { Refused } from '../platform/errors.ts'
import { headerOf } from './header.ts'

/** A picture as it is kept: one to look at and one for lists. */
export interface Encoded {
  width: number
  height: number
  seeThrough: boolean
  large: Buffer
  small: Buffer
}

const LARGE = 1_200
const SMALL = 240
const QUALITY = 82
/** A phone's 48 megapixels are let in; four bytes each are 200 MB while they are worked on. */
const MOST_PIXELS = 50_000_000
const MOST_A_SIDE = 12_000
/** `ResizeFit.Inside` of the library, whose enums are types only: as large as fits, nothing cut off. */
const INSIDE = 2 as ResizeFit
const RGBA = 3 as JsColorType

// One at a time: two such pictures at once would need twice the memory, and nobody waits long.
let before: Promise<unknown> = Promise.resolve()

/**
 * Encodes a picture anew: turned as its camera was held, its first frame, nothing of where, when and by what it was
 * taken. The work is done on a thread beside the event loop.
 */
export function encode(bytes: Buffer): Promise<Encoded> {
  const header = headerOf(bytes)
  if (!header) throw new Refused('picture.not_one', undefined, { field: 'body' })
  const { width, height } = header
  if (width === 0 || height === 0) throw new Refused('picture.broken', undefined, { field: 'body' })
  if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_A_SIDE)
    throw new Refused('picture.too_many_pixels', undefined, { field: 'body', params: { width, height } })
  const done = before.then(() => work(bytes))
  before = done.catch(() => undefined)
  return done
}

async function work(bytes: Buffer): Promise<Encoded> {
  try {
    const turned = await new Transformer(bytes).rotate().png({ compressionType: 1 as never })
    const large = await fitted(turned, LARGE)
    const small = await fitted(large, SMALL)
    const { width, height } = await new Transformer(large).metadata()
    return { width, height, large, small, seeThrough: await isSeeThrough(small) }
  } catch {
    throw new Refused('picture.broken', undefined, { field: 'body' })
  }
}

async function fitted(bytes: Buffer, side: number): Promise<Buffer> {
  const picture = new Transformer(bytes)
  const { width, height } = await picture.metadata()
  if (Math.max(width, height) > side) picture.resize({ width: side, height: side, fit: INSIDE })
  return picture.webp(QUALITY)
}

async function isSeeThrough(bytes: Buffer): Promise<boolean> {
  const picture = new Transformer(bytes)
  const { colorType } = await picture.metadata()
  if (colorType !== RGBA) return false
  const pixels = await picture.rawPixels()
  for (let at = 3; at < pixels.length; at += 4) if (pixels[at]! < 128) return true
  return false
}
