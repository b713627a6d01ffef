// Writes one typed module beside each `.graphql` file, checked against the committed SDL.
// With `--check` nothing is written; the command fails when a module is out of date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSchema, parse, printSchema } from 'graphql'
import { codegen } from '@graphql-codegen/core'
import * as operations from '@graphql-codegen/typescript-operations'
import * as documents from '@graphql-codegen/typed-document-node'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const checkOnly = process.argv.includes('--check')
const schemaAst = buildSchema(readFileSync(join(root, '../schema.graphql'), 'utf8'))
const schema = parse(printSchema(schemaAst))
const text = { input: 'string', output: 'string' }
const config = {
  skipTypename: true,
  useTypeImports: true,
  strictScalars: true,
  inlineFragmentTypes: 'combine',
  scalars: { ID: text, Date: text, DateTime: text, RegionCode: text },
}

/** Every `.graphql` file below `folder`, in a stable order. */
function graphqlFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return graphqlFiles(path)
      return entry.name.endsWith('.graphql') ? [path] : []
    })
    .sort()
}

async function moduleFor(path) {
  const location = relative(root, path)
  const body = await codegen({
    schema,
    schemaAst,
    filename: `${path}.ts`,
    documents: [{ location, document: parse(readFileSync(path, 'utf8')) }],
    config,
    plugins: [{ operations: {} }, { documents: {} }],
    pluginMap: { operations, documents },
  })
  return `/* Written by \`npm run codegen\` from ${location}. Do not edit. */\n${body}\n`
}

const stale = []
for (const path of graphqlFiles(join(root, 'src'))) {
  const target = path.replace(/\.graphql$/, '.generated.ts')
  const wanted = await moduleFor(path)
  if (existsSync(target) && readFileSync(target, 'utf8') === wanted) continue
  stale.push(relative(root, target))
  if (!checkOnly) writeFileSync(target, wanted)
}

if (checkOnly && stale.length > 0) {
  console.error(`Out of date, run \`npm run codegen\`:\n  ${stale.join('\n  ')}`)
  process.exit(1)
}
console.log(checkOnly ? 'Generated modules are up to date.' : `Wrote ${stale.length} modules.`)
