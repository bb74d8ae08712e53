/**
 * Papers: what a shop prints. What always holds: a page is exactly the size that it says; its text is real text in the
 * house's letters, in four languages; its code leads to joining this business; the gift it names is the one that the
 * programme in force gives.
 */
export { type Paper, paperOf } from './paper.ts'
export { drawPoster } from './poster.ts'
export { drawStampCards } from './stampCards.ts'
