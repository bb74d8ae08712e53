import { type Database, inBusiness } from '../platform/database.ts'
import { type PushService, pushTo } from './apple/apns.ts'
import { forgetDevice, forgetVoided } from './apple/devices.ts'
import { type Called, claimCalls, closeCall, type Outcome, type Side } from './calling.ts'
import { findChanges } from './changes.ts'
import { type GoogleHosts, patch, tokenOf } from './google/calls.ts'
import { changedClass, classIdOf, loyaltyObject, objectIdOf } from './google/objects.ts'
import { type GoogleFacts, type GoogleKeys, googleOf } from './keeping.ts'
import { ableSigner } from './making.ts'
import { contentNow, findPass } from './passes.ts'

/** The services that hear of changes: tests put others in their place. */
export interface Outside {
  apple: PushService
  google: GoogleHosts
}

const outside: Outside = {
  apple: { url: 'https://api.push.apple.com' },
  google: { token: 'https://oauth2.googleapis.com', api: 'https://walletobjects.googleapis.com' },
}

const AT_ONCE = 100
/** A round's work; the rest waits for the next. */
const ROUNDS = 50

/** Looks what changed on passes, and tells the phones that hold them. */
export async function keepWallets(database: Database, businessId: string, to = outside): Promise<void> {
  await findChanges(database, businessId)
  await tellAll(database, businessId, 'devices', (called) =>
    tellApple(database, businessId, called, to.apple),
  )
  await tellAll(database, businessId, 'passes', (called) =>
    tellGoogle(database, businessId, called, to.google),
  )
  await inBusiness(database, businessId, forgetVoided)
}

type Telling = (called: Called[]) => Promise<Outcome[]>

async function tellAll(database: Database, businessId: string, side: Side, tell: Telling): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const called = await inBusiness(database, businessId, (tx) => claimCalls(tx, side, AT_ONCE))
    if (called.length === 0) return
    const outcomes = await tell(called)
    await inBusiness(database, businessId, async (tx) => {
      for (const [index, one] of called.entries()) {
        closeCall(tx, side, one, outcomes[index]!)
        if (side === 'devices' && outcomes[index]!.state === 'gone') forgetDevice(tx, one.key, one.address)
      }
    })
    if (called.length < AT_ONCE) return
  }
}

async function tellApple(
  database: Database,
  businessId: string,
  called: Called[],
  service: PushService,
): Promise<Outcome[]> {
  const signed = await inBusiness(database, businessId, ableSigner).catch((error: Error) => error)
  if (signed instanceof Error) return called.map(() => ({ state: 'later', problem: signed.message }))
  return pushTo({ service, signed, tokens: called.map(({ address }) => address) })
}

async function tellGoogle(
  database: Database,
  businessId: string,
  called: Called[],
  hosts: GoogleHosts,
): Promise<Outcome[]> {
  const google = await inBusiness(database, businessId, googleOf)
  const all = (problem: string): Outcome[] => called.map(() => ({ state: 'later', problem }))
  if (!google) return all('not set up')
  const signedIn = await tokenOf(hosts, google)
  if ('problem' in signedIn) return all(signedIn.problem)
  const outcomes: Outcome[] = []
  for (const { key } of called)
    outcomes.push(await tellOne(database, businessId, { passId: key, google, token: signedIn.token, hosts }))
  return outcomes
}

interface One {
  passId: string
  google: GoogleFacts & GoogleKeys
  token: string
  hosts: GoogleHosts
}

async function tellOne(
  database: Database,
  businessId: string,
  { passId, google, token, hosts }: One,
): Promise<Outcome> {
  const content = await inBusiness(database, businessId, async (tx) => {
    const pass = await findPass(tx, passId)
    return pass ? contentNow(tx, pass) : null
  })
  if (!content) return { state: 'gone' }
  const ids = { issuerId: google.issuerId, businessId, passId }
  const path = `loyaltyObject/${objectIdOf(ids)}`
  const told = await patch(hosts, { token, path, body: loyaltyObject(content, ids) })
  // The business's name and colour stand in the class that all its cards share.
  if (told.state === 'told')
    await patch(hosts, { token, path: `loyaltyClass/${classIdOf(ids)}`, body: changedClass(content) })
  return told
}
