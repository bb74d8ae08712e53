/** What a pass says. `{…}` is filled in; `%@` is left for the phone, which puts the new value there. */
export const en = {
  description: 'Loyalty card of {business}',
  points: 'Points',
  stamps: 'Stamps',
  next: 'Next reward',
  missing: 'Still missing',
  tier: 'Tier',
  name: 'Name',
  number: 'Card number',
  expires: 'Runs out soonest',
  how: 'How it works',
  code: 'About this code',
  code_is:
    'It says who you are, and you collect with it. To take a reward, open your card in the browser: its code changes every minute, so that nobody can spend by a photo.',
  points_now: 'Your balance is now %@.',
  stamps_now: 'Your stamps: %@.',
  tier_now: 'Your tier is now %@.',
  closed: 'Card closed',
  closed_is: 'This card is no longer in use. You can delete it.',
  sample: 'Sample',
  sample_name: 'Demo Dora',
  sample_reward: 'A coffee on the house',
}
