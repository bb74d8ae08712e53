import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet } from '@tanstack/react-router'
import { business } from '../../api/questions.ts'
import { ShopContext } from '../../ui/format.ts'

/** Around the steps: whose money and whose clock they speak of. */
export function SettingUp() {
  const { data: shop } = useSuspenseQuery(business)
  return (
    <ShopContext value={shop}>
      <Outlet />
    </ShopContext>
  )
}
