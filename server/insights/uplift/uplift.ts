import { compareMeans, compareShares, holm, Moments, neededPerGroup, smallestSeen } from './compare.ts'

/**
 * Uplift: what a campaign brought, against those who were left out of it. It can only be told where chance decided who was
 * left out; where the groups differed before it began, it is refused.
 *
 * Several arms against one control are several tries to find something by chance: p-values are corrected by Holm, and
 * beside each 95 % interval stands the one that holds for all arms together (Bonferroni: 1 − 0.05/arms for each).
 */
export interface Person {
  group: string
  value: number
  /** The same measure before the campaign. */
  earlier?: number | undefined
  /** What else is known of her from before, by name: only to see whether chance made the groups. */
  known?: Readonly<Record<string, number>> | undefined
}

export interface Arm {
  arm: string
  kind: 'share' | 'mean'
  customers: number
  control: number
  armValue: number
  controlValue: number
  difference: number
  low: number
  high: number
  statistic: number
  degrees: number | null
  pValue: number
  /** For all arms together. */
  corrected: { low: number; high: number; pValue: number }
  /** The difference times the people of the arm. */
  total: number
  /** With what they did before taken out of it. */
  adjusted: {
    difference: number
    low: number
    high: number
    /** For all arms together. */
    corrected: { low: number; high: number }
    varianceLeft: number
  } | null
  /** What these sizes could show at all, and what a difference as found here would need. */
  smallestSeen: number
  neededPerGroup: number | null
  before: Balance | null
  /** What differed before by more than chance allows: `earlier`, or the name of what else was known. */
  differed: string[]
}

/** Whether two groups were alike before. */
export interface Balance {
  difference: number
  pValue: number
}

export interface Uplift {
  control: string
  arms: Arm[]
  /** Why the groups can't be compared: 'chosen' where they differed before. */
  refused: 'chosen' | 'no_control' | 'too_few' | null
  warnings: ('few_people' | 'nothing_before' | 'no_spread')[]
}

// One in ten thousand draws differs as much by chance: below it, somebody chose.
const CHOSEN_BELOW = 0.0001
const FEW = 100

interface Group {
  values: Moments
  earlier: Moments
  known: Map<string, Moments>
  people: Person[]
}

function emptyGroup(): Group {
  return { values: new Moments(), earlier: new Moments(), known: new Map(), people: [] }
}

export function uplift(people: Iterable<Person>, control: string): Uplift {
  const groups = new Map<string, Group>()
  let binary = true
  for (const person of people) {
    const group = groups.get(person.group) ?? emptyGroup()
    groups.set(person.group, group)
    group.values.add(person.value)
    for (const name in person.known) {
      const moments = group.known.get(name) ?? new Moments()
      group.known.set(name, moments)
      moments.add(person.known[name]!)
    }
    if (person.earlier !== undefined) {
      group.earlier.add(person.earlier)
      group.people.push(person)
    }
    binary &&= person.value === 0 || person.value === 1
  }
  const left = groups.get(control)
  const answer: Uplift = { control, arms: [], refused: null, warnings: [] }
  if (!left) return { ...answer, refused: 'no_control' }
  const names = [...groups.keys()].filter((name) => name !== control).sort()
  if (names.length === 0 || [...groups.values()].some(({ values }) => values.count < 2))
    return { ...answer, refused: 'too_few' }
  const arms = names.map((name) => compare(name, groups.get(name)!, left, { binary, arms: names.length }))
  const pValues = holm(arms.map(({ pValue }) => pValue))
  for (const [index, arm] of arms.entries()) arm.corrected.pValue = pValues[index]!
  if (arms.some(({ differed }) => differed.length > 0)) answer.refused = 'chosen'
  if ([...groups.values()].some(({ values }) => values.count < FEW)) answer.warnings.push('few_people')
  if (left.earlier.count === 0 && left.known.size === 0) answer.warnings.push('nothing_before')
  if (!binary && arms.some(({ degrees }) => degrees === null)) answer.warnings.push('no_spread')
  return { ...answer, arms }
}

function compare(
  name: string,
  arm: Group,
  control: Group,
  { binary, arms }: { binary: boolean; arms: number },
): Arm {
  const [a, c] = [arm.values, control.values]
  const part = ({ mean, count }: Moments) => ({ part: Math.round(mean * count), of: count })
  const at = (alpha: number) => (binary ? compareShares(part(a), part(c), alpha) : compareMeans(a, c, alpha))
  const found = at(0.05)
  const together = at(0.05 / arms)
  const spread = binary ? Math.sqrt(c.mean * (1 - c.mean)) : Math.sqrt(c.variance)
  const { difference } = found
  const before = balanceOf(arm, control)
  return {
    ...{ arm: name, kind: binary ? 'share' : 'mean', customers: a.count, control: c.count },
    ...{ armValue: a.mean, controlValue: c.mean, ...found },
    corrected: { low: together.low, high: together.high, pValue: found.pValue },
    total: difference * a.count,
    adjusted: adjustedOf(arm, control, arms),
    smallestSeen: smallestSeen(a.count, c.count, spread),
    neededPerGroup: difference === 0 || spread === 0 ? null : neededPerGroup(difference, spread),
    before,
    differed: differedOf(arm, control, before),
  }
}

/** Several things known are several chances to differ by chance: the border is shared among them. */
function differedOf(arm: Group, control: Group, before: Balance | null): string[] {
  const known: [string, number][] = before ? [['earlier', before.pValue]] : []
  for (const [name, moments] of arm.known) {
    const other = control.known.get(name)
    if (other && moments.count > 1 && other.count > 1) known.push([name, compareMeans(moments, other).pValue])
  }
  const border = CHOSEN_BELOW / Math.max(1, known.length)
  return known.flatMap(([name, pValue]) => (pValue < border ? [name] : []))
}

function balanceOf(arm: Group, control: Group): Balance | null {
  if (arm.earlier.count < 2 || control.earlier.count < 2) return null
  const { difference, pValue } = compareMeans(arm.earlier, control.earlier)
  return { difference, pValue }
}

/**
 * Variance reduction by what they did before (CUPED: Deng, Xu, Kohavi and Walker 2013): y − θ(x − mean of x) with
 * θ = cov(x, y) / var(x), taken over both groups about their own means. Kept only where it helps.
 */
function adjustedOf(arm: Group, control: Group, arms: number): Arm['adjusted'] {
  const all = [arm, control]
  if (all.some(({ people, values }) => people.length < 2 || people.length < values.count)) return null
  let covariance = 0
  let variance = 0
  for (const { people, values, earlier } of all)
    for (const { value, earlier: x } of people) {
      covariance += (x! - earlier.mean) * (value - values.mean)
      variance += (x! - earlier.mean) ** 2
    }
  if (variance === 0) return null
  const theta = covariance / variance
  const middle =
    (arm.earlier.mean * arm.people.length + control.earlier.mean * control.people.length) /
    (arm.people.length + control.people.length)
  const [a, c] = all.map(({ people }) => {
    const moments = new Moments()
    for (const { value, earlier: x } of people) moments.add(value - theta * (x! - middle))
    return moments
  }) as [Moments, Moments]
  const before = arm.values.variance / arm.values.count + control.values.variance / control.values.count
  const after = a.variance / a.count + c.variance / c.count
  const varianceLeft = before > 0 ? after / before : 1
  if (varianceLeft >= 0.99) return null
  const { difference, low, high } = compareMeans(a, c)
  const together = compareMeans(a, c, 0.05 / arms)
  return { difference, low, high, corrected: { low: together.low, high: together.high }, varianceLeft }
}
