import type { Look } from '../card/look.ts'
import { type Outline, outlines } from '../card/Shape.tsx'

const LARGEST_BYTES = 8 * 1_048_576
const SIDE = 1_600
const taken = ['image/png', 'image/jpeg', 'image/webp']

/** What a person may pick; the server takes the first three. */
export const pickable = [...taken, 'image/svg+xml', 'image/heic', 'image/avif'].join(',')

/**
 * A picked file as the server takes it: what it doesn't know or is too large is drawn anew here. An SVG is drawn in this
 * browser, which runs no script of it, and never leaves it.
 */
export async function prepared(file: File): Promise<Blob> {
  if (taken.includes(file.type) && file.size <= LARGEST_BYTES) return file
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const { width, height } = sizeOf(image)
    return await drawn(width, height, (context) => context.drawImage(image, 0, 0, width, height))
  } catch {
    // Not a picture for this browser either: the server says so in words.
    return file
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** An SVG may say no size: then it is as large as we show it. */
function sizeOf({ naturalWidth, naturalHeight }: HTMLImageElement): { width: number; height: number } {
  const [width, height] = [naturalWidth || SIDE, naturalHeight || SIDE]
  const scale = SIDE / Math.max(width, height)
  return { width: Math.round(width * scale), height: Math.round(height * scale) }
}

const DRAWING = 600

/** A ready drawing in the business's colours, as a picture. */
export function drawing(of: Outline, look: Look): Promise<Blob> {
  return drawn(DRAWING, DRAWING, (context) => {
    context.fillStyle = look.tintLight
    context.fillRect(0, 0, DRAWING, DRAWING)
    context.strokeStyle = look.textLight
    context.lineCap = 'round'
    context.lineJoin = 'round'
    context.lineWidth = 1.5
    context.setTransform(16, 0, 0, 16, (DRAWING - 384) / 2, (DRAWING - 384) / 2)
    context.stroke(new Path2D(outlines[of]))
  })
}

async function drawn(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Blob> {
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  draw(canvas.getContext('2d')!)
  const { promise, resolve, reject } = Promise.withResolvers<Blob>()
  canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('the canvas gave nothing'))), 'image/png')
  return promise
}
