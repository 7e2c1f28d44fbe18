import { bpmnModdle } from '../model/bpmnModdle.ts'
import { vendorNamespaces } from './vendors.ts'

interface Packaged {
  getPackages(): readonly { readonly prefix: string; readonly uri: string }[]
}

const { getPackages } = bpmnModdle as unknown as Packaged
const vendors = Object.entries(vendorNamespaces).map(([prefix, uri]) => ({ prefix, uri }))

/**
 * The reader of models, which also gives the vendors' names the prefix that they have here, whatever a file calls them. It
 * knows no type of theirs, so it keeps whatever they say.
 */
export const vendorModdle = Object.create(bpmnModdle, {
  getPackages: { value: () => [...getPackages.call(bpmnModdle), ...vendors] },
}) as typeof bpmnModdle
