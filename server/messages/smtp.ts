import nodemailer, { type Transporter } from 'nodemailer'
import type { Letter } from './letter.ts'

/** How mail leaves this installation. */
export interface MailConfig {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  url: string
  /** The address that mail comes from. The name before it is the business's. */
  from: string
}

let open: { transport: Transporter; from: string } | null = null

export function openSmtp(mail: MailConfig | null): void {
  open = mail && {
    transport: nodemailer.createTransport(mail.url, {}),
    from: mail.from,
  }
}

export function hasSmtp(): boolean {
  return open !== null
}

/** What became of it. `unsure`: the line went dead after all of it was said, so that it may have arrived. */
export type Outcome = { state: 'sent' } | { state: 'later' | 'failed' | 'unsure'; reason: string }

/** Hands a letter to the mail server. The same id for every try, so that a receiver can tell a repetition. */
export async function deliver(letter: Letter, messageId: string): Promise<Outcome> {
  if (!open) return { state: 'failed', reason: 'mail is not set up' }
  const { transport, from } = open
  try {
    await transport.sendMail({
      from: { name: letter.from, address: from },
      to: letter.to,
      subject: letter.subject,
      text: letter.text,
      html: letter.html,
      messageId: `<${messageId}@${from.split('@').at(-1)}>`,
      // Machines that answer (out of office) know by these not to: RFC 3834.
      headers: { 'auto-submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    })
    return { state: 'sent' }
  } catch (error) {
    return outcomeOf(error as SmtpError)
  }
}

interface SmtpError extends Error {
  code?: string
  command?: string
  responseCode?: number
  response?: string
}

/** RFC 5321 §4.2.1: 4yz may be tried again, 5yz may not. Without an answer to the last dot nobody knows. */
function outcomeOf({ message, command, responseCode, response }: SmtpError): Outcome {
  const reason = (response ?? message).slice(0, 300)
  if (responseCode !== undefined && responseCode >= 500) return { state: 'failed', reason }
  if (responseCode !== undefined) return { state: 'later', reason }
  return { state: command === 'DATA' ? 'unsure' : 'later', reason }
}
