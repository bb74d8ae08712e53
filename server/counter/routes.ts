import type { App } from '../platform/http.ts'
import { limitStaff } from './limits.ts'
import { approvalRoutes } from './routes/approvals.ts'
import { conflictRoutes } from './routes/conflicts.ts'
import { type DoorPlace, doorRoute } from './routes/door.ts'
import { findingRoutes } from './routes/finding.ts'
import { tillDeviceRoutes } from './routes/tills.ts'

/** What a till asks beyond selling: who is this, who stands here, what a manager allows, what to take along. */
export function counterRoutes(app: App, place: DoorPlace & { secure: boolean }): void {
  limitStaff(app)
  doorRoute(app, place)
  findingRoutes(app, place.database)
  tillDeviceRoutes(app, place)
  approvalRoutes(app, place.database)
  conflictRoutes(app, place.database)
}
