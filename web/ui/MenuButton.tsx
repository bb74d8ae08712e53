import { UnstyledButton } from '@mantine/core'
import type { Icon } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'

const fetchMenu = () => import('./OpenMenu.tsx')
type OpenMenu = Awaited<ReturnType<typeof fetchMenu>>['OpenMenu']

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
 * it comes when somebody reaches for the button. Without network the button stays as it is, to be pressed again.
 */
export function MenuButton(props: MenuButtonProps) {
  const [menu, setMenu] = useState<{ Open: OpenMenu }>()
  if (menu) return <menu.Open {...props} />
  const fetched = () => fetchMenu().catch(() => undefined)
  return (
    <UnstyledButton
      className={props.className}
      aria-label={props.label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={fetched}
      onFocus={fetched}
      onClick={async () => {
        const file = await fetched()
        if (file) setMenu({ Open: file.OpenMenu })
      }}
    >
      {props.children}
    </UnstyledButton>
  )
}
