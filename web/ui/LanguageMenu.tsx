import { Menu, UnstyledButton } from '@mantine/core'
import { IconLanguage } from '@tabler/icons-react'
import styles from './frame.module.css'
import { languageNames, languages, useWords } from './words.tsx'

/** Picks the language that this person reads. */
export function LanguageMenu() {
  const { language, say, choose } = useWords()
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <UnstyledButton
          className={styles.quiet}
          aria-label={`${say('language')}: ${languageNames[language]}`}
        >
          <IconLanguage size={18} stroke={1.75} aria-hidden="true" />
          <span>{languageNames[language]}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {languages.map((code) => (
          <Menu.Item key={code} lang={code} onClick={() => choose(code)} aria-current={code === language}>
            {languageNames[code]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
