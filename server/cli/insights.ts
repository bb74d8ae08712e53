import { type Call, type Outcome, UsageError } from './command.ts'
import type { Insight } from './insights/insight.ts'

export const summary = 'What customers are worth and who stays, as of any day; what a campaign brought'

export const words = 'WHAT [FILE]'

export const options = {
  business: { type: 'string' },
  at: { type: 'string' },
  from: { type: 'string' },
  returns: { type: 'string' },
  period: { type: 'string' },
  borders: { type: 'string' },
  convention: { type: 'string' },
  margin: { type: 'string' },
  group: { type: 'string' },
  control: { type: 'string' },
  metric: { type: 'string' },
  before: { type: 'string' },
  baseline: { type: 'string' },
  lift: { type: 'string' },
  spread: { type: 'string' },
  arms: { type: 'string' },
  'left-out': { type: 'string' },
  power: { type: 'string' },
  alpha: { type: 'string' },
  correlation: { type: 'string' },
  people: { type: 'string' },
  model: { type: 'string' },
  params: { type: 'string' },
  horizon: { type: 'string' },
  plain: { type: 'boolean' },
  until: { type: 'string' },
  holdout: { type: 'string' },
  id: { type: 'string' },
  date: { type: 'string' },
  value: { type: 'string' },
  currency: { type: 'string' },
  out: { type: 'string' },
} as const

export const hints = {
  business: 'ID        whose purchases: rfm, abcxyz, cohorts, crr, ladder, ltv',
  at: 'DATE            the last shop day that counts (today)',
  from: 'DATE          the first day of the period',
  returns: 'kept|subtracted  count what was bought (kept), or net of what came back',
  period: 'month|quarter   of cohorts',
  borders: 'R;F;M of rfm as 30,60,90,180;1,2,4,8;…  or A,B,X,Y of abcxyz as 0.8,0.95,0.5,1',
  convention: 'ours|rfm-package  of rfm: how values on a border score',
  margin: 'PERCENT     of ltv: what is left of 100 of sales (40)',
  group: 'COLUMN       of uplift: which group somebody was in',
  control: 'VALUE      of uplift: the group that was left out',
  metric: 'COLUMN      of uplift: what is compared; 0 and 1 are shares, anything else means',
  before: 'COLUMN,…    of uplift: the same before the campaign, and what else is known from before',
  baseline: 'NUMBER     of plan: what happens without the campaign, a share from 0 to 1 or a mean',
  lift: 'NUMBER         of plan: the smallest difference worth seeing, in the same unit',
  spread: 'NUMBER       of plan: the standard deviation of a mean; without it a share is meant',
  arms: 'COUNT          of plan: how many groups are asked, each against the one left out (1)',
  'left-out': 'PERCENT  of plan: how many of 100 people are left out (50)',
  power: 'SHARE         of plan: how often it shall be seen where it is real (0.8)',
  alpha: 'SHARE         of plan: how often chance alone may look like it, on both sides (0.05)',
  correlation: 'R       of plan: how alike what they did before and then is, of means',
  people: 'COUNT        of plan: also the smallest difference that so many people can show',
  model: `MODEL        of fit and score: nbd, bg-nbd, mbg-nbd, pareto-nbd, gamma-gamma, cnbd-k, bg-cnbd-k, bg-bb`,
  params: 'NAME=NUMBER,…  of score: the model’s parameters, as fit gives them',
  horizon: 'TIME       of score: how far ahead, in the unit of the file (bg-bb: chances)',
  plain: '             of fit: nothing lent to small shops, plain maximum likelihood',
  until: 'DATE         of summary: the last day of watching (the last in the file)',
  holdout: 'DATE       of summary: also count what was bought after that, up to this day',
  id: 'COLUMN          of summary: who bought, where the heading doesn’t tell',
  date: 'COLUMN        of summary: when',
  value: 'COLUMN       of summary: for how much',
  currency: 'CODE      of summary: only purchases in this currency',
  out: 'FILE           of summary: write the rows there, as CSV that fit and score read',
}

const insights: Record<string, () => Promise<Insight>> = {
  rfm: async () => (await import('./insights/asOf.ts')).rfm,
  abcxyz: async () => (await import('./insights/asOf.ts')).abcxyz,
  cohorts: async () => (await import('./insights/asOf.ts')).cohorts,
  crr: async () => (await import('./insights/asOf.ts')).crr,
  ladder: async () => (await import('./insights/asOf.ts')).ladder,
  ltv: async () => (await import('./insights/asOf.ts')).ltv,
  uplift: async () => (await import('./insights/uplift.ts')).uplift,
  plan: async () => (await import('./insights/plan.ts')).plan,
  fit: async () => (await import('./insights/models.ts')).fitFile,
  score: async () => (await import('./insights/models.ts')).scoreFile,
  summary: async () => (await import('./insights/summary.ts')).summary,
}

export async function run(call: Call): Promise<Outcome> {
  const [what, ...files] = call.words
  const load = what !== undefined && Object.hasOwn(insights, what) ? insights[what] : undefined
  if (!load) throw new UsageError(`Say what to look at: ${Object.keys(insights).join(', ')}.`)
  return (await load())(call, files)
}
