/** Namespaces of the engines whose models are converted, by the prefix that rows and notes give them. */
export const vendorNamespaces = {
  camunda: 'http://camunda.org/schema/1.0/bpmn',
  flowable: 'http://flowable.org/bpmn',
  activiti: 'http://activiti.org/bpmn',
  'flowable-modeler': 'http://flowable.org/modeler',
} as const

export type Vendor = keyof typeof vendorNamespaces

const vendorNames = new Set<string>(Object.keys(vendorNamespaces))

/** The vendor and the local name of `camunda:assignee`; undefined for a name of any other namespace. */
export function vendorNameOf(name: string): { vendor: Vendor; local: string } | undefined {
  const colon = name.indexOf(':')
  const prefix = name.slice(0, colon)
  return colon > 0 && vendorNames.has(prefix) ? { vendor: prefix as Vendor, local: name.slice(colon + 1) } : undefined
}

/** Does the text name one of these namespaces at all? Cheap, for choosing whether to offer a conversion. */
export const mentionsVendor = (xml: string): boolean => Object.values(vendorNamespaces).some((uri) => xml.includes(uri))
