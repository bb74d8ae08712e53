import { useEffect, useState } from 'react'
import { Problem } from '../api/api.ts'
import type { Desk, Regular } from './api.ts'
import { leafOfRegular, regularOfLeaf } from './sale.ts'
import { askTill } from './store/asking.ts'
import { leafOf, putLeaf } from './store/book.ts'

/** Who she is: at once what the book knows, then all that the server tells. */
export function useRegular(
  customerId: string | null,
  desk: Desk,
): { her: Regular | null; fault: string | null } {
  const [her, setHer] = useState<Regular | null>(() => fromBook(customerId, desk))
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    if (!customerId) return
    let over = false
    askTill<Regular>('GET', `/api/v1/customers/${customerId}/regular`)
      .then((told) => {
        if (over) return
        setHer(told)
        void putLeaf(leafOfRegular(told, leafOf(told.id) ?? leafOf(customerId)))
      })
      .catch((error) => {
        if (over || !(error instanceof Problem)) return
        if (error.status !== 0) setFault(error.message)
        else if (!leafOf(customerId)) setFault('offline')
      })
    return () => {
      over = true
    }
  }, [customerId])
  return { her, fault }
}

function fromBook(customerId: string | null, desk: Desk): Regular | null {
  const leaf = customerId ? leafOf(customerId) : undefined
  return leaf ? regularOfLeaf(leaf, desk) : null
}
