/**
 * Customers: who they are, what they are found by, what they agreed to. What always holds: an email, phone number, card
 * or external id leads to one customer at most; every id that was ever given out leads to the customer who bears it
 * now, in one hop, however many merges lie between; of an erased customer nothing is left but the id, which the books
 * need. Rooms above hang what they do when somebody joins, is merged, erased or asks for her data into
 * `customerParts`.
 */
export { type AttributeDefinition, attributesOf } from './attributes.ts'
export { createCustomer, updateCustomer } from './changes.ts'

export { verifyIdentity } from './identities/keeping.ts'
export { type CustomerKey, customerKey, findCustomer } from './identities/lookup.ts'
export { normalEmail } from './identities/normal.ts'
export { mergeCustomers } from './merging/merge.ts'
export { shownName } from './names/order.ts'
export { addNote, removeNote } from './notes.ts'
export {
  type AnsweredPart,
  customerParts,
  type ErasedPart,
  type ExportedPart,
  type JoinedPart,
  type MergedPart,
} from './parts.ts'

export { addConsent, confirmConsent, currentConsents } from './privacy/consents.ts'
export { eraseCustomer, replayErasures } from './privacy/erasure.ts'
export { exportCustomer } from './privacy/export.ts'

export { keySuppression } from './privacy/suppression.ts'
export {
  type ConsentInput,
  type CustomerChange,
  type CustomerShown,
  customerChange,
  customerIdOf,
  type NewCustomer,
  newCustomer,
} from './profile.ts'
export { readCustomer, readCustomers } from './reading.ts'
export { lockLiving } from './record.ts'
export { searchCustomers } from './search.ts'
