import { type Database, inBusiness } from '../platform/database.ts'
import { pushTo } from './apple/apns.ts'
import { forgetDevice, forgetVoided } from './apple/devices.ts'
import { type Called, claimCalls, closeCall, type Outcome, type Side } from './calling.ts'
import { findChanges } from './changes.ts'
import type { Content } from './content.ts'
import { type GoogleHosts, patch, tokenOf } from './google/calls.ts'
import { changedClass, classIdOf, loyaltyObject, objectIdOf } from './google/objects.ts'
import { type GoogleFacts, type GoogleKeys, googleOf } from './keeping.ts'
import { ableSigner } from './making.ts'
import { type Outside, outside } from './outside.ts'
import { contentNow, findPass } from './passes.ts'

const AT_ONCE = 100
/** A round's work; the rest waits for the next. */
const ROUNDS = 50

/** Looks what changed on passes, and tells the phones that hold them. */
export async function keepWallets(
  database: Database,
  businessId: string,
  { apple, google }: Outside = outside,
): Promise<void> {
  await findChanges(database, businessId)
  // The one that can't be reached must not keep the other waiting.
  await Promise.all([
    tellAll(database, businessId, 'devices', async (called) => {
      const signed = await inBusiness(database, businessId, ableSigner)
      return pushTo({ service: apple, signed, tokens: called.map(({ address }) => address) })
    }),
    tellAll(database, businessId, 'passes', (called) => tellGoogle(database, businessId, called, google)),
  ])
  await inBusiness(database, businessId, forgetVoided)
}

type Telling = (called: Called[]) => Promise<Outcome[]>

async function tellAll(database: Database, businessId: string, side: Side, tell: Telling): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const called = await inBusiness(database, businessId, (tx) => claimCalls(tx, side, AT_ONCE))
    if (called.length === 0) return
    const outcomes = await tell(called).catch((error: Error) => allLater(called, error.message))
    await inBusiness(database, businessId, async (tx) => {
      for (const [index, one] of called.entries()) {
        closeCall(tx, side, one, outcomes[index]!)
        if (side === 'devices' && outcomes[index]!.state === 'gone') forgetDevice(tx, one.key, one.address)
      }
    })
    // Where nobody can be told now, the next hundred would wait in vain as well.
    if (called.length < AT_ONCE || outcomes.every(({ state }) => state === 'later')) return
  }
}

function allLater(called: Called[], problem: string): Outcome[] {
  return called.map(() => ({ state: 'later', problem }))
}

async function tellGoogle(
  database: Database,
  businessId: string,
  called: Called[],
  hosts: GoogleHosts,
): Promise<Outcome[]> {
  const google = await inBusiness(database, businessId, googleOf)
  // Set up no more: there is nobody left to tell.
  if (!google) return called.map(() => ({ state: 'gone' }))
  const signedIn = await tokenOf(hosts, google)
  if ('problem' in signedIn) return allLater(called, signedIn.problem)
  const door = { google, token: signedIn.token, hosts }
  const outcomes: Outcome[] = []
  let latest: Content | null = null
  for (const { key } of called) {
    const content = await inBusiness(database, businessId, async (tx) => {
      const pass = await findPass(tx, key)
      return pass ? contentNow(tx, pass) : null
    }).catch((error: Error) => error)
    if (content instanceof Error) outcomes.push({ state: 'later', problem: content.message })
    else if (!content) outcomes.push({ state: 'gone' })
    else outcomes.push(await tellObject(door, content, { businessId, passId: key }))
    if (content && 'places' in content && !content.voided) latest = content
  }
  if (latest && outcomes.some(({ state }) => state === 'told')) await tellClass(door, latest, businessId)
  return outcomes
}

interface Door {
  google: GoogleFacts & GoogleKeys
  token: string
  hosts: GoogleHosts
}

async function tellObject(
  { google, token, hosts }: Door,
  content: Content,
  of: { businessId: string; passId: string },
): Promise<Outcome> {
  const ids = { issuerId: google.issuerId, ...of }
  const path = `loyaltyObject/${objectIdOf(ids)}`
  return patch(hosts, { token, path, body: loyaltyObject(content, ids) })
}

/** The business's name and colour stand in the class that all its cards share. */
async function tellClass({ google, token, hosts }: Door, content: Content, businessId: string) {
  const path = `loyaltyClass/${classIdOf({ issuerId: google.issuerId, businessId })}`
  await patch(hosts, { token, path, body: changedClass(content) })
}
