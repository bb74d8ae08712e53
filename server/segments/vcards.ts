import type { CustomerShown } from '../customers/customers.ts'

/** Customers as vCard 4.0 (RFC 6350), for the address book of a phone. */
export async function* vcards(customers: AsyncIterable<CustomerShown>): AsyncGenerator<Buffer> {
  for await (const customer of customers) yield Buffer.from(vcard(customer))
}

function vcard({
  id,
  name,
  familyName,
  givenName,
  nickname,
  phones,
  emails,
  birthday,
  language,
}: CustomerShown) {
  const shown = name || phones[0]?.value || emails[0]?.value || id
  const lines = [
    'BEGIN:VCARD',
    'VERSION:4.0',
    `UID:${id}`,
    `FN:${text(shown)}`,
    `N:${text(familyName ?? '')};${text(givenName ?? '')};;;`,
    ...(nickname ? [`NICKNAME:${text(nickname)}`] : []),
    ...phones.map(({ value }) => `TEL;VALUE=uri:tel:${value}`),
    ...emails.map(({ value }) => `EMAIL:${text(value)}`),
    // §4.3.1: 19900531, or --0531 where the year is nobody's business.
    ...(birthday
      ? [
          `BDAY:${birthday.startsWith('--') ? `--${birthday.slice(2).replace('-', '')}` : birthday.replaceAll('-', '')}`,
        ]
      : []),
    ...(language ? [`LANG:${language}`] : []),
    'END:VCARD',
  ]
  return `${lines.flatMap(folded).join('\r\n')}\r\n`
}

/** §3.4: commas, semicolons, backslashes and ends of lines are escaped. */
function text(value: string): string {
  return value.replace(/[\\,;]/g, '\\$&').replace(/\r?\n/g, '\\n')
}

/** §3.2: lines of at most 75 octets, never cut inside a letter. */
function folded(line: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const letter of line) {
    if (Buffer.byteLength(part + letter) > 74) {
      parts.push(part)
      part = ' '
    }
    part += letter
  }
  return [...parts, part]
}
