import { businessOf } from '../businesses/businesses.ts'
import { lookOf } from '../looks/looks.ts'
import { canMail, sendLater } from '../messages/messages.ts'
import type { Tx } from '../platform/database.ts'
import type { Actor } from '../platform/http.ts'
import { invite } from './invitations.ts'
import type { Seat } from './staff.ts'

export interface Invited {
  seat: Seat
  url: string
  /** Whether the link goes out by mail, too; else whoever invites passes it on. */
  mailed: boolean
}

/** Makes a link for a seat and mails it where mail is set up: in the shop's language, which its people share. */
export async function inviteTo(tx: Tx, seat: Seat, actor: Actor, publicUrl: string): Promise<Invited> {
  const { url, until } = invite(tx, seat.staffId, actor, publicUrl)
  const mailed = canMail() && seat.email !== null
  if (mailed) {
    const [{ name, language }, { fill, on }] = await Promise.all([businessOf(tx), lookOf(tx)])
    await sendLater(tx, {
      ...{ kind: 'invitation', language, to: seat.email!, business: name, fill, on, link: url },
      params: { name: seat.name },
      usefulUntil: until,
    })
  }
  return { seat: { ...seat, invitedUntil: until }, url, mailed }
}
