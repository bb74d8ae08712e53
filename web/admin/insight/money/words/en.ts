export const en = {
  period: 'Months shown',
  'period.12': 'Last twelve months',
  'period.24': 'Last two years',
  'period.all': 'From the beginning',
  file: 'File for the accountant',
  sentence:
    'In these months {redeemed} of 100 points given were redeemed, which cost {cost}, {share} of sales.',
  'roll.title': '{opening} points owed when this month began, {closing} now',
  'roll.sub':
    'The accounts hold exactly that: {balance} to spend, {pending} still pending, {reserved} held for rewards.',
  'roll.sub.differs':
    'The accounts differ from it by {difference}. Whoever runs the server should start verify.',
  'roll.how':
    'From the ledger, by your shop’s days. Each month’s end is the next one’s start: start + given − returned − redeemed − expired + adjusted. Returned also holds what had expired before its goods came back; it then no longer counts as expired. What is held for a reward is owed until it is handed out. Adjusted: given or taken by hand. Entered late: by how much entries made after the month was over, such as a file brought in, changed its end.',
  'col.opening': 'At the start',
  'col.granted': 'Given',
  'col.takenBack': 'Returned',
  'col.redeemed': 'Redeemed',
  'col.expired': 'Expired',
  'col.adjusted': 'Adjusted',
  'col.closing': 'At the end',
  'col.enteredLate': 'Entered late',
  'col.revalued': 'Revalued',
  'worth.title': 'In money {opening} when this month began, {closing} now',
  'worth.sub': 'The same months, at what a point was worth at the end of each',
  'worth.how':
    'Each month by the worth that the programme named at its end. Revalued: what a new worth did to the points from before. Rounded so that the parts always make the end of the month to the last coin.',
  'card.title': 'Gift cards and store credit: {money} not used yet',
  'card.sub': 'Month by month, each currency by itself',
  'card.how':
    'Given: sold or given away. Returned: taken back with a purchase. Redeemed: paid with. It is what customers have paid you in advance, so you owe goods for it.',
  'defer.how':
    'Each month’s sales to known customers are split between the goods and the points, by what each would cost alone (the worth of a point, less the share never redeemed). The points’ part is earned in the share redeemed of all that will ever be redeemed, by today’s estimate; as long as fewer than a hundred people stand behind that, all points are taken to be redeemed. Worked out in fractions and rounded once, so that each month’s end is the next one’s start. A return lessens the sales of the month it was bought in, and the points of the month it came back in.',
  'defer.opening': 'From the months before',
  'defer.new': 'Belongs to the points',
  'defer.earned': 'Earned by redeeming',
  'defer.closing': 'Still not earned',
  'defer.refused.title': 'The sales can’t be split',
  'defer.refused':
    'Points were given for purchases in several currencies. Those have no sum, so nothing is split here.',
  none: 'A programme of stamps owes prizes, not points: the full cards stand on the list of vouchers. What points would cost, the simulator tells from your own sales.',
} as const

export type Key = keyof typeof en
