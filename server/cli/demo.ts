import { type Demo, makeDemo, signInOf } from '../demo/demo.ts'
import type { Call, Outcome } from './command.ts'

export const summary = 'Make three demo businesses with a year of purchases, or bring them up to yesterday'

export const options = {} as const

export const hints = {}

export async function run({ config, json, onDatabase }: Call): Promise<Outcome> {
  const { publicUrl, dataFolder } = config
  const onBegin = () => {
    if (!json) process.stderr.write('Making the demo; this takes some seconds.\n')
  }
  const demo = await onDatabase((database) =>
    makeDemo(database, { publicUrl, dataFolder, now: Temporal.Now.instant(), onBegin }),
  )
  return { result: demo, text: tellDemo(demo) }
}

function tellDemo(demo: Demo): string {
  return [
    ...demo.businesses.flatMap(({ name, businessId, apiKey, added }) => [
      name,
      `  Business  ${businessId}`,
      `  API key   ${apiKey ?? '(kept in the data folder from which the demo was made)'}`,
      `  Added     ${added.customers} customers, ${added.purchases} purchases, ${added.returns} returns`,
    ]),
    signInOf(demo),
  ].join('\n')
}
