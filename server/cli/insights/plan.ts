import { needed, neededWithBefore, type Plan, smallestWith } from '../../insights/insights.ts'
import { type Call, UsageError } from '../command.ts'
import type { Insight } from './insight.ts'

/** How many people a campaign takes, told before it starts. */
export const plan: Insight = async (call, files) => {
  if (files.length > 0) throw new UsageError('insights plan reads no file: give --baseline and --lift.')
  const wish = wishOf(call)
  const people = number(call, 'people')
  const takes = needed(wish)
  const withBefore = neededWithBefore(wish)
  const smallest = people === undefined ? null : smallestWith(people, wish)
  const said = ({ arm, control, total }: typeof takes) =>
    `${arm} in each group that is asked, ${control} left out, ${total} in all`
  return {
    result: { ...wish, needed: takes, withBefore, people: people ?? null, smallest },
    text: [
      `It takes ${said(takes)}.`,
      ...(withBefore ? [`With what they did before taken out: ${said(withBefore)}.`] : []),
      ...(people === undefined
        ? []
        : [
            smallest === null
              ? `${people} people can show nothing.`
              : `${people} people can show ${smallest.toPrecision(4)} at least.`,
          ]),
    ].join('\n'),
  }
}

function wishOf(call: Call): Plan {
  const spread = number(call, 'spread') ?? null
  const plan = {
    ...{ baseline: required(call, 'baseline'), lift: required(call, 'lift'), spread },
    ...{ arms: number(call, 'arms') ?? 1, controlPercent: number(call, 'left-out') ?? 50 },
    ...{ power: number(call, 'power') ?? 0.8, alpha: number(call, 'alpha') ?? 0.05 },
    correlation: number(call, 'correlation') ?? null,
  }
  const within = (name: string, value: number, low: number, high: number) => {
    if (!(value > low && value < high)) throw new UsageError(`--${name} must lie between ${low} and ${high}.`)
  }
  if (!(plan.lift > 0)) throw new UsageError('--lift must be above 0.')
  if (spread === null) within('baseline', plan.baseline, 0, 1)
  if (spread === null && plan.baseline + plan.lift >= 1)
    throw new UsageError('--baseline and --lift together must stay below 1; of means, give --spread.')
  if (spread !== null && !(spread > 0)) throw new UsageError('--spread must be above 0.')
  if (!Number.isInteger(plan.arms) || plan.arms < 1) throw new UsageError('--arms must be a whole number.')
  within('left-out', plan.controlPercent, 0, 100)
  within('power', plan.power, 0, 1)
  within('alpha', plan.alpha, 0, 1)
  if (plan.correlation !== null) within('correlation', plan.correlation, -1, 1)
  return plan
}

function required(call: Call, name: string): number {
  const value = number(call, name)
  if (value === undefined) throw new UsageError(`--${name} is missing.`)
  return value
}

function number({ values }: Call, name: string): number | undefined {
  const text = values[name]
  if (text === undefined) return undefined
  const value = Number(text)
  if (String(text).trim() === '' || !Number.isFinite(value))
    throw new UsageError(`--${name} must be a number.`)
  return value
}
