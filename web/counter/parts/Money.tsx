import { useContext } from 'react'
import { ShopContext, useFormats } from '../../ui/format.ts'

/** An amount with its figure large and the sign of the currency small beside it, whichever comes first. */
export function Money({ minor }: { minor: number }) {
  const { currency } = useContext(ShopContext)
  const { money } = useFormats()
  const [, before = '', figure = '', after = ''] =
    /^([^\d−]*)([\d.,\s−]*\d)(.*)$/s.exec(money(minor, currency)) ?? []
  return (
    <>
      {before ? <small>{before}</small> : null}
      {figure}
      {after ? <small>{after}</small> : null}
    </>
  )
}
