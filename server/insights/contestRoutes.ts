import { type Database, inBusiness } from '../platform/database.ts'
import { type App, callerOf } from '../platform/http.ts'
import { type ContestState, contestState, playContest } from './insights.ts'

const reading = { scope: 'insights:read' } as const
const tags = ['Insight']
const path = '/api/v1/insights/contest'

/** The contest of models: what was played last, and playing it anew, which takes seconds and goes on beside the answer. */
export function contestRoutes(app: App, database: Database): void {
  const playing = new Set<Promise<void>>()
  app.addHook('onClose', async () => {
    await Promise.all(playing)
  })
  app.get(
    path,
    {
      config: reading,
      schema: {
        tags,
        summary: 'Which model foretold this business best, beside rules without any model',
        description:
          'The days up to `cut` taught the models; each foretold what every customer would buy from then to `until`. `entries`, the best first: `mae`, the mean absolute error of single customers, decides; `total` against `actual` for all together; `auc`, whether who bought was foretold more than who did not. `own rate` and `recency` are no models but rules; where one is the `winner`, it has won.',
      },
    },
    async (request) => inBusiness(database, callerOf(request).businessId, contestState),
  )
  app.put(
    path,
    {
      config: reading,
      schema: {
        tags,
        summary: 'Let the models compete anew on the latest purchases; GET says when they have',
        description: 'Within a day of the last it is not played again, and the outcome stands.',
      },
    },
    async (request) => {
      const { promise, resolve, reject } = Promise.withResolvers<ContestState>()
      const run = playContest(database, callerOf(request).businessId, { unlessWithinDays: 1, began: resolve })
        .catch((error) => {
          reject(error)
          console.error('contest of models:', error)
        })
        .finally(() => playing.delete(run))
      playing.add(run)
      return promise
    },
  )
}
