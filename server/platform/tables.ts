// Generated from the database by `npm run schema`. Do not edit.
// biome-ignore lint/suspicious/noExplicitAny: replaced by the generated types
export type Tables = Record<string, any>
