import { headersFor, Problem } from './api.ts'

/** Uploads a picture; it is encoded anew. The same file again is the same picture. */
export async function uploadPicture(file: File): Promise<{ id: string; url: string }> {
  const answer = await fetch('/api/v1/pictures', {
    method: 'POST',
    headers: { ...headersFor(undefined, undefined), 'content-type': file.type },
    body: file,
  }).catch(() => {
    throw new Problem(0, 'offline', '')
  })
  const told = await answer.json().catch(() => ({}))
  if (answer.ok) return told
  throw new Problem(answer.status, told.code ?? 'internal', told.detail ?? '', told.errors)
}
