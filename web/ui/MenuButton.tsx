import { UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'

const fetchMenu = () => import('./OpenMenu.tsx')
const OpenMenu = lazy(() => fetchMenu().then(({ OpenMenu: component }) => ({ default: component })))

export interface MenuChoice {
  key: string
  text: string
  Icon?: Icon
  /** The language that the text is in, where it isn't the page's. */
  lang?: string
  current?: boolean
  href?: string
  onChoose?(): void
}

export interface MenuButtonProps {
  className: string | undefined
  /** What it is called, where what stands on it doesn't say it. */
  label?: string
  position: 'bottom-start' | 'bottom-end' | 'top-end'
  width: number
  choices: readonly MenuChoice[]
  children: ReactNode
}

/**
 * A button that opens a menu. What places menus on the screen is a tenth of the page's code, and most visits open none:
 * it comes when somebody reaches for the button.
 */
export function MenuButton(props: MenuButtonProps) {
  const [reached, setReached] = useState(false)
  const closed = (
    <UnstyledButton
      className={props.className}
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void fetchMenu()}
      onFocus={() => void fetchMenu()}
      onClick={() => setReached(true)}
    >
      {props.children}
    </UnstyledButton>
  )
  return reached ? (
    <Suspense fallback={closed}>
      <OpenMenu {...props} />
    </Suspense>
  ) : (
    closed
  )
}
