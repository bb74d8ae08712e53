import { carryOnBulk } from './bulk/bulk.ts'
import { nowOf } from './businesses/businesses.ts'
import { forgetFinds } from './counter/counter.ts'
import { carryOutErrands, forgetFiles } from './errands/errands.ts'
import { countSales, foldOwed, renewContest } from './insights/insights.ts'
import { sweepPictures } from './looks/looks.ts'
import { sendDue, WAKE_CHANNEL } from './messages/messages.ts'
import { present } from './platform/clock.ts'
import { type Database, inBusiness } from './platform/database.ts'
import { forgetGuesses } from './platform/guesses.ts'
import { forgetAnswers } from './platform/idempotency.ts'
import type { Round, Waking } from './platform/worker.ts'
import { expireReservations } from './rewards/rewards.ts'
import { doers } from './rooms.ts'
import { reviewTiers, settleDue } from './till/till.ts'
import { forgetSeen } from './today/today.ts'
import { keepWallets } from './wallet/wallet.ts'

/** What happens by itself, and when: each round visits every business in turn, each in transactions of its own. */
export function rounds(database: Database): Round[] {
  return [
    {
      name: 'clock',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => passTime(database, businessId)),
    },
    {
      name: 'bulk',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => carryOnBulk(database, businessId)),
    },
    {
      // What is asked for begins at once, beside the answer; this finds what a killed process has left.
      name: 'errands',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => carryOutErrands(database, businessId, doers)),
    },
    {
      name: 'forget-what-was-for-a-while',
      cron: '27 3 * * *',
      run: () =>
        everywhere(database, (businessId) =>
          inBusiness(database, businessId, async (tx) => {
            forgetFiles(tx)
            forgetSeen(tx)
          }),
        ),
    },
    {
      name: 'fold-owed',
      cron: '7 * * * *',
      run: () => everywhere(database, (businessId) => foldOwed(database, businessId)),
    },
    {
      name: 'messages',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => sendDue(database, businessId)),
    },
    {
      name: 'wallets',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => keepWallets(database, businessId)),
    },
    {
      name: 'forget-answers',
      cron: '17 3 * * *',
      run: () =>
        everywhere(database, (businessId) =>
          inBusiness(database, businessId, async (tx) => {
            forgetAnswers(tx)
            forgetGuesses(tx)
            forgetFinds(tx, await nowOf(tx))
          }),
        ),
    },
    {
      name: 'count-sales',
      cron: '* * * * *',
      run: () => everywhere(database, (businessId) => countSales(database, businessId)),
    },
    {
      name: 'contest-of-models',
      cron: '47 3 * * *',
      run: () => everywhere(database, (businessId) => renewContest(database, businessId)),
    },
    {
      name: 'sweep-pictures',
      cron: '37 3 * * *',
      run: () =>
        everywhere(database, (businessId) =>
          inBusiness(database, businessId, (tx) => sweepPictures(tx, present())),
        ),
    },
  ]
}

/** What doesn't wait for its round: a message goes out when the transaction that caused it commits. */
export function wakings(database: Database): Waking[] {
  return [{ channel: WAKE_CHANNEL, run: (businessId) => sendDue(database, businessId) }]
}

/** Time passes in a business: reservations run out, points ripen and expire, tiers come up for review. */
export async function passTime(database: Database, businessId: string): Promise<void> {
  const now = await inBusiness(database, businessId, nowOf)
  while ((await inBusiness(database, businessId, (tx) => expireReservations(tx, now))) > 0);
  await settleDue(database, businessId, now)
  await reviewTiers(database, businessId, now)
}

async function everywhere(
  database: Database,
  visit: (businessId: string) => Promise<unknown>,
): Promise<void> {
  const { rows } = await database.pool.query<{ business_id: string }>(
    'select business_id from tenants order by 1',
  )
  for (const { business_id } of rows) {
    // One business's fault must not keep the others waiting.
    await visit(business_id).catch((error) => console.error(`${business_id}:`, error))
  }
}
