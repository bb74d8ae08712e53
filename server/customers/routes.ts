import type { Database } from '../platform/database.ts'
import { constraintMeans } from '../platform/http/problems.ts'
import type { App } from '../platform/http.ts'
import { attributeRoutes } from './routes/attributes.ts'
import { identityRoutes } from './routes/identities.ts'
import { mergingRoutes } from './routes/merging.ts'
import { peopleRoutes } from './routes/people.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { storyRoutes } from './routes/story.ts'

/** Everything under /customers, and the questions about them under /attributes. */
export function customerRoutes(app: App, { database }: { database: Database }): void {
  constraintMeans('identity_once', 'customer.identity_taken')
  constraintMeans('customer_birthday_is_a_day', 'request.invalid', 'birthday')
  constraintMeans('customer_name_day_is_a_day', 'request.invalid', 'nameDay')
  constraintMeans('identity_of_customer', 'customer.not_found', 'id')
  constraintMeans('merge_once_per_customer', 'customer.already_merged', 'from')
  peopleRoutes(app, database)
  identityRoutes(app, database)
  mergingRoutes(app, database)
  storyRoutes(app, database)
  privacyRoutes(app, database)
  attributeRoutes(app, database)
}
