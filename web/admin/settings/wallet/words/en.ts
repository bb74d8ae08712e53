export const en = {
  'wallet.title': 'Wallet',
  'wallet.lead': 'Your customers’ card in the wallet of their phones, beside their bank cards.',
  'wallet.without':
    'Nothing depends on it. Without a wallet the card opens in the browser and can be put on the home screen, and nobody misses a stamp. With one, every card offers a button to keep it there.',
  how: 'How do I get this?',
  kept: 'It is kept sealed, and nobody ever sees it again.',
  'file.choose': 'Choose a file',
  'file.clear': 'Take the file away',
  'file.missing': 'Choose a file first.',
  'file.large': 'This file is too large to be it: 30 kB is the most.',
  passes: 'Cards given out',
  problem:
    'A phone could not be told of a change: {problem}. It is tried again by itself, at the latest with the next change.',
  preview: 'About like this',
  'apple.missing':
    'Not set up, so no card offers it yet. iPhones only take a card that is signed by a certificate which Apple gave to you; an unsigned one they refuse.',
  'apple.how.1': 'Join the Apple Developer Program with your business. Apple asks for a yearly fee.',
  'apple.how.2':
    'Under “Certificates, Identifiers & Profiles” make a Pass Type ID that begins with “pass.”, and a certificate for it.',
  'apple.how.3':
    'Open the certificate in Keychain Access on a Mac, and export it together with its key as .p12, under a password.',
  'apple.how.4':
    'From apple.com/certificateauthority fetch “Worldwide Developer Relations – G4”. iPhones ask for it, and the .p12 mostly lacks it.',
  'apple.ready': 'Set up. On iPhones, iPads and Macs every card offers “Add to Apple Wallet”.',
  'apple.expiring':
    'The certificate runs out on {day}. Get a new one from Apple for the same Pass Type ID and upload it here: cards on phones go on working.',
  'apple.expired':
    'The certificate ran out on {day}. No new cards are given out and phones hear of no changes; the cards in them go on collecting. Get a new one for the same Pass Type ID and upload it here.',
  'apple.lost':
    'The key can’t be opened any more, as the secret of this installation has changed. Upload the certificate again.',
  'apple.trial':
    'It wasn’t Apple that signed this certificate. It is good for trying out, but no iPhone takes such a card.',
  'apple.http':
    'Phones hear of no changes, as this installation isn’t reached by https: a card goes on showing what it was when it was added.',
  'apple.p12': 'Certificate with its key (.p12)',
  'apple.password': 'Password of the file',
  'apple.chain': 'Apple’s intermediate certificate (.cer)',
  'apple.chain.hint': 'Only where it isn’t in the .p12.',
  'apple.do': 'Set up Apple Wallet',
  'apple.for': 'Signs for',
  'apple.owner': 'Made out to',
  'apple.team': 'Team',
  'apple.issuer': 'Issued by',
  'apple.valid': 'Valid until',
  'apple.sample': 'Get a sample card',
  'apple.replace': 'Upload a new certificate',
  'apple.remove': 'Remove Apple Wallet',
  'apple.remove.meaning':
    'No new cards are given out. Those on phones stay there and hear of no more changes.',
  'google.missing':
    'Not set up, so no card offers it yet. Google only takes cards from a business that has an issuer account there.',
  'google.how.1': 'Ask for an issuer account at pay.google.com/business/console. It costs nothing.',
  'google.how.2':
    'At console.cloud.google.com switch the Google Wallet API on, make a service account, and fetch a key for it as JSON.',
  'google.how.3': 'Back in the first console, under “Users”, let the service account in as a developer.',
  'google.how.4':
    'Ask for publishing access. Until Google has given it, only your own test users can save a card.',
  'google.ready': 'Set up. On Android and in other browsers every card offers “Save to Google Wallet”.',
  'google.lost':
    'The key can’t be opened any more, as the secret of this installation has changed. Upload it again.',
  'google.issuer': 'Issuer ID',
  'google.issuer.hint': 'The long number in the console’s list of issuers.',
  'google.issuer.missing': 'Give the number as Google shows it.',
  'google.account': 'Key of the service account (.json)',
  'google.who': 'Service account',
  'google.do': 'Set up Google Wallet',
  'google.replace': 'Upload a new key',
  'google.remove': 'Remove Google Wallet',
  'google.remove.meaning':
    'No new cards are given out. Those on phones stay there and hear of no more changes.',
}
