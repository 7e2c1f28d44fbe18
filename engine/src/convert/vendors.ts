/** Namespaces of the engines whose models are converted, by the prefix that rows and notes give them. */
export const vendorNamespaces = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  flowable: 'http://flowable.org/bpmn',
  activiti: 'http://activiti.org/bpmn',
  'flowable-modeler': 'http://flowable.org/modeler',
} as const

export type Vendor = keyof typeof vendorNamespaces

/** Prefixes while reading, so that none meets a prefix that a file gives to something else. */
const readAs = 'vendor.'

/** Namespace -> prefix while reading. */
export const readingPrefixes: readonly { readonly uri: string; readonly prefix: string }[] = Object.entries(
  vendorNamespaces,
).map(([vendor, uri]) => ({ uri, prefix: `${readAs}${vendor}` }))

export interface VendorName {
  readonly vendor: Vendor
  /** `assignee`. */
  readonly local: string
  /** `camunda:assignee`. */
  readonly what: string
}

/** A name as it was read; undefined for one of any other namespace. */
export function vendorNameOf(name: string): VendorName | undefined {
  if (!name.startsWith(readAs)) return undefined
  const [vendor, local = ''] = name.slice(readAs.length).split(':')
  return { vendor: vendor as Vendor, local, what: `${vendor}:${local}` }
}

/** Is it the name of something of a vendor, as rows have it? */
export const isVendors = (what: string): boolean => Object.hasOwn(vendorNamespaces, what.split(':')[0]!)

/** Does the text name one of these namespaces at all? Cheap, for choosing whether to offer a conversion. */
export const mentionsVendor = (xml: string): boolean => Object.values(vendorNamespaces).some((uri) => xml.includes(uri))
