import { createHmac, timingSafeEqual } from 'node:crypto'

// No 0/O, 1/I/L: the code is read out and typed by people.
const letters = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const length = 8

/** The applicant's key to a case: derived from the case number and the server's secret, so it need not be stored. */
export function trackingCode(secret: string, caseNo: string): string {
  const bytes = createHmac('sha256', secret).update(caseNo).digest()
  let value = bytes.readBigUInt64BE(0)
  let code = ''
  for (let i = 0; i < length; i++) {
    code += letters[Number(value % BigInt(letters.length))]
    value /= BigInt(letters.length)
  }
  return code
}

export function codeMatches(secret: string, caseNo: string, code: string): boolean {
  const given = Buffer.from(code.trim().toUpperCase().padEnd(length).slice(0, 32))
  const expected = Buffer.from(trackingCode(secret, caseNo))
  return given.length === expected.length && timingSafeEqual(given, expected)
}
