import { Menu, UnstyledButton } from '@mantine/core'
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import type { MenuButtonProps, MenuChoice } from './MenuButton.tsx'

/**
 * The menu of a MenuButton, opened by the click that fetched it. It stays within the button's own landmark, and holds
 * nothing but its items, so that a screen reader says where it is and what is in it.
 */
export function OpenMenu({ className, label, position, width, choices, children }: MenuButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  // This button stands in the place of the one that was pressed: it has the focus before the menu takes it, and gets it back.
  useEffect(() => {
    button.current?.focus()
    setOpened(true)
  }, [])
  return (
    <Menu
      position={position}
      width={width}
      opened={opened}
      onChange={setOpened}
      withinPortal={false}
      floatingStrategy="fixed"
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        <UnstyledButton ref={button} className={className} aria-label={label}>
          {children}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Choice key={choice.key} choice={choice} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Choice({ choice: { text, Icon, lang, current, href, onChoose } }: { choice: MenuChoice }) {
  const shared = {
    children: text,
    lang,
    'aria-current': current,
    leftSection: Icon ? <Icon size={20} stroke={1.75} aria-hidden="true" /> : undefined,
  }
  if (!href) return <Menu.Item {...shared} onClick={onChoose} />
  // A plain click stays within the page; one that asks for a tab of its own is the browser's.
  function follow(event: MouseEvent) {
    if (!onChoose || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    onChoose()
  }
  return <Menu.Item {...shared} component="a" href={href} onClick={follow} />
}
