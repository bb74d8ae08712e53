/** What a document must agree on with itself. Each message stands beside the field it is about. */
import type { z } from 'zod'
import type { Filter, Multiplier, ProgrammeDocument, Rule, StampCard, Tiers } from '../document.ts'

type Path = (string | number)[]
type Complain = (path: Path, message: string) => void

export function checkDocument(programme: ProgrammeDocument, context: z.RefinementCtx): void {
  const complain: Complain = (path, message) => {
    context.addIssue({ code: 'custom', path, message, input: undefined })
  }
  checkPoints(programme, complain)
  checkIds(programme, complain)
  programme.rules.forEach((rule, index) => {
    checkRule(programme, rule, ['rules', index], complain)
  })
  checkMultipliers(programme, complain)
  checkCaps(programme, complain)
  programme.stampCards.forEach((card, index) => {
    checkCard(card, ['stampCards', index], complain)
  })
  if (programme.tiers) checkTiers(programme, programme.tiers, complain)
  checkJoining(programme, complain)
}

/** Ids that come twice would share remainders, balances or caps. */
function checkIds(programme: ProgrammeDocument, complain: Complain): void {
  const lists: [Path, readonly { id: string }[]][] = [
    [['rules'], programme.rules],
    [['multipliers'], programme.multipliers],
    [['caps'], programme.caps],
    [['stampCards'], programme.stampCards],
    [['tiers', 'levels'], programme.tiers?.levels ?? []],
    ...programme.stampCards.map((card, index): [Path, StampCard['seasons']] => [
      ['stampCards', index, 'seasons'],
      card.seasons,
    ]),
  ]
  for (const [path, list] of lists) {
    const seen = new Set<string>()
    list.forEach(({ id }, index) => {
      if (seen.has(id)) complain([...path, index, 'id'], `The id ${id} is used twice.`)
      seen.add(id)
    })
  }
}

function checkPoints({ points }: ProgrammeDocument, complain: Complain): void {
  if (!points) return
  const { expiry, pendingDays, spend } = points
  if (expiry.kind === 'months' && pendingDays !== 'confirmed' && pendingDays >= expiry.months * 28)
    complain(['points', 'pendingDays'], 'The points would expire before they can be spent.')
  if (expiry.kind === 'endOfYear') checkDayOfYear(expiry, ['points', 'expiry', 'day'], complain)
  if (!spend) return
  if (spend.minPoints && spend.maxPoints && spend.minPoints > spend.maxPoints)
    complain(['points', 'spend', 'maxPoints'], 'The most that can be spent is below the least.')
  if (spend.stepPoints && spend.maxPoints && spend.stepPoints > spend.maxPoints)
    complain(['points', 'spend', 'stepPoints'], 'One step is more than the most that can be spent.')
}

function checkDayOfYear(
  { month, day }: { month: number; day: number },
  path: Path,
  complain: Complain,
): void {
  const longest = Temporal.PlainDate.from({ year: 2024, month, day: 31 }).day
  if (day > longest) complain(path, `Month ${month} has at most ${longest} days.`)
}

function checkTarget(
  programme: ProgrammeDocument,
  target: Rule['target'],
  path: Path,
  complain: Complain,
): void {
  if (target === 'points') {
    if (!programme.points) complain([...path, 'target'], 'The programme has no points: name a stamp card.')
  } else if (!programme.stampCards.some(({ id }) => id === target.card)) {
    complain([...path, 'target', 'card'], `There is no stamp card ${target.card}.`)
  }
}

function checkRule(programme: ProgrammeDocument, rule: Rule, path: Path, complain: Complain): void {
  checkTarget(programme, rule.target, path, complain)
  checkSpan(rule, path, complain)
  checkTierNames(programme, rule.tiers, path, complain)
  if (rule.kind !== 'visit' && rule.where) checkFilter(rule.where, [...path, 'where'], complain)
}

function checkFilter(where: Filter, path: Path, complain: Complain): void {
  for (const [key, names] of Object.entries(where)) {
    if (names && new Set(names).size < names.length) complain([...path, key], 'A name is there twice.')
  }
}

function checkSpan(
  { from, until }: { from?: string | undefined; until?: string | undefined },
  path: Path,
  complain: Complain,
): void {
  if (from !== undefined && until !== undefined && until < from)
    complain([...path, 'until'], 'The last day is before the first.')
}

function checkTierNames(
  programme: ProgrammeDocument,
  tiers: readonly string[] | undefined,
  path: Path,
  complain: Complain,
): void {
  const levels = programme.tiers?.levels ?? []
  tiers?.forEach((tier, index) => {
    if (!levels.some(({ id }) => id === tier))
      complain([...path, 'tiers', index], `There is no tier ${tier}.`)
  })
}

function checkRuleNames(
  programme: ProgrammeDocument,
  rules: readonly string[] | undefined,
  path: Path,
  complain: Complain,
): void {
  rules?.forEach((rule, index) => {
    if (!programme.rules.some(({ id }) => id === rule))
      complain([...path, 'rules', index], `There is no rule ${rule}.`)
  })
}

function checkMultipliers(programme: ProgrammeDocument, complain: Complain): void {
  programme.multipliers.forEach((multiplier: Multiplier, index) => {
    const path = ['multipliers', index]
    checkSpan(multiplier, path, complain)
    checkTierNames(programme, multiplier.tiers, path, complain)
    checkRuleNames(programme, multiplier.rules, path, complain)
    if (multiplier.where) checkFilter(multiplier.where, [...path, 'where'], complain)
    if (multiplier.hours && multiplier.hours.from === multiplier.hours.until)
      complain(
        [...path, 'hours', 'until'],
        'The hours begin and end at the same time: leave them out for the whole day.',
      )
  })
  programme.exclude.forEach((where, index) => {
    checkFilter(where, ['exclude', index], complain)
  })
}

function checkCaps(programme: ProgrammeDocument, complain: Complain): void {
  programme.caps.forEach((cap, index) => {
    const path = ['caps', index]
    checkTarget(programme, cap.target, path, complain)
    checkRuleNames(programme, cap.rules, path, complain)
  })
}

function checkCard(card: StampCard, path: Path, complain: Complain): void {
  card.prizes.forEach((prize, index) => {
    if (prize.at > card.size)
      complain([...path, 'prizes', index, 'at'], `The card has only ${card.size} stamps.`)
    if (index > 0 && card.prizes[index - 1]!.at >= prize.at)
      complain([...path, 'prizes', index, 'at'], 'Prizes come in order, each at its own stamp.')
  })
  if (card.mode === 'automatic' && (card.prizes.at(-1)?.at ?? 0) < card.size)
    complain(
      [...path, 'prizes'],
      `A card that starts anew when full has a prize at its last stamp, ${card.size}.`,
    )
  if (card.expiry.kind === 'endOfYear') checkDayOfYear(card.expiry, [...path, 'expiry', 'day'], complain)
  if (card.expiry.kind === 'endOfSeason' && card.seasons.length === 0)
    complain([...path, 'expiry', 'kind'], 'The card has no seasons to end with.')
  checkSeasons(card, path, complain)
}

function checkSeasons({ seasons }: StampCard, path: Path, complain: Complain): void {
  seasons.forEach((season, index) => {
    const here = [...path, 'seasons', index]
    checkSpan(season, here, complain)
    const previous = seasons[index - 1]
    if (previous && season.from <= previous.until)
      complain([...here, 'from'], 'Seasons come in order and do not overlap.')
  })
}

function checkTiers(programme: ProgrammeDocument, tiers: Tiers, complain: Complain): void {
  tiers.levels.forEach((level, index) => {
    if (index > 0 && level.from <= tiers.levels[index - 1]!.from)
      complain(['tiers', 'levels', index, 'from'], 'Each level takes more than the one before.')
  })
  if (tiers.by === 'tenureMonths' && tiers.window.kind !== 'lifetime')
    complain(['tiers', 'window', 'kind'], 'Months of membership are counted over a lifetime.')
  if (tiers.by === 'points' && !programme.points)
    complain(['tiers', 'by'], 'The programme has no points to count.')
}

function checkJoining(programme: ProgrammeDocument, complain: Complain): void {
  const { joining, points, stampCards } = programme
  if (joining?.points && !points) complain(['joining', 'points'], 'The programme has no points to give.')
  const stamps = joining?.stamps
  if (!stamps) return
  const card = stampCards.find(({ id }) => id === stamps.card)
  if (!card) complain(['joining', 'stamps', 'card'], `There is no stamp card ${stamps.card}.`)
  else if (stamps.count > card.size)
    complain(['joining', 'stamps', 'count'], `The card has only ${card.size} stamps.`)
}
