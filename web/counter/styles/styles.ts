import camera from './camera.module.css'
import done from './done.module.css'
import door from './door.module.css'
import finding from './finding.module.css'
import frame from './frame.module.css'
import gifts from './gifts.module.css'
import keys from './keys.module.css'
import layout from './layout.module.css'
import list from './list.module.css'
import pay from './pay.module.css'
import person from './person.module.css'
import pins from './pins.module.css'
import sheet from './sheet.module.css'
import shortcuts from './shortcuts.module.css'
import stamps from './stamps.module.css'

/** All classes of the counter: each part's stand in a file of their own, and no name is there twice. */
export const styles: Record<string, string> = {
  ...frame,
  ...layout,
  ...camera,
  ...finding,
  ...keys,
  ...person,
  ...stamps,
  ...gifts,
  ...pay,
  ...done,
  ...list,
  ...door,
  ...pins,
  ...sheet,
  ...shortcuts,
}
