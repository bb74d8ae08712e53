import { randomSecret } from '../platform/secrets.ts'
import { givePassword, hashPassword } from '../staff/staff.ts'
import { type Call, type Outcome, UsageError } from './command.ts'

export const summary = 'Give somebody who forgot it a new password, and sign her out everywhere'
export const words = 'reset EMAIL'

export const options = {} as const

export const hints = {}

export async function run({ words: [what, email, ...more], onDatabase }: Call): Promise<Outcome> {
  if (what !== 'reset' || !email || more.length > 0)
    throw new UsageError('Say whose password: bin/regulars staff reset dora@example.com')
  const password = randomSecret().slice(0, 20)
  const hash = await hashPassword(password)
  const address = email.trim().toLowerCase()
  const found = await onDatabase((database) => givePassword(database, address, hash))
  if (!found) throw new UsageError(`Nobody signs in as ${address}.`)
  return {
    result: { email: address, password },
    text: `${address} signs in with ${password} now, and should choose another under "You".`,
  }
}
