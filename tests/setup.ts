import fc from 'fast-check'

/** Property tests are the same each time in their short form; a long one (PROPERTY_RUNS) looks at others. */
if (process.env['PROPERTY_RUNS'] === undefined) fc.configureGlobal({ seed: 20261126 })
