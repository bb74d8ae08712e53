import type { Till } from './till.fixture.ts'

/**
 * All that a shop owes, counts and holds, as rows. What is nothing (a sum of zero, a voided voucher, a card handed back)
 * is left out, so that "never was" and "is undone" look alike.
 */
const views = {
  accounts: `select holder_id, unit, balance, pending, reserved from accounts
    where kind in ('customer', 'gift_card') and (balance <> 0 or pending <> 0 or reserved <> 0) order by 1, 2`,
  lots: `select lot_id, account_id, remaining, expired, expires_at::text, ripe from lots
    where remaining > 0 or expired > 0 order by 1`,
  owed: `select account_id, source, sum(amount) as amount from lot_takes
    where amount > 0 and (source <> 'lot' or for_lot is not null) group by 1, 2 order by 1, 2`,
  carries: 'select customer_id, rule_id, carried from carries where carried <> 0 order by 1, 2',
  caps: 'select customer_id, cap_id, period, used from cap_uses where used <> 0 order by 1, 2, 3',
  budgets: 'select rule_id, used from budgets where used <> 0 order by 1',
  facts: `select customer_id, currency, purchases, days, money_minor, money_squared::text, points_earned, first_day, last_day,
      active_month, active_mask, days_before, last_before, last_location
    from customer_facts where purchases <> 0 or money_minor <> 0 or points_earned <> 0 order by 1, 2`,
  months: `select customer_id, month, currency, purchases, days, money_minor, points_earned, last_day from customer_months
    where purchases <> 0 or money_minor <> 0 or points_earned <> 0 order by 1, 2, 3`,
  rounds: 'select customer_id, unit, round from stamp_cards where round <> 0 order by 1, 2',
  prizes: `select customer_id, unit, round, at_stamps, voucher_id from prizes where recalled_at is null
    order by 1, 2, 3, 4`,
  vouchers: 'select voucher_id, customer_id, uses from vouchers where voided_at is null order by 1',
  uses: `select voucher_id, customer_id, count(*) as times from voucher_uses where rolled_back_at is null
    group by 1, 2 order by 1, 2`,
  stock: 'select reward_id, stock from rewards order by 1',
  redemptions: `select redemption_id, customer_id, state from redemptions where state in ('reserved', 'fulfilled')
    order by 1`,
  giftCards: 'select gift_card_id from gift_cards where blocked_at is null order by 1',
  grants: `select grant_id, live_amount, live_steps, live_counted from grants
    where live_amount <> 0 or live_steps <> 0 or live_counted <> 0 order by 1`,
} as const

export type Snapshot = Record<keyof typeof views | 'tiers', unknown[]>

/** Everything there is, in one transaction; and the tier in which each customer stands by the programme in force. */
export async function snapshotOf(till: Till): Promise<Snapshot> {
  return till.in(async (tx) => {
    const found = await Promise.all(
      Object.entries(views).map(async ([name, text]) => [
        name,
        await tx.rows({ name: `test.${name}`, text }, []),
      ]),
    )
    const living = await tx.rows<{ id: string }>(
      {
        name: 'test.living',
        text: 'select customer_id as id from customers where merged_into is null order by 1',
      },
      [],
    )
    const tiers = []
    for (const { id } of living) tiers.push([id, await till.tier(tx, id)])
    return { ...Object.fromEntries(found), tiers }
  })
}
