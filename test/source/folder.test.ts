import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { filesInFolder, findNamed, findNearest } from '../../src/source/folder.ts';
import { dataFolder, manifest, temporaryFolder, writeFiles } from '../folder.ts';
import { runIsf } from '../io.ts';

const egypt = 'actors:\n  - id: egypt\n    name: Egypt\n    type: state\n';

describe('the files of a data folder', () => {
  test('are its YAML files at any depth, in path order', () => {
    const folder = dataFolder({
      'b.yml': '',
      'a/z.yaml': '',
      'a/b/c.YAML': '',
      'a.yaml': '',
      'notes.txt': '',
      yaml: '',
      '.hidden.yaml': '',
      '.git/x.yaml': '',
      'node_modules/p/x.yaml': '',
    });
    expect(
      filesInFolder(folder)
        .list()
        .files.map(({ path }) => path),
    ).toEqual(['a.yaml', 'a/b/c.YAML', 'a/z.yaml', 'b.yml', 'isf.yaml']);
    expect(filesInFolder(folder).list().skipped).toEqual([]);
  });

  test('have another stamp after every change, also one that keeps size and time', () => {
    const folder = dataFolder({ 'a.yaml': 'a: 1\n', 'b.yaml': 'a: 2\n' });
    const stampOf = (path: string) =>
      filesInFolder(folder)
        .list()
        .files.find((file) => file.path === path)?.stamp;
    const before = stampOf('a.yaml');
    renameSync(join(folder, 'b.yaml'), join(folder, 'a.yaml'));
    expect(stampOf('a.yaml')).not.toBe(before);
  });

  test('do not include what a link leads to, and the link is told', async () => {
    const folder = dataFolder({ 'real.yaml': egypt });
    const outside = dataFolder({ 'secret.yaml': egypt.replaceAll('egypt', 'secret') });
    symlinkSync(join(outside, 'secret.yaml'), join(folder, 'link.yaml'));
    symlinkSync(outside, join(folder, 'elsewhere'));
    symlinkSync('..', join(folder, 'upwards'));
    symlinkSync('circle', join(folder, 'circle'));
    const list = await runIsf(['list', 'actors', '-f', 'json', '--data', folder]);
    expect(JSON.parse(list.stdout).results.map((row: { id: string }) => row.id)).toEqual(['egypt']);
    const { stdout } = await runIsf(['check', '-f', 'json', '--data', '.'], { cwd: folder });
    const links = JSON.parse(stdout).results.filter((row: { rule: string }) => row.rule === 'symbolic-link');
    expect(links.map((row: { file: string }) => row.file)).toEqual(['elsewhere', 'link.yaml', 'upwards']);
  });

  test.runIf(process.platform === 'linux')('a name that is not UTF-8 is told', async () => {
    const folder = dataFolder({});
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/erdo`), Buffer.from([0xf0]), Buffer.from('an.yaml')]), egypt);
    const { stdout, code } = await runIsf(['check', '--data', '.'], { cwd: folder });
    expect(stdout).toContain('error: the name of this file is not UTF-8 [unreadable]');
    expect(code).toBe(1);
  });

  test('that cannot be read are told, and the others answer', () => {
    const program = inject('program');
    const asOrdinaryUser = (...argv: string[]) => {
      // File permissions bind everybody but root.
      const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
      const env = { ISF_CACHE: '' };
      return spawnSync(process.execPath, [program, ...argv], { cwd: folder, encoding: 'utf8', env, ...user });
    };
    const folder = dataFolder({
      'real.yaml': egypt,
      'closed.yaml': egypt,
      'locked/deep.yaml': egypt,
      'sealed/deep.yaml': egypt,
    });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'closed.yaml'), 0o000);
    chmodSync(join(folder, 'locked'), 0o000);
    chmodSync(join(folder, 'sealed'), 0o444);
    const { stdout, status } = asOrdinaryUser('check', '-f', 'json', '--data', '.');
    const told = JSON.parse(stdout).results.filter((row: { rule: string }) => row.rule === 'unreadable');
    expect(told.map((row: { file: string; message: string }) => `${row.file}: ${row.message}`)).toEqual([
      'closed.yaml: this file cannot be read (EACCES)',
      'locked: this folder cannot be read (EACCES)',
      'sealed/deep.yaml: this cannot be looked at (EACCES)',
    ]);
    expect(status).toBe(1);
    const list = asOrdinaryUser('list', 'actors', '-f', 'csv', '--data', '.');
    expect(list.stdout).toContain('egypt');
    expect(list.status).toBe(0);
    for (const name of ['locked', 'sealed']) chmodSync(join(folder, name), 0o700);
  });
});

describe('the knowledge base asked', () => {
  test('is the nearest upwards, in the folder or in its data folder, else the shipped one', () => {
    const folder = temporaryFolder();
    const shipped = dataFolder({});
    mkdirSync(join(folder, 'project', 'data', 'actors'), { recursive: true });
    mkdirSync(join(folder, 'other'));
    writeFiles(folder, { 'project/data/isf.yaml': manifest });
    const rootFrom = (...path: string[]) => findNearest(join(folder, ...path), shipped);
    expect(rootFrom('project')).toEqual({ ok: true, root: join(folder, 'project', 'data') });
    expect(rootFrom('project', 'data', 'actors')).toEqual({ ok: true, root: join(folder, 'project', 'data') });
    expect(rootFrom('other')).toEqual({ ok: true, root: shipped });
    expect(findNearest(folder, join(folder, 'none'))).toMatchObject({ ok: false });
  });

  test('is the one named, which must have a manifest that is a file', () => {
    const folder = temporaryFolder();
    expect(findNamed(folder)).toEqual({ ok: false, looked: [join(folder, 'isf.yaml')] });
    symlinkSync(join(dataFolder({}), 'isf.yaml'), join(folder, 'isf.yaml'));
    expect(findNamed(folder)).toMatchObject({ ok: false });
    expect(findNamed(join(folder, 'nowhere'))).toMatchObject({ ok: false });
  });

  test('may be named through a link', () => {
    const folder = dataFolder({});
    const link = join(temporaryFolder(), 'link');
    symlinkSync(folder, link);
    expect(findNamed(link)).toEqual({ ok: true, root: folder });
  });
});
