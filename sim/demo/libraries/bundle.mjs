// Puts the libraries of the page into one script, the licence of each on top.
//
//   node bundle.mjs LIBRARIES.js OUT.js     # where node_modules are
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const { buildSync } = createRequire(join(process.cwd(), '/'))('esbuild');
const [entry, outfile] = process.argv.slice(2);
const options = {
  entryPoints: [entry], bundle: true, minify: true, format: 'iife', globalName: 'libraries', target: 'es2022',
  legalComments: 'none', nodePaths: [join(process.cwd(), 'node_modules')], outfile, metafile: true,
};
const used = new Set(Object.keys(buildSync({ ...options, write: false }).metafile.inputs)
  .flatMap(path => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
const licences = [...used].sort().map(name => {
  const folder = join('node_modules', name), { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = existsSync(folder) && readdirSync(folder).find(file => /^licen[cs]e/i.test(file));
  if (!file) throw new Error(`${name} ${version} comes without its licence (${license})`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8').trim()}`;
});
buildSync({ ...options, banner: { js: `/*!\n${licences.join('\n\n----\n\n').replaceAll('*/', '* /')}\n*/` } });
