// The page on another engine: Firefox, driven through the protocol that it speaks itself (Marionette).
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/// A port that nobody listens at.
const freePort = () => new Promise(found => {
  const server = createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => found(port));
  });
});
const pause = milliseconds => new Promise(done => setTimeout(done, milliseconds));
async function connected(port) {
  for (let tries = 0; tries < 300; ++tries) {
    const socket = await new Promise(done => {
      const own = connect(port, '127.0.0.1', () => done(own));
      own.on('error', () => done(null));
    });
    if (socket) return socket;
    await pause(100);
  }
  throw new Error('Firefox does not listen');
}

/// Opens an address in a Firefox of its own and calls `act(run)`: `run(script)` gives what the script
/// returns in the page. Nothing is left behind.
export async function inFirefox(address, act) {
  const profile = mkdtempSync(join(tmpdir(), 'samen-firefox-')), port = await freePort();
  writeFileSync(join(profile, 'user.js'), [['marionette.port', port], ['network.proxy.type', 1], ['network.proxy.http', '127.0.0.1'], ['network.proxy.http_port', 9], ['network.proxy.ssl', '127.0.0.1'], ['network.proxy.ssl_port', 9],
    ['app.update.enabled', false], ['datareporting.policy.dataSubmissionEnabled', false], ['browser.shell.checkDefaultBrowser', false]].map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const firefox = spawn(process.env.FIREFOX || 'firefox-esr', ['--headless', '--marionette', '--no-remote', '--profile', profile, 'about:blank'], { stdio: 'ignore' });
  const gone = new Promise((_, no) => firefox.once('error', no));
  try {
    const socket = await Promise.race([connected(port), gone]), waiting = new Map();
    let rest = Buffer.alloc(0), last = 0;
    socket.on('data', data => {  // each message follows its length in bytes and a colon
      rest = Buffer.concat([rest, data]);
      for (let colon = rest.indexOf(':'); colon > 0; colon = rest.indexOf(':')) {
        const size = Number(rest.subarray(0, colon));
        if (rest.length < colon + 1 + size) return;
        const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + size));
        rest = rest.subarray(colon + 1 + size);
        if (!Array.isArray(message)) continue;
        const [, id, error, result] = message, { yes, no } = waiting.get(id);
        if (error) no(new Error(`${error.error}: ${error.message}`));
        else yes(result);
      }
    });
    const ask = (name, values = {}) => new Promise((yes, no) => {
      waiting.set(++last, { yes, no });
      const text = JSON.stringify([0, last, name, values]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
    await ask('WebDriver:NewSession', { capabilities: { alwaysMatch: { acceptInsecureCerts: true } } });
    await ask('WebDriver:Navigate', { url: address });
    const run = async script => (await ask('WebDriver:ExecuteScript', { script, args: [], newSandbox: false, sandbox: null })).value;
    const until = async (what, script) => {
      for (let tries = 0; tries < 600; ++tries) {
        if (await run(script)) return;
        await pause(100);
      }
      throw new Error(`Firefox waits in vain for ${what}`);
    };
    const result = await act(run, until, ask);
    await ask('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
    socket.destroy();
    return result;
  } finally {
    firefox.kill();
  }
}
