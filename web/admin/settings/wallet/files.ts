/** What the server takes: keys and certificates are small. */
export const MOST_BYTES = 30_000

/** A file as text that a JSON can hold. */
export async function base64Of(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

/** A certificate as it comes: PEM is text already, DER becomes it. */
export async function certificateText(file: Blob): Promise<string> {
  const text = await file.text()
  return text.includes('-----BEGIN') ? text : base64Of(file)
}
