import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Problem } from '../../api/api.ts'
import { programmeInForce, programmePreview, type Spoken } from '../../api/offering.ts'
import { useWords } from '../../ui/words.tsx'
import { useSelf } from '../seat.ts'
import { difference } from './difference.ts'
import { type Path, type Programme, same } from './document.ts'
import { begin, change, type Draft, forget, keep, kept, ONE_STEP_MS, redo, undo } from './draft.ts'

/** Long enough that a word is typed, short enough that one sees it change. */
const LISTEN_MS = 250
const silent: Spoken = { sentences: [], concerns: [] }

/** The programme in force, what one makes of it, and what that would say. Undefined until the first has come. */
export function useProgramme() {
  const { language } = useWords()
  const { seat } = useSelf()
  const businessId = seat?.businessId ?? ''
  const { data: inForce, error } = useQuery(programmeInForce(language))
  const [draft, setDraft] = useState<Draft | null>(() => kept(businessId))
  const lastAt = useRef({ at: 0, place: '' })
  const document = draft?.document ?? inForce?.document
  const heard = useLater(document, LISTEN_MS)
  const changed = draft !== null && inForce !== undefined && !same(draft.document, inForce.document)
  const preview = useQuery({
    ...programmePreview(heard!, language),
    enabled: heard !== undefined && changed,
    placeholderData: keepPreviousData,
  })
  useEffect(() => {
    if (draft && inForce) keep(businessId, draft, inForce.document)
  }, [businessId, draft, inForce])

  const edit = useCallback(
    (next: Programme, place: Path = []) => {
      const now = Date.now()
      const here = place.join('.')
      const joined = here !== '' && here === lastAt.current.place && now - lastAt.current.at < ONE_STEP_MS
      lastAt.current = { at: now, place: here }
      setDraft((before) => {
        const from = before ?? (inForce ? begin(inForce.number, inForce.document) : null)
        return from && change(from, next, joined)
      })
    },
    [inForce],
  )
  const spoken = changed ? (preview.data ?? silent) : (inForce ?? silent)
  const refused = changed && preview.error instanceof Problem ? preview.error : null
  const textOf = ({ sentences }: Spoken) => sentences.map(({ text }) => text)
  return {
    businessId,
    ...{ inForce, error, draft, document, changed, spoken, refused },
    /** Whether what is said is of what is on the screen. */
    settled: !changed || (heard === document && !preview.isFetching),
    changes: changed && inForce && preview.data ? difference(textOf(inForce), textOf(preview.data)) : null,
    edit,
    undo: draft && draft.past.length > 0 ? () => setDraft(undo(draft)) : null,
    redo: draft && draft.future.length > 0 ? () => setDraft(redo(draft)) : null,
    /** Back to what is in force; answers what was dropped, for whoever wants it back. */
    drop() {
      forget(businessId)
      setDraft(null)
      return () => setDraft(draft)
    },
    /** Goes on from the version in force now, whichever one it was begun from. */
    rebase: (base: number) => setDraft((before) => before && { ...before, base }),
    /** Begins anew from another document, an older version say. Kept at once: the page may be left right after. */
    take(next: Programme) {
      if (!inForce) return
      const taken = change(begin(inForce.number, inForce.document), next, false)
      keep(businessId, taken, inForce.document)
      setDraft(taken)
    },
  }
}

export type Editor = ReturnType<typeof useProgramme>

/** A value once it has stood still for a while; the first one at once. */
function useLater<Value>(value: Value, ms: number): Value {
  const [later, setLater] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLater(value), ms)
    return () => clearTimeout(timer)
  }, [value, ms])
  return later ?? value
}
