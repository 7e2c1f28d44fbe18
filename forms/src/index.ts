/** Forms without a screen: the schema and its check, the same in Node and in a browser. The screen is `@lianban/forms/vue`. */
export * from './schema/index.ts'
export * from './validate/index.ts'
