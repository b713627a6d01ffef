// The pictures of the docs: node screenshots.mjs FOLDER [ADDRESS]. Without an address a server of
// our own is started.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DESK, PHONE, openBrowser, openPage } from './support/browser.mjs'
import { ask, openHouse } from './support/house.mjs'
import { signIn } from './support/people.mjs'

const [folder = 'docs/screenshots', address] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const house = address ? { address, close: async () => {} } : await openHouse()
const browser = await openBrowser()

async function picture(page, name, path) {
  await page.goto(house.address + path)
  await page.waitForLoadState('networkidle')
  await page.screenshot({ path: join(folder, `${name}.png`) })
}

try {
  const { providers, demands, laws } = await ask(
    house.address,
    '{ providers(first: 1) { nodes { url } } demands(first: 1) { nodes { url } } laws(first: 50) { nodes { url title } } }',
  )
  const law = laws.nodes.find((it) => it.title.includes('生态环境法典')) ?? laws.nodes[0]
  const desk = await openPage(browser, { viewport: DESK })
  await picture(desk, 'home', '/')
  await picture(desk, 'providers', '/providers?category=waste')
  await picture(desk, 'provider', providers.nodes[0].url)
  await picture(desk, 'demand', demands.nodes[0].url)
  await picture(desk, 'search', '/search?q=%E5%8D%B1%E9%99%A9%E5%BA%9F%E7%89%A9%E8%B4%AE%E5%AD%98')
  if (law) {
    await picture(desk, 'law', law.url)
    await picture(desk, 'article', `${law.url}/535`)
  }
  const phone = await openPage(browser, { viewport: PHONE })
  await picture(phone, 'home-phone', '/')
  await picture(phone, 'demand-phone', demands.nodes[0].url)
  const moderator = await signIn(browser, house, 'moderator.shanghai@example.org')
  await picture(moderator, 'moderation', '/workspace/moderation')
  const enterprise = await signIn(browser, house, 'enterprise@example.org')
  await picture(enterprise, 'post-a-need', '/workspace/demands/new')
} finally {
  await browser.close()
  await house.close()
}
