import { Menu, UnstyledButton } from '@mantine/core'
import type { MouseEvent } from 'react'
import type { MenuButtonProps, MenuChoice } from './MenuButton.tsx'

/** The menu of a MenuButton, opened by the click that fetched it. */
export function OpenMenu({ className, label, position, width, choices, children }: MenuButtonProps) {
  return (
    <Menu position={position} width={width} defaultOpened>
      <Menu.Target>
        <UnstyledButton className={className} aria-label={label}>
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
