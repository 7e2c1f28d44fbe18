import { decimalOf, toNumber } from './decimal.ts'

export type Rounding = 'floor' | 'ceiling' | 'up' | 'down' | 'half up' | 'half down' | 'half even'

/** Rounds to `scale` decimal places (negative: tens, hundreds …), on the decimal that the number stands for. */
export function round(n: number, scale: number, how: Rounding): number {
  const { coefficient, exponent } = decimalOf(n)
  const drop = -exponent - scale
  if (drop <= 0 || coefficient === 0n) return n
  // A number has 17 digits: where more are dropped, all of it is.
  const unit = 10n ** BigInt(Math.min(drop, 25))
  const whole = coefficient / unit
  const rest = coefficient % unit
  return toNumber({ coefficient: whole + away(how, whole, rest, unit), exponent: -scale }) + 0
}

/** 1, 0 or -1: what to add to the whole part, which has been cut towards zero. */
function away(how: Rounding, whole: bigint, rest: bigint, unit: bigint): bigint {
  if (rest === 0n) return 0n
  const sign = rest < 0n ? -1n : 1n
  const twice = rest * sign * 2n
  switch (how) {
    case 'floor':
      return sign < 0n ? -1n : 0n
    case 'ceiling':
      return sign > 0n ? 1n : 0n
    case 'up':
      return sign
    case 'down':
      return 0n
    case 'half up':
      return twice >= unit ? sign : 0n
    case 'half down':
      return twice > unit ? sign : 0n
    case 'half even':
      return twice > unit || (twice === unit && whole % 2n !== 0n) ? sign : 0n
  }
}

/** All digits, without an exponent. */
export function plainDigits(n: number): string {
  const text = n.toString()
  if (!text.includes('e')) return text
  const { coefficient, exponent } = decimalOf(n)
  if (exponent >= 0) return `${coefficient * 10n ** BigInt(exponent)}`
  const digits = `${coefficient < 0n ? -coefficient : coefficient}`.padStart(1 - exponent, '0')
  return `${n < 0 ? '-' : ''}${digits.slice(0, exponent)}.${digits.slice(exponent)}`
}
