import { useEffect, useState } from 'react'

/** What a device works its turning code out by, as the server gives it. */
export interface LiveKey {
  prefix: string
  key: string
  stepSeconds: number
}

/** Where there is no secure context (a shop's own network without HTTPS) the browser can't work it out. */
export const canTurn = globalThis.crypto?.subtle !== undefined

/** The code of this minute, after server/card/liveCode.ts; also without a network. */
export async function codeNow({ prefix, key, stepSeconds }: LiveKey, nowMs: number): Promise<string> {
  const secret = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
    sign.charCodeAt(0),
  )
  const hmac = await crypto.subtle.importKey('raw', secret, { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  const counter = new DataView(new ArrayBuffer(8))
  counter.setBigUint64(0, BigInt(Math.floor(nowMs / 1_000 / stepSeconds)))
  const digest = new DataView(await crypto.subtle.sign('HMAC', hmac, counter))
  const value = digest.getBigUint64(digest.getUint8(31) & 0x0f) & 0x7fffffffffffffffn
  return prefix + String(value % 10_000_000_000n).padStart(10, '0')
}

/** The code, turning by itself; undefined until the first one is worked out. */
export function useLiveCode(live: LiveKey): string | undefined {
  const [code, setCode] = useState<string>()
  useEffect(() => {
    if (!canTurn) return
    let timer: ReturnType<typeof setTimeout>
    const turn = async () => {
      const now = Date.now()
      const stepMs = live.stepSeconds * 1_000
      timer = setTimeout(turn, stepMs - (now % stepMs) + 50)
      setCode(await codeNow(live, now))
    }
    // A phone that slept has missed the minute.
    const woken = () => {
      if (document.visibilityState !== 'visible') return
      clearTimeout(timer)
      void turn()
    }
    void turn()
    document.addEventListener('visibilitychange', woken)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', woken)
    }
  }, [live.prefix, live.key, live.stepSeconds, live])
  return code
}
