import { languageNames, languages, useWords } from '../../ui/words.tsx'
import { styles } from '../styles/styles.ts'

/** In which language this device speaks. */
export function Languages() {
  const { language, say, choose } = useWords()
  return (
    <fieldset className={styles.languages} data-even="true">
      <legend>{say('language')}</legend>
      {languages.map((code) => (
        <button
          key={code}
          type="button"
          lang={code}
          aria-pressed={code === language}
          onClick={() => choose(code)}
        >
          {languageNames[code]}
        </button>
      ))}
    </fieldset>
  )
}
