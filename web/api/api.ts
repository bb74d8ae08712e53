/** One way to the server: JSON there and back, and its refusals as errors that know their fields. */

export interface FieldFault {
  field: string
  message: string
}

/** What the server refused (RFC 9457), or that it could not be reached (`offline`). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly faults: FieldFault[]

  constructor(status: number, code: string, detail: string, faults: FieldFault[] = []) {
    super(detail)
    this.status = status
    this.code = code
    this.faults = faults
  }

  /** What is wrong with one field, when it is that field's fault. */
  about(field: string): string | undefined {
    return this.faults.find((fault) => fault.field === field)?.message
  }
}

const chosen: { language: string; businessId: string | undefined } = { language: 'en', businessId: undefined }

/** The language that the server's words shall be in. */
export function speak(language: string): void {
  chosen.language = language
}

/** The business that every further question is about. */
export function workIn(businessId: string): void {
  chosen.businessId = businessId
}

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export function headersFor(body: unknown, key: string | undefined): Record<string, string> {
  const headers: Record<string, string> = { 'accept-language': chosen.language }
  if (chosen.businessId) headers['regulars-business'] = chosen.businessId
  if (body !== undefined)
    headers['content-type'] =
      body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json'
  if (key) headers['idempotency-key'] = key
  return headers
}

/**
 * Asks the server; throws a Problem when it refuses. A picture goes as it is, all else as JSON. `key`: the same for every
 * try of one intent.
 */
export async function ask<Answer>(
  method: Method,
  path: string,
  body?: unknown,
  key?: string,
): Promise<Answer> {
  const headers = headersFor(body, key)
  const answer = await fetch(path, {
    method,
    headers,
    ...(body === undefined ? {} : { body: body instanceof Blob ? body : JSON.stringify(body) }),
  }).catch(() => {
    throw new Problem(0, 'offline', '')
  })
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told as Answer
  throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
}

/** Fetches a file with the rights of whoever is signed in, and has the browser keep it. */
export async function saveAs(path: string, name: string, body?: unknown): Promise<void> {
  const answer = await fetch(path, {
    headers: headersFor(body, undefined),
    ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Problem(0, 'offline', '')
  })
  if (!answer.ok) {
    const told = await answer.json().catch(() => ({}))
    throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
  }
  const address = URL.createObjectURL(await answer.blob())
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}

/** Sends a file as it is on the disk: the browser reads it as it goes. */
export async function sendFile<Answer>(path: string, file: File, key: string): Promise<Answer> {
  const headers = { ...headersFor(undefined, key), 'content-type': 'application/octet-stream' }
  const answer = await fetch(path, { method: 'POST', headers, body: file }).catch(() => {
    throw new Problem(0, 'offline', '')
  })
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told as Answer
  throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
}
