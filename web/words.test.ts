import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { isStructurallySame, parse } from '@formatjs/icu-messageformat-parser'
import { languages } from './ui/messages.ts'

/**
 * Every folder `words` holds four languages of one area: the same keys, the same params, nothing left untranslated by
 * oversight, nothing that no screen says.
 */

const root = import.meta.dirname
const folders = globSync('**/words/en.ts', { cwd: root, exclude: (path) => path.endsWith('dist') }).map(
  (file) => dirname(file),
)
assert.ok(folders.length > 0, 'found no words')

type Words = Record<string, string>
const read = async (folder: string, language: string): Promise<Words> =>
  (await import(resolve(root, folder, `${language}.ts`)))[language]

/** The same in two languages, and rightly so: names, signs, loan words. */
const mayBeTheSame =
  /^[^\p{L}]*$|^(E-mail|API|CSV|QR|Regulars|PIN|SMS|WhatsApp|Telegram|Messenger|Apple Wallet|Google Wallet|OK|Ft)\b/u

for (const folder of folders) {
  describe(folder, () => {
    test('has the same keys in four languages', async () => {
      const en = Object.keys(await read(folder, 'en')).sort()
      for (const language of languages)
        assert.deepEqual(Object.keys(await read(folder, language)).sort(), en, language)
    })

    test('is valid ICU, with the same params in every language', async () => {
      const en = await read(folder, 'en')
      const wrong: string[] = []
      for (const language of languages) {
        for (const [key, text] of Object.entries(await read(folder, language))) {
          const same = isStructurallySame(parse(en[key]!), parse(text))
          if (!same.success) wrong.push(`${language} ${key}: ${same.error?.message}`)
        }
      }
      assert.deepEqual(wrong, [])
    })

    test('is translated', async () => {
      const en = await read(folder, 'en')
      const left: string[] = []
      for (const language of languages.filter((language) => language !== 'en')) {
        for (const [key, text] of Object.entries(await read(folder, language))) {
          const foreign = language === 'hy' ? /\p{Script=Armenian}/u : /\p{Script=Cyrillic}/u
          // What a plural says is said; a param alone is nobody's word.
          const bare = text.replace(/\{\w+\}|\{\w+, |\b(plural|select|one|other) /g, '')
          if (mayBeTheSame.test(bare) || mayBeTheSame.test(en[key]!)) continue
          if (language === 'hu' ? text === en[key] && text.includes(' ') : !foreign.test(bare))
            left.push(`${language} ${key}: ${text}`)
        }
      }
      assert.deepEqual(left, [])
    })

    test('is all said somewhere', async () => {
      const code = sourcesAround(folder)
      const unused = Object.keys(await read(folder, 'en')).filter((key) => !isSaid(key, code))
      assert.deepEqual(unused, [])
    })
  })
}

/** The common words may be said anywhere; an area's only beside its folder. */
function sourcesAround(folder: string): string {
  const around = folder === 'ui/words' ? root : resolve(root, dirname(folder))
  const files = globSync('**/*.{ts,tsx}', {
    cwd: around,
    exclude: (path) => /(^|\/)(dist|node_modules|words)$/.test(path),
  })
  return files
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(around, file), 'utf8'))
    .join('\n')
}

/** As it stands, or as the beginning and the end of a template: `role.${role}.may`. */
function isSaid(key: string, code: string): boolean {
  if (code.includes(`'${key}'`)) return true
  const templates = [...code.matchAll(/`([\w.-]+\.)?\$\{[^`]*\}([\w.-]*)`/g)]
  return templates.some(
    ([, before = '', after = '']) => before !== '' && key.startsWith(before) && key.endsWith(after),
  )
}
