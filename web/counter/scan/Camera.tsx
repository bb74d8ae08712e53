import { IconBulb, IconCamera, IconScan } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useWords } from '../../ui/words.tsx'
import { styles } from '../styles/styles.ts'
import { words } from '../words/words.ts'
import { cameraAllowed, cameraAwaits } from './allowed.ts'
import { makeDetector } from './detector.ts'

const EVERY_MS = 120
// The same code stays before the lens for a while after it was read.
const SAME_AGAIN_MS = 4_000

type State = 'asleep' | 'starting' | 'scanning' | 'refused'

/** The camera, always scanning once it was allowed on this device; before that it waits for a tap. */
export function Camera({ onCode }: { onCode(text: string): void }) {
  const { say } = useWords(words)
  const video = useRef<HTMLVideoElement>(null)
  const [state, setState] = useState<State>(cameraAwaits)
  const [track, setTrack] = useState<MediaStreamTrack | null>(null)
  useScanning(state, setState, { video, onCode, setTrack })
  if (!navigator.mediaDevices) return null
  return (
    <div className={styles.camera} data-state={state}>
      {state === 'scanning' || state === 'starting' ? (
        <video ref={video} muted playsInline aria-label={say('camera')} />
      ) : null}
      {state === 'scanning' ? (
        <>
          <span className={styles.frame} aria-hidden="true" />
          <p className={styles.scanning}>
            <IconScan size={20} stroke={1.75} aria-hidden="true" />
            <span>{say('camera.scanning')}</span>
          </p>
          <Torch track={track} />
        </>
      ) : null}
      {state === 'asleep' || state === 'refused' ? (
        <button type="button" className={styles.wake} onClick={() => setState('starting')}>
          <IconCamera size={24} stroke={1.75} aria-hidden="true" />
          <span>{say(state === 'asleep' ? 'camera.start' : 'camera.refused')}</span>
        </button>
      ) : null}
    </div>
  )
}

interface Scanning {
  video: React.RefObject<HTMLVideoElement | null>
  onCode(text: string): void
  setTrack(track: MediaStreamTrack | null): void
}

function useScanning(state: State, setState: (state: State) => void, { video, onCode, setTrack }: Scanning) {
  const wanted = state === 'starting' || state === 'scanning'
  const call = useRef(onCode)
  call.current = onCode
  const read = useCallback((text: string) => call.current(text), [])
  useEffect(() => {
    if (!wanted) return
    let stream: MediaStream | undefined
    let over = false
    const begin = async () => {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
      })
      if (over || !video.current) return stop(stream)
      cameraAllowed(true)
      video.current.srcObject = stream
      await video.current.play()
      setTrack(stream.getVideoTracks()[0] ?? null)
      setState('scanning')
      await scanOn(video.current, read, () => over)
    }
    begin().catch(() => {
      if (over) return
      cameraAllowed(false)
      setState('refused')
    })
    return () => {
      over = true
      if (stream) stop(stream)
      setTrack(null)
    }
  }, [wanted, read, setState, setTrack, video])
}

async function scanOn(video: HTMLVideoElement, onCode: (text: string) => void, isOver: () => boolean) {
  const detector = await makeDetector()
  let latest = { text: '', at: 0 }
  while (!isOver()) {
    await new Promise((done) => setTimeout(done, EVERY_MS))
    if (isOver() || video.readyState < 2 || document.hidden) continue
    const [found] = await detector.detect(video).catch(() => [])
    const now = Date.now()
    if (!found || (found.rawValue === latest.text && now - latest.at < SAME_AGAIN_MS)) continue
    latest = { text: found.rawValue, at: now }
    if (!isOver()) onCode(found.rawValue)
  }
}

function stop(stream: MediaStream): void {
  for (const one of stream.getTracks()) one.stop()
}

/** Where the camera has a light. */
function Torch({ track }: { track: MediaStreamTrack | null }) {
  const { say } = useWords(words)
  const [on, setOn] = useState(false)
  const able = track && 'torch' in (track.getCapabilities?.() ?? {})
  if (!able) return null
  const turn = async () => {
    await track.applyConstraints({ advanced: [{ torch: !on } as MediaTrackConstraintSet] })
    setOn(!on)
  }
  return (
    <button
      type="button"
      className={styles.torch}
      aria-pressed={on}
      aria-label={say('camera.torch')}
      onClick={turn}
    >
      <IconBulb size={22} stroke={1.75} aria-hidden="true" />
    </button>
  )
}
