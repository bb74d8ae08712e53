import { IconLanguage } from '@tabler/icons-react'
import styles from './frame.module.css'
import { MenuButton } from './MenuButton.tsx'
import { languageNames, languages, useWords } from './words.tsx'

/** Picks the language that this person reads. */
export function LanguageMenu() {
  const { language, say, choose } = useWords()
  return (
    <MenuButton
      className={styles.quiet}
      label={`${say('language')}: ${languageNames[language]}`}
      position="bottom-end"
      width={180}
      choices={languages.map((code) => ({
        key: code,
        text: languageNames[code],
        lang: code,
        current: code === language,
        onChoose: () => choose(code),
      }))}
    >
      <IconLanguage size={18} stroke={1.75} aria-hidden="true" />
      <span>{languageNames[language]}</span>
    </MenuButton>
  )
}
