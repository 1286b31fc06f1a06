// A headless Chromium over its debugging pipe: JSON messages ended by NUL on descriptors 3 and 4. No
// package is needed for it, and script of pages stays off.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class Browser {
  static async open(executable) {
    const profile = mkdtempSync(join(tmpdir(), 'evenhand-pages-'));
    const child = spawn(executable, ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', `--user-data-dir=${profile}`,
      '--remote-debugging-pipe', '--hide-scrollbars', 'about:blank'], { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    return new Browser(child, profile);
  }

  constructor(child, profile) {
    this.child = child;
    this.profile = profile;
    this.last = 0;
    this.waiting = new Map();
    this.listeners = [];
    let rest = '';
    child.stdio[4].on('data', (bytes) => {
      const messages = (rest + bytes).split('\0');
      rest = messages.pop();
      for (const message of messages) this.take(JSON.parse(message));
    });
  }

  take(message) {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (waiting) {
      if (message.error) waiting.reject(new Error(message.error.message));
      else waiting.resolve(message.result);
    } else {
      for (const listener of this.listeners) listener(message);
    }
  }

  send(method, params = {}, sessionId = undefined) {
    const id = ++this.last;
    this.child.stdio[3].write(JSON.stringify({ id, method, params, sessionId }) + '\0');
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  // The page at `url` on a screen of `width` pixels, with what it asked for.
  async page(url, width) {
    const { browserContextId } = await this.send('Target.createBrowserContext');
    const { targetId } = await this.send('Target.createTarget', { url: 'about:blank', browserContextId });
    const { sessionId } = await this.send('Target.attachToTarget', { targetId, flatten: true });
    const call = (method, params) => this.send(method, params, sessionId);
    const requests = [], refusals = [];
    let loaded;
    const done = new Promise((resolve) => { loaded = resolve; });
    const listener = (message) => {
      if (message.sessionId !== sessionId) return;
      if (message.method === 'Network.requestWillBeSent' && !message.params.request.url.startsWith('data:')) requests.push(message.params.request.url);
      // What a content security policy does not let a page do.
      if (message.method === 'Log.entryAdded' && message.params.entry.source === 'security') refusals.push(message.params.entry.text);
      if (message.method === 'Page.loadEventFired') loaded();
    };
    this.listeners.push(listener);
    await call('Emulation.setScriptExecutionDisabled', { value: true });
    await call('Emulation.setDeviceMetricsOverride', { width, height: 800, deviceScaleFactor: 1, mobile: true });
    await call('Network.enable');
    await call('Page.enable');
    await call('Log.enable');
    await call('Page.navigate', { url });
    await done;
    const refused = [...refusals];  // axe, which is no part of the page, may be refused things too
    // What the page is without script has been seen; checkers need timers of their own.
    await call('Emulation.setScriptExecutionDisabled', { value: false });
    return {
      requests,
      refused,
      // Our own questions, which are no script of the page.
      evaluate: async (expression) => {
        const { result, exceptionDetails } = await call('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
        return result.value;
      },
      screenshot: async () => {
        const { data } = await call('Page.captureScreenshot', { format: 'png', captureBeyondViewport: true });
        return Buffer.from(data, 'base64');
      },
      close: async () => {
        this.listeners = this.listeners.filter((one) => one !== listener);
        await this.send('Target.disposeBrowserContext', { browserContextId });
      },
    };
  }

  async close() {
    const gone = new Promise((resolve) => this.child.on('exit', resolve));
    this.child.kill();
    await gone;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
