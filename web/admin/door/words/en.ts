export const en = {
  'forgot.link': 'Forgot your password?',
  'forgot.title': 'A new password',
  'forgot.lead': 'Write the address that you sign in by. You get a link there to choose a new one.',
  'forgot.send': 'Send the link',
  'forgot.sent': 'Look into your mail.',
  'forgot.sent.lead':
    'If somebody signs in by {email}, a link is on its way there. It works once, for one hour.',
  'forgot.sent.hint':
    'Nothing came? Look among the unwanted mail, and whether the address is the one you were invited by. A new link can be asked for three times in an hour.',
  'forgot.other': 'Another address',
  'forgot.operator': 'No mail goes out from here.',
  'forgot.operator.lead':
    'Ask whoever runs Regulars for you. This command gives you a new password and signs you out everywhere:',
  'forgot.operator.after': 'Sign in with what it prints, then choose your own under “You”.',
  'forgot.back': 'Back to sign-in',
  'new.title': 'Choose a new password.',
  'new.lead': 'Everywhere else you are signed out by it.',
  'new.save': 'Take it and come in',
  'new.again': 'Ask for a new link',
} as const
