/**
 * Backup: everything there is in one file, and back; and everything of one business as tables that any program opens.
 * What always holds: a backup is of one moment; half a file never looks whole; a restore ends as the backup or leaves
 * all as it was; no backup brings back whom somebody had a right to have forgotten.
 */
export { exportErrand } from './errand.ts'
export { type Exported, exportBusiness } from './export.ts'
export type { Header } from './format.ts'
export { type Restored, type Restoring, restoreBackup } from './restore.ts'
export { openSecret } from './secret.ts'
export { type Backing, type Backup, writeBackup } from './write.ts'
