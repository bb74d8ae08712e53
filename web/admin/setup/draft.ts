import { queryOptions, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ProgrammeDocument } from '../../../server/programme/document.ts'
import type { Trade } from '../../../server/programme/trades.ts'
import { ask } from '../../api/api.ts'

interface Version {
  number: number
  document: ProgrammeDocument
}

export const inForce = queryOptions({
  queryKey: ['programme', 'document'],
  queryFn: () => ask<Version>('GET', '/api/v1/programme'),
})

const keyOf = (businessId: string) => `regulars.setup.programme.${businessId}`

/** The draft that a reload brings back, as long as nobody put another version in force meanwhile. */
function kept(businessId: string, number: number): ProgrammeDocument | undefined {
  const text = localStorage.getItem(keyOf(businessId))
  const draft = text === null ? undefined : (JSON.parse(text) as Version)
  return draft?.number === number ? draft.document : undefined
}

/** The programme as it is being written. It is kept on this device until it is put in force. */
export function useDraft(businessId: string) {
  const { data: version } = useSuspenseQuery(inForce)
  const [, setTurn] = useState(0)
  const document = kept(businessId, version.number) ?? version.document
  return {
    document,
    changed: JSON.stringify(document) !== JSON.stringify(version.document),
    write(next: ProgrammeDocument) {
      localStorage.setItem(keyOf(businessId), JSON.stringify({ number: version.number, document: next }))
      setTurn((turn) => turn + 1)
    },
    /** Puts it in force; refused when somebody else did meanwhile. */
    async save() {
      await ask('PUT', '/api/v1/programme', { document, expected: version.number })
      localStorage.removeItem(keyOf(businessId))
    },
  }
}

/** Puts what suits a trade in force in place of a first version; a later one is somebody's own work and stays. */
export async function beginAnew(businessId: string, trade: Trade): Promise<void> {
  const { number } = await ask<Version>('GET', '/api/v1/programme')
  if (number > 1) return
  const { document } = await ask<Pick<Version, 'document'>>('GET', `/api/v1/programme/ready?trade=${trade}`)
  await ask('PUT', '/api/v1/programme', { document, expected: number })
  localStorage.removeItem(keyOf(businessId))
}
