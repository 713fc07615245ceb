import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';

/** Where Linux distributions and people put Chromium; the first that is there is taken. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser shall speak with the page under test only, and leave nothing behind. */
const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Pixels of a laptop and of a telephone. */
export const viewports = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;

/**
 * Starts a headless Chromium with a profile of its own, which ends with it.
 *
 * @throws Error that says what to install, where there is none
 */
export async function launchBrowser(): Promise<Browser> {
  // a sandbox needs what root in a container may not have; only pages from this repository are opened
  return chromium.launch({ executablePath: findChromium(), chromiumSandbox: false, args: quiet });
}

function findChromium(): string {
  const given = process.env.SPILLWAY_CHROMIUM;
  const found = given ?? places.find(existsSync);
  if (found === undefined || !existsSync(found)) {
    const where = given
      ? `SPILLWAY_CHROMIUM is "${given}", which is not there`
      : `none of ${places.join(', ')} is there`;
    throw new Error(
      `no browser: ${where}; install Chromium (Debian: apt-get install chromium) or set SPILLWAY_CHROMIUM`,
    );
  }
  return found;
}

/** A page, and what is wrong with it: errors, what failed to load, and what it asked of anybody else. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Opens a page, of a server or of a file, and listens to it from the start. */
export async function openPage(
  browser: Browser,
  url: string,
  viewport: { readonly width: number; readonly height: number } = viewports.wide,
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport });
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`not loaded: ${request.url()}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      complaints.push(`console: ${message.text()}`);
    }
  });
  page.on('request', (request) => {
    if (isForeign(request.url(), url)) {
      complaints.push(`asked another origin: ${request.url()}`);
    }
  });
  await page.goto(url);
  return { page, complaints };
}

/** Files have no origin; one page of them may only load what lies in its own text. */
function isForeign(requested: string, page: string): boolean {
  const { protocol, origin } = new URL(requested);
  const own = new URL(page);
  return protocol !== 'data:' && (own.protocol === 'file:' ? requested !== page : origin !== own.origin);
}

/** Pixels by which a page is wider than its window: what a person would have to scroll sideways. */
export async function overflowOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
