import { type Programme, same } from './document.ts'

/** A programme while it is being changed: from which version it began, and every step that Undo goes back. */
export interface Draft {
  /** The number of the version that the editor saw. */
  base: number
  document: Programme
  past: Programme[]
  future: Programme[]
}

/** As many steps back as anybody takes; more would only fill the browser's store. */
const STEPS = 50
/** Changes of one field within this time are one step: a number typed digit by digit is undone at once. */
export const ONE_STEP_MS = 1_200

export function begin(base: number, document: Programme): Draft {
  return { base, document, past: [], future: [] }
}

export function change(draft: Draft, document: Programme, joined: boolean): Draft {
  if (same(draft.document, document)) return draft
  const past = joined && draft.past.length > 0 ? draft.past : [...draft.past, draft.document].slice(-STEPS)
  return { ...draft, document, past, future: [] }
}

export function undo(draft: Draft): Draft {
  const document = draft.past.at(-1)
  if (!document) return draft
  return { ...draft, document, past: draft.past.slice(0, -1), future: [draft.document, ...draft.future] }
}

export function redo(draft: Draft): Draft {
  const [document, ...future] = draft.future
  if (!document) return draft
  return { ...draft, document, past: [...draft.past, draft.document], future }
}

const nameOf = (businessId: string) => `regulars.programme.${businessId}`

/** Work that isn't saved outlives a closed tab. Only what differs from the version in force is worth keeping. */
export function keep(businessId: string, draft: Draft, inForce: Programme): void {
  if (same(draft.document, inForce)) localStorage.removeItem(nameOf(businessId))
  else
    localStorage.setItem(
      nameOf(businessId),
      JSON.stringify({ base: draft.base, document: draft.document, past: draft.past.slice(-10) }),
    )
}

export function kept(businessId: string): Draft | null {
  try {
    const text = localStorage.getItem(nameOf(businessId))
    if (!text) return null
    const { base, document, past } = JSON.parse(text)
    return typeof base === 'number' && document?.format === 1 ? { base, document, past, future: [] } : null
  } catch {
    return null
  }
}

export function forget(businessId: string): void {
  localStorage.removeItem(nameOf(businessId))
}
