export const en = {
  'title.up': 'Sales are {change} above the same weeks a year ago',
  'title.down': 'Sales are {change} below the same weeks a year ago',
  'title.same': 'Sales are about where they were in the same weeks a year ago',
  'title.short': 'Too short a past to know the season',
  'title.counting': 'Sales are being counted',
  'sub.year': 'Between {low} and {high}, 95 times of 100, from {weeks} weeks.',
  'sub.short': 'The same weeks a year before are needed: {needed} weeks of sales; there are {known}.',
  'sub.counting': 'Many purchases were brought in at once; within minutes they are counted.',
  'trend.up': 'Without the season they rise {change} a month ({low} to {high}).',
  'trend.down': 'Without the season they fall {change} a month ({low} to {high}).',
  'trend.flat': 'Without the season they neither rise nor fall ({low} to {high} a month).',
  'trend.short': 'A trend without the season takes {needed} weeks of sales; there are {known}.',
  how: 'All purchases of whole weeks, with and without a customer, less what came back; the week that is not over is left out. The quiet line is the same week a year (52 weeks) before. The comparison is the mean change of the latest 13 weeks against their year before, so the season drops out; its range takes the weeks as independent (Student), so a few odd weeks make it too narrow. For the trend each week is divided by its usual share of the year: the five weeks around the one a year before, by the mean of the year around them. The trend is the middle of the slopes between all pairs of the last 26 weeks (Theil and Sen).',
  week: 'Week from',
  sold: 'Sold',
  before: 'A year before',
  adjusted: 'Without the season',
} as const

export type Key = keyof typeof en
