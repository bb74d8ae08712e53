import { type Database, statement } from '../platform/database.ts'
import type { BusinessId, StaffId } from '../platform/ids.ts'
import type { Role } from './roles.ts'

/** A seat of a person, seen from the person. */
export interface OwnSeat {
  businessId: BusinessId
  staffId: StaffId
  role: Role
}

const asPerson = statement('staff.as_person', `select set_config('regulars.user_id', $1, true)`)
const ownSeats = statement<OwnSeat>(
  'staff.own_seats',
  `select business_id as "businessId", staff_id as "staffId", role from staff
    where user_id = $1 and left_at is null order by staff_id`,
)

/** The seats of a person in all businesses. Row-level security shows her own and no others. */
export async function seatsOf({ pool }: Database, userId: string): Promise<OwnSeat[]> {
  const client = await pool.connect()
  try {
    const answers = await Promise.all([
      client.query('begin'),
      client.query({ ...asPerson, values: [userId] }),
      client.query<OwnSeat>({ ...ownSeats, values: [userId] }),
      client.query('commit'),
    ])
    return answers[2].rows
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}
