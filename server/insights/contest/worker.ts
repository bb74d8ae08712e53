import { parentPort, workerData } from 'node:worker_threads'
import { Refused } from '../../platform/errors.ts'
import { contest, type Known } from '../models/contest.ts'

/** A contest of models takes seconds of a core: in a thread of its own no till waits for it. */
const { rows, horizon } = workerData as { rows: Known[]; horizon: number }
parentPort!.postMessage(played())

function played() {
  try {
    const { customers, actual, entries, winner, model, fit } = contest(rows, horizon)
    return { customers, actual, entries, winner, model, params: fit.params, warnings: fit.warnings }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message }
    throw error
  }
}
