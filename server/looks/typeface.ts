import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'

/** Letters that come in several files, one a script: the first that has a letter gives it. */
export interface Typeface {
  files: readonly string[]
}

/** A piece of a text that one file can write; undefined where no file has the letter. */
export interface Run {
  font: fontkit.Font | undefined
  /** Of the package that it comes from. */
  file: string | undefined
  text: string
}

const resolve = createRequire(import.meta.url).resolve
const opened = new Map<string, fontkit.Font>()

/** The text in pieces of one font each. A space goes with what stands before it. */
export function runsOf({ files }: Typeface, text: string): Run[] {
  const runs: Run[] = []
  for (const letter of text.normalize('NFC')) {
    const last = runs.at(-1)
    const point = letter.codePointAt(0)!
    if (last?.font?.hasGlyphForCodePoint(point)) last.text += letter
    else {
      const file = files.find((one) => openFont(one).hasGlyphForCodePoint(point))
      runs.push({ font: file === undefined ? undefined : openFont(file), file, text: letter })
    }
  }
  return runs
}

/** Where a font's file lies on this machine. */
export function fontPath(file: string): string {
  return resolve(file)
}

function openFont(file: string): fontkit.Font {
  const known = opened.get(file)
  if (known) return known
  const font = fontkit.create(readFileSync(fontPath(file))) as fontkit.Font
  opened.set(file, font)
  return font
}
