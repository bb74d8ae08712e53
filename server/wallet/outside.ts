import type { PushService } from './apple/apns.ts'
import type { GoogleHosts } from './google/calls.ts'

/** The services that hear of changes: tests put others in their place. */
export interface Outside {
  apple: PushService
  google: GoogleHosts
}

export const outside: Outside = {
  apple: { url: 'https://api.push.apple.com' },
  google: { token: 'https://oauth2.googleapis.com', api: 'https://walletobjects.googleapis.com' },
}
