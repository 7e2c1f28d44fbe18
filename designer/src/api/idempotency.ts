/** A fresh key for one intended write; keep it until that write has succeeded, so that a retry is not a second one. */
export function newIdempotencyKey(): string {
  // randomUUID exists in secure contexts only, and closed office networks often serve plain http.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
