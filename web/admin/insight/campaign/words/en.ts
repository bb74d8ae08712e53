export const en = {
  'plan.title': 'Before it starts: how many people does it take?',
  'plan.lead': 'Let chance choose who is left out, and ask enough people, or nothing can be said afterwards.',
  'plan.lift.came': 'Smallest rise worth seeing, of 100 people',
  'plan.lift.visits': 'Smallest rise worth seeing, days each',
  'plan.lift.spend': 'Smallest rise worth seeing, money each',
  'plan.days': 'Days it will run',
  'plan.arms': 'Groups that are asked',
  'plan.leftOut': 'Left out, of 100 people',
  'plan.run': 'Work it out',
  'plan.says': 'It takes {arm} people in each group that is asked and {control} left out: {total} in all.',
  'plan.base.came': 'In the last {days} days {mean} of 100 of your people came.',
  'plan.base.visits': 'In the last {days} days your people came on {mean} days each.',
  'plan.base.spend': 'In the last {days} days your people spent {mean} each.',
  'plan.before': 'Compared with what each of them did before, {total} are enough.',
  'plan.enough': '{people} bought within a year: enough.',
  'plan.short.came':
    '{people} bought within a year: too few. All together can show a rise of {smallest} of 100, no smaller one.',
  'plan.short.visits':
    '{people} bought within a year: too few. All together can show a rise of {smallest} days each, no smaller one.',
  'plan.short.spend':
    '{people} bought within a year: too few. All together can show a rise of {smallest} each, no smaller one.',
  'plan.short.none': '{people} bought within a year: so few can show nothing.',
  'plan.refused.nobody': 'Too few people have bought within a year to say what they do without a campaign.',
  'plan.refused.above_all': 'So many already come that a rise so large can’t be.',
  'plan.refused.no_spread': 'Everybody does the same, so nobody can say how far chance reaches.',
  'plan.how':
    'So that the rise is seen in 80 of 100 campaigns where it is real, and seen in no more than 5 of 100 where it is chance. Several groups share these 5. What people do without a campaign is taken from those who bought within a year, over as many days as yours will run. Shares by the normal approximation (Fleiss), means by their spread; what each did before takes away the part of the spread that it explains (CUPED).',
  'adjusted.label': '{arm}, by what each did before',
  'adjusted.says':
    'Compared with what each did before, {arm} brought {low} to {high} each: a range {share} as wide.',
  'adjusted.how':
    'The second range takes out what people did in as many days before (CUPED: Deng and others, 2013). It is shown where that narrows the range. Both are right; decide beforehand which one you go by.',
  'adjusted.difference': 'Difference, by what they did before',
} as const

export type Key = keyof typeof en
