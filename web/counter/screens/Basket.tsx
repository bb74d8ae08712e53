import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useFormats } from '../../ui/format.ts'
import { useWords } from '../../ui/words.tsx'
import type { Regular, SaleLine } from '../api.ts'
import { Sheet } from '../parts/Sheet.tsx'
import { askTill } from '../store/asking.ts'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'

interface Product {
  id: string
  sku: string
  name: string | null
  category: string | null
  brand: string | null
  unitPrice: number | null
}

interface Props {
  her: Regular | null
  basket: SaleLine[]
  onClose(): void
  onChange(basket: SaleLine[]): void
}

/** What she takes, piece by piece: her usual things first, everything by its name. */
export function Basket({ her, basket, onClose, onChange }: Props) {
  const { say } = useWords(words)
  const { money } = useFormats()
  const [typed, setTyped] = useState('')
  const products = useProducts(typed, her)
  const add = (product: Product) => {
    const at = basket.findIndex(({ sku }) => sku === product.sku)
    if (at >= 0)
      return onChange(
        basket.map((line, index) => (index === at ? { ...line, quantity: line.quantity + 1 } : line)),
      )
    const { sku, name, category, brand, unitPrice } = product
    onChange([
      ...basket,
      {
        ...{ sku, quantity: 1, unitPrice: unitPrice ?? 0 },
        ...(name ? { name } : {}),
        ...(category ? { category } : {}),
        ...(brand ? { brand } : {}),
      },
    ])
  }
  const less = (sku: string | undefined) =>
    onChange(
      basket.flatMap((line) =>
        line.sku !== sku ? [line] : line.quantity > 1 ? [{ ...line, quantity: line.quantity - 1 }] : [],
      ),
    )
  const total = basket.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0)
  return (
    <Sheet title={say('basket')} onClose={onClose}>
      <div className={styles.form}>
        <label>
          <span>{say('basket.search')}</span>
          <input value={typed} autoComplete="off" onChange={(event) => setTyped(event.target.value)} />
        </label>
      </div>
      <ul className={styles.products}>
        {products.map((product) => (
          <li key={product.id}>
            <button type="button" onClick={() => add(product)}>
              <span>{product.name ?? product.sku}</span>
              <b>{product.unitPrice === null ? '' : money(product.unitPrice)}</b>
            </button>
          </li>
        ))}
      </ul>
      {products.length === 0 ? <p className={styles.more}>{say('basket.none')}</p> : null}
      <ul className={styles.basket} aria-label={say('basket.inside')}>
        {basket.map((line) => (
          <li key={line.sku ?? line.name}>
            <span>{line.name ?? line.sku}</span>
            <button
              type="button"
              onClick={() => less(line.sku)}
              aria-label={say('basket.less', { name: line.name ?? line.sku ?? '' })}
            >
              <IconMinus size={18} stroke={1.75} aria-hidden="true" />
            </button>
            <b>{line.quantity}</b>
            <button
              type="button"
              onClick={() =>
                onChange(basket.map((one) => (one === line ? { ...one, quantity: one.quantity + 1 } : one)))
              }
              aria-label={say('basket.more', { name: line.name ?? line.sku ?? '' })}
            >
              <IconPlus size={18} stroke={1.75} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className={styles.main} onClick={onClose}>
        <span>{say('basket.take')}</span>
        <b>{money(total)}</b>
      </button>
    </Sheet>
  )
}

const PAUSE_MS = 180
const SHOWN = 12

/** What the shop sells by a typed name; with nothing typed, her usual things before the others. */
function useProducts(typed: string, her: Regular | null): Product[] {
  const [found, setFound] = useState<Product[]>([])
  useEffect(() => {
    let over = false
    const timer = setTimeout(async () => {
      const query = new URLSearchParams({ limit: '60', ...(typed.trim() ? { query: typed.trim() } : {}) })
      const { items } = await askTill<{ items: Product[] }>('GET', `/api/v1/products?${query}`).catch(() => ({
        items: [],
      }))
      if (!over) setFound(items)
    }, PAUSE_MS)
    return () => {
      over = true
      clearTimeout(timer)
    }
  }, [typed])
  const usual = new Set((her?.favourites ?? []).map(({ sku }) => sku))
  return found.toSorted((a, b) => Number(usual.has(b.sku)) - Number(usual.has(a.sku))).slice(0, SHOWN)
}
