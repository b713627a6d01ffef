// A server of our own on a folder of its own, with the demo loaded.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const PASSWORD = 'Greenbridge-2026'
const BINARY = process.env.GREENBRIDGE_BINARY ?? resolve(import.meta.dirname, '../../../bin/greenbridge')
const START_MS = 60_000

/** A port nobody listens on. */
function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => found(port))
    })
  })
}

/** Starts the server; `close` ends it and removes its folder. */
export async function openHouse(extra = {}) {
  const data = mkdtempSync(join(tmpdir(), 'greenbridge-e2e-'))
  const port = await freePort()
  const env = {
    ...process.env,
    GREENBRIDGE_DATA: data,
    GREENBRIDGE_LISTEN: `127.0.0.1:${port}`,
    GREENBRIDGE_DEMO: 'yes',
    GREENBRIDGE_BID_WINDOW: '1s',
    GREENBRIDGE_LINK_CHECKS: 'off',
    GREENBRIDGE_RATE_SIGN_IN: 'off',
    GREENBRIDGE_RATE_REGISTER: 'off',
    GREENBRIDGE_RATE_MUTATIONS: 'off',
    GREENBRIDGE_RATE_ASKS: 'off',
    GREENBRIDGE_LOG: 'warn',
    ...extra,
  }
  const address = `http://127.0.0.1:${port}`
  let server
  const start = async () => {
    server = spawn(BINARY, ['serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    for (const stream of [server.stdout, server.stderr]) stream.on('data', (text) => (said += text))
    await until(async () => {
      if (server.exitCode !== null) throw new Error(`the server ended: ${said}`)
      return (await fetch(`${address}/readyz`).catch(() => null))?.ok
    }, START_MS)
  }
  const stop = async () => {
    const ended = new Promise((done) => server.once('exit', done))
    server.kill('SIGTERM')
    await ended
  }
  let ahead = 0
  await start()
  return {
    /** Stops the server and starts it again on the same folder, so many days later. */
    later: async (days) => {
      await stop()
      ahead += days
      env.GREENBRIDGE_CLOCK_AHEAD = `${ahead}d`
      await start()
    },
    /** What the clock of the house says, in milliseconds. */
    now: () => Date.now() + ahead * 86_400_000,
    address,
    /** The newest link to confirm an address, from the mails in the data folder. */
    linkTo: (email) => {
      const outbox = join(data, 'outbox')
      const mails = existsSync(outbox) ? readdirSync(outbox).sort().reverse() : []
      for (const name of mails.filter((it) => !it.startsWith('.'))) {
        const mail = readFileSync(join(outbox, name), 'utf8')
        const token = mail.includes(email) && /confirm-address#([\w.-]+)/.exec(textOf(mail))
        if (token) return `${address}/workspace/confirm-address#${token[1]}`
      }
      return null
    },
    /** Runs a command of the same binary on the same folder. */
    run: (...args) => spawnSync(BINARY, args, { env, encoding: 'utf8' }),
    close: async () => {
      await stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The text of a mail as it lies in the outbox. */
function textOf(mail) {
  const [head, body] = mail.split(/\r\n\r\n(.*)/s)
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  return body.replace(/=\r\n/g, '').replace(/=3D/g, '=')
}

/** Asks again until the answer is yes; fails when it takes too long. */
export async function until(question, limitMs = 30_000, pauseMs = 200) {
  const end = Date.now() + limitMs
  for (;;) {
    const answer = await question()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`still not so after ${limitMs} ms: ${question}`)
    await new Promise((again) => setTimeout(again, pauseMs))
  }
}

/** A question to the API, as a visitor. */
export async function ask(address, query, variables = {}) {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  const { data, errors } = await answer.json()
  if (errors) throw new Error(JSON.stringify(errors))
  return data
}
