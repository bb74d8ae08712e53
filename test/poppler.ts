import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { apt } from './chromium.ts'

/** A page of a PDF as a picture, its size in points, and its text: read by Poppler, which knows nothing of us. */
export interface Read {
  png: Buffer
  pages: number
  width: number
  height: number
  text: string
}

export function readPdf(pdf: Buffer, { dpi = 150 }: { dpi?: number } = {}): Read {
  const folder = mkdtempSync(join(tmpdir(), 'regulars-pdf-'))
  try {
    const file = join(folder, 'a.pdf')
    writeFileSync(file, pdf)
    poppler('pdftoppm', '-png', '-r', String(dpi), '-singlefile', file, join(folder, 'a'))
    const facts = poppler('pdfinfo', file)
    const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(facts) ?? []
    return {
      png: readFileSync(join(folder, 'a.png')),
      pages: Number(/Pages:\s+(\d+)/.exec(facts)?.[1]),
      width: Number(width),
      height: Number(height),
      text: poppler('pdftotext', '-layout', file, '-'),
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function poppler(program: string, ...args: string[]): string {
  let done = spawnSync(program, args, { encoding: 'utf8' })
  if (done.error && 'code' in done.error && done.error.code === 'ENOENT') {
    if (process.getuid?.() !== 0)
      throw new Error('The PDF tests need Poppler: sudo apt-get install poppler-utils')
    process.stderr.write('Installing Poppler for the PDF tests with apt-get; this takes a moment.\n')
    apt('update')
    apt('install', '--yes', '--no-install-recommends', 'poppler-utils')
    done = spawnSync(program, args, { encoding: 'utf8' })
  }
  if (done.status !== 0) throw new Error(`${program}: ${done.stderr}`)
  return done.stdout
}
