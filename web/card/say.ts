/**
 * Says an ICU message, as much of the syntax as the card needs: `{name}` and
 * `{count, plural, one {…} other {…}}` with `#` inside, nested. The whole of intl-messageformat is half of what the card
 * may weigh; a test says every word of the card by both and wants the same.
 */
export type Params = Readonly<Record<string, string | number>>

export function sayMessage(message: string, params: Params, write: (value: number) => string): string {
  // What is put in may end in a full stop of its own, as Hungarian days do: a sentence ends in one.
  return said(message, params, write, undefined).replace(/(?<!\.)\.\.(?=\s|$)/g, '.')
}

function said(
  message: string,
  params: Params,
  write: (value: number) => string,
  count: number | undefined,
): string {
  let text = ''
  for (let at = 0; at < message.length; at += 1) {
    const sign = message[at]!
    if (sign === '#' && count !== undefined) text += write(count)
    else if (sign !== '{') text += sign
    else {
      const end = closing(message, at)
      text += placed(message.slice(at + 1, end), params, write)
      at = end
    }
  }
  return text
}

function placed(inside: string, params: Params, write: (value: number) => string): string {
  const [name = '', kind] = inside.split(',', 2).map((part) => part.trim())
  const value = params[name] ?? ''
  if (kind === undefined) return typeof value === 'number' ? write(value) : value
  const choices = inside.slice(inside.indexOf(',', inside.indexOf(',') + 1) + 1)
  const count = Number(value)
  const chosen =
    Math.abs(count) === 1 ? (choice(choices, 'one') ?? choice(choices, 'other')) : choice(choices, 'other')
  return said(chosen ?? '', params, write, count)
}

function choice(choices: string, wanted: string): string | undefined {
  const at = choices.search(new RegExp(`(^|[\\s}])${wanted}\\s*\\{`))
  if (at < 0) return undefined
  const from = choices.indexOf('{', at)
  return choices.slice(from + 1, closing(choices, from))
}

/** Where the brace that opens at `from` is closed. */
function closing(text: string, from: number): number {
  let depth = 0
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1
    if (text[at] === '}') {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return text.length
}
