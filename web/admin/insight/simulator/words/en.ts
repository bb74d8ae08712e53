export const en = {
  playing: '{done} of {of} purchases played',
  begins: 'Looking at the past…',
  cancel: 'Stop',
  stopped: 'Stopped. Nothing was changed.',
  'caps.title': '{programme}: caps that bound what one person costs',
  'caps.sub': 'What she may get in a month at most. One press plays it beside.',
  'caps.how':
    'Of 100 months in which somebody got points, so many stay below the cap and never meet it. What lies above is cut off. The loosest is played already: the first table says what it would cost.',
  'caps.try': '{max} points a month',
  'caps.below': '{below} of 100 never meet it',
  'caps.none': 'Nobody stands out, so there is nothing to cap.',
  'other.capped': 'With a cap of {max} points a month',
  month: 'Cap a month',
  below: 'Never meet it, of 100',
  lines: 'Strong line: {one}. Quiet line: {two}.',
  owedMoney: '{programme}, money',
} as const

export type Key = keyof typeof en
