import { bpmnModdle } from '../model/bpmnModdle.ts'
import { readingPrefixes } from './vendors.ts'

interface Packaged {
  getPackages(): readonly { readonly prefix: string; readonly uri: string }[]
}

const { getPackages } = bpmnModdle as unknown as Packaged

/** Namespace -> prefix of everything that is known while reading. */
export const knownPrefixes = [...getPackages.call(bpmnModdle), ...readingPrefixes]

/**
 * The reader of models, which also gives the vendors' names prefixes of their own, whatever a file calls them. It
 * knows no type of theirs, so it keeps whatever they say.
 */
export const vendorModdle = Object.create(bpmnModdle, {
  getPackages: { value: () => knownPrefixes },
}) as typeof bpmnModdle
