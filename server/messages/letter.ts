import type { Language } from '../platform/refusals.ts'
import { en } from './words/en.ts'
import { hu } from './words/hu.ts'
import { hy } from './words/hy.ts'
import { mn } from './words/mn.ts'

/** A message as it leaves the house: always with plain text. */
export interface Letter {
  to: string
  /** The name in the sender's line: the business's. */
  from: string
  subject: string
  text: string
  html: string
}

export type LetterKind = 'one_time_code' | 'confirm_consent' | 'invitation' | 'password_reset'
const words: Record<Language, Record<string, string>> = { en, hu, hy, mn }

export interface Writing {
  kind: LetterKind
  language: Language
  to: string
  business: string
  /** The business's colour and what is legible on it. */
  fill: string
  on: string
  /** Values of the words: `code`, `what`, `name`. */
  params: Readonly<Record<string, string>>
  /** Where the button leads, if there is one. */
  link?: string | undefined
}

/** Pure: writes a letter. One column, no pictures, a button in the business's colour; the same in plain text. */
export function writeLetter({ kind, language, to, business, fill, on, params, link }: Writing): Letter {
  const said = (part: string) => fillIn(words[language][`${kind}.${part}`] ?? '', { ...params, business })
  const [subject, hello, body, button, end] = ['subject', 'hello', 'body', 'button', 'end'].map(said)
  const code = params.code
  const text = [hello, body, code ?? link, end, business].filter(Boolean).join('\n\n')
  const html = [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${safe(subject!)}</title></head>`,
    '<body style="margin:0;background:#f3f5f4;color:#13201e;font:16px/24px system-ui,sans-serif">',
    '<div style="max-width:480px;margin:0 auto;padding:32px 20px">',
    `<div style="background:${fill};color:${on};border-radius:14px 14px 0 0;padding:16px 24px;font-weight:600;font-size:20px">${safe(business)}</div>`,
    '<div style="background:#ffffff;border-radius:0 0 14px 14px;padding:24px">',
    `<p style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${safe(hello!)}</p>`,
    `<p style="margin:0 0 20px">${safe(body!)}</p>`,
    code &&
      `<p style="margin:0 0 20px;font-size:32px;line-height:40px;font-weight:600;letter-spacing:.12em">${safe(code)}</p>`,
    link &&
      `<p style="margin:0 0 20px"><a href="${safe(link)}" style="display:inline-block;background:${fill};color:${on};text-decoration:none;font-weight:600;padding:14px 24px;border-radius:10px">${safe(button!)}</a></p>`,
    `<p style="margin:0;color:#465652;font-size:14px;line-height:20px">${safe(end!)}</p>`,
    '</div></div></body></html>',
  ]
  return { to, from: business, subject: subject!, text: `${text}\n`, html: html.filter(Boolean).join('\n') }
}

function fillIn(text: string, params: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole)
}

function safe(text: string): string {
  const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!)
}
