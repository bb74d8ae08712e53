/**
 * Looks: what a business looks like to its customers, and its pictures.
 *
 * What always holds: everything written in or on the business's colour can be read, in light and in dark; a picture is
 * never served as it was uploaded, only as we encoded it; whoever doesn't know a picture's address can't guess it.
 */
export { type Look, lookOf } from './look.ts'
export { logoAsPng, pictureUse, requirePicture, sweepPictures } from './pictures.ts'
export { prints } from './prints.ts'
export { fontPath, runsOf, type Typeface } from './typeface.ts'
