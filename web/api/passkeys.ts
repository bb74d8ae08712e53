import { ask } from './api.ts'

// WebAuthn Level 3 (§5.1.8, §5.1.10) reads and writes its JSON by itself; older browsers simply have no passkeys here.

/** Whether this browser, at this address, can have passkeys. */
export function canPasskey(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && 'parseRequestOptionsFromJSON' in PublicKeyCredential
}

/** Signs in with a passkey. Throws a DOMException when the person turns away, a Problem when the server refuses. */
export async function signInWithPasskey(): Promise<void> {
  const options = await ask<PublicKeyCredentialRequestOptionsJSON>(
    'GET',
    '/api/auth/passkey/generate-authenticate-options',
  )
  const credential = await navigator.credentials.get({
    publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options),
  })
  await ask('POST', '/api/auth/passkey/verify-authentication', { response: asJson(credential) })
}

/** Makes a passkey for the person who is signed in. */
export async function addPasskey(name: string): Promise<void> {
  const options = await ask<PublicKeyCredentialCreationOptionsJSON>(
    'GET',
    '/api/auth/passkey/generate-register-options',
  )
  const credential = await navigator.credentials.create({
    publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options),
  })
  await ask('POST', '/api/auth/passkey/verify-registration', { response: asJson(credential), name })
}

/** Whether the person closed the browser's window instead of answering it. */
export function turnedAway(error: unknown): boolean {
  return error instanceof DOMException && (error.name === 'NotAllowedError' || error.name === 'AbortError')
}

function asJson(credential: Credential | null): unknown {
  if (!(credential instanceof PublicKeyCredential)) throw new DOMException('no credential', 'NotAllowedError')
  return credential.toJSON()
}
