export const en = {
  'moves.title': 'In a year {made} made a habit, {back} came back to it, {away} stayed away',
  'moves.title.none': 'Nobody has moved on the ladder in a year',
  'moves.sub': 'People who moved in each month, and what moved them. Tap a number to see them.',
  'moves.how':
    'Each month’s last day against the month before, from the sums of each person’s months; the month that is not over counts up to today. Up only by buying: a first day, a second one, a habit (four days and within twice the usual gap), or a habit taken up again. Down only by staying away for longer than twice the usual gap. All are counted, nothing is estimated; what came back counts as never bought, also in the past.',
  'step.first': 'Bought for the first time',
  'step.again': 'Came again',
  'step.habit': 'Made a habit',
  'step.back': 'Came back to it',
  'step.away': 'Stayed away',
  cell: '{step}, {month}: {count}',
  'table.month': 'Month',
  'table.from': 'From',
  'table.to': 'To',
  'table.because': 'What moved them',
  'table.people': 'People',
  'regulars.title.up': '{count, plural, one {One regular more} other {# regulars more}} than a year ago',
  'regulars.title.down': '{count, plural, one {One regular fewer} other {# regulars fewer}} than a year ago',
  'regulars.title.same': 'As many regulars as a year ago',
  'regulars.sub': 'Regulars at the end of each month',
} as const

export type Key = keyof typeof en
