import { useEffect, useState } from 'react'
import type { Look } from '../ui/card/look.ts'
import { askTill } from './store/asking.ts'

type Stamped = Pick<Look, 'stamp' | 'logo' | 'fill' | 'on'>
const KEPT = 'regulars.look'
const plain: Stamped = { stamp: 'star', logo: null, fill: '#13201e', on: '#ffffff' }
let asked: Promise<Stamped> | undefined

/** How the business's stamp looks; as it was seen last while there is no network. */
export function useLook(): Stamped {
  const [look, setLook] = useState<Stamped>(remembered)
  useEffect(() => {
    let over = false
    asked ??= askTill<Look>('GET', '/api/v1/look')
      .then(({ stamp, logo, fill, on }) => ({ stamp, logo, fill, on }))
      .catch(() => {
        asked = undefined
        return remembered()
      })
    void asked.then((told) => {
      localStorage.setItem(KEPT, JSON.stringify(told))
      document.documentElement.style.setProperty('--brand-fill', told.fill)
      document.documentElement.style.setProperty('--brand-on', told.on)
      if (!over) setLook(told)
    })
    return () => {
      over = true
    }
  }, [])
  return look
}

function remembered(): Stamped {
  try {
    return { ...plain, ...JSON.parse(localStorage.getItem(KEPT) ?? '{}') }
  } catch {
    return plain
  }
}
