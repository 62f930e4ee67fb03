import { execFileSync } from 'node:child_process';
import { compareText } from '../model/diagnostic.ts';
import { readDate } from '../model/edtf.ts';
import { exitCodes, Failure } from '../model/failure.ts';
import {
  type DataFiles,
  type FileState,
  isDataFile,
  isPassedOver,
  type Listing,
  manifestName,
  mostBytes,
  type Refusal,
  type Skipped,
  tooLarge,
} from './files.ts';

export interface RevisionOptions {
  /** The data folder, resolved; its work tree is never touched. */
  readonly root: string;
  /** Whatever git takes for a commit. */
  readonly revision: string;
  /** Revisions that are open at once need different slots: each slot of a folder has one index, which goes from tree to tree. */
  readonly slot: 'from' | 'to';
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** The data files that git keeps of a folder at a revision. */
export interface RevisionFiles extends DataFiles {
  /** A path of the listing as git writes it: `HEAD~5:data/isf.yaml`. */
  display(path: string): string;
}

/** Finds a folder in a revision; throws a Failure where there is no git, no repository, no such revision or no knowledge base in it. */
export function filesAtRevision({ root, revision, slot, env }: RevisionOptions): RevisionFiles {
  const git = gitIn(root, env);
  const fail = (message: string, hint: string): never => {
    throw new Failure(exitCodes.surroundings, message, hint);
  };
  const prefix = lineOf(git(['rev-parse', '--show-prefix']), (said) =>
    fail(`the data folder ${root} is in no git repository`, said),
  );
  const commit = lineOf(git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]), () =>
    fail(
      `git knows no revision "${revision}"`,
      `${whyNoDate(revision)}a revision is a branch, a tag, a commit, or such as HEAD~5; a shallow clone lacks the older ones`,
    ),
  );
  const folder = prefix.replace(/\/$/, '');
  const missing = () =>
    fail(
      `there is no knowledge base in ${folder === '' ? 'the top folder' : folder} at revision "${revision}"`,
      `it has no ${prefix}${manifestName}`,
    );
  const tree = lineOf(git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}:${folder}`]), missing);
  const listed = git(['ls-tree', '-r', '-z', '--long', '--full-tree', tree]);
  const listing = listed.ok ? listingOf(listed.bytes.toString('utf8')) : missing();
  if (!listing.files.some(({ path }) => path === manifestName)) missing();
  return {
    name: `${root}\n${slot}`,
    like: root,
    list: () => listing,
    read: (files, maxBytes) => readBlobs(git, files, maxBytes),
    display: (path) => `${revision}:${prefix}${path}`,
  };
}

/** Asks git something; `said` is the last line of its complaint. */
type Git = (argv: readonly string[], input?: string) => { ok: true; bytes: Buffer } | { ok: false; said: string };

/** What a hook tells git of the repository that it runs in; the repository asked here is the one that the data folder lies in. */
const ofAHook = [
  'GIT_DIR',
  'GIT_WORK_TREE',
  'GIT_INDEX_FILE',
  'GIT_PREFIX',
  'GIT_COMMON_DIR',
  'GIT_OBJECT_DIRECTORY',
  'GIT_ALTERNATE_OBJECT_DIRECTORIES',
];

function gitIn(root: string, given: RevisionOptions['env']): Git {
  const kept = Object.entries(given).filter(([name]) => !ofAHook.includes(name));
  const env = { ...Object.fromEntries(kept), LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' };
  return (argv, input = '') => {
    try {
      return {
        ok: true,
        bytes: execFileSync('git', ['-C', root, ...argv], { env, input, maxBuffer: Infinity, stdio: 'pipe' }),
      };
    } catch (error) {
      const { code, stderr } = error as NodeJS.ErrnoException & { stderr?: Buffer };
      if (code === 'ENOENT')
        throw new Failure(exitCodes.surroundings, 'git cannot be run', 'git reads the revisions: install it');
      return { ok: false, said: stderr?.toString('utf8').trim().split('\n').at(-1) ?? '' };
    }
  };
}

function lineOf(answer: ReturnType<Git>, refused: (said: string) => never): string {
  return answer.ok ? (answer.bytes.toString('utf8').split('\n')[0] ?? '') : refused(answer.said);
}

/** Entries of `git ls-tree -z --long`: `<mode> <type> <object> <size>`, a tab and the path, each ended by NUL. */
function listingOf(entries: string): Listing {
  const files: FileState[] = [];
  const skipped: Skipped[] = [];
  for (const entry of entries.split('\0')) {
    const [, mode, object, size, path] = /^(\d+) \w+ (\w+) +(\d+|-)\t(.*)$/s.exec(entry) ?? [];
    if (object === undefined || path === undefined || path.split('/').some(isPassedOver)) continue;
    if (mode === '160000')
      skipped.push({
        path,
        rule: 'unreadable',
        message: 'this submodule is another repository, which is not read',
        hint: 'put its files into the data folder itself',
      });
    else if (!isDataFile(path)) continue;
    else if (mode === '120000')
      skipped.push({
        path,
        rule: 'symbolic-link',
        message: 'this symbolic link is not followed',
        hint: 'put what it leads to into the data folder itself',
      });
    else files.push({ path, size: Number(size), stamp: object, changed: 0 });
  }
  const byPath = (a: { path: string }, b: { path: string }) => compareText(a.path, b.path);
  return { files: files.sort(byPath), skipped: skipped.sort(byPath) };
}

/** How many bytes are asked of git at once. */
const mostAtOnce = 16 * 1048576;

function* readBlobs(git: Git, files: readonly FileState[], maxBytes: number): ReturnType<DataFiles['read']> {
  let batch: FileState[] = [];
  let size = 0;
  for (const file of files) {
    const most = mostBytes(file.path, maxBytes);
    if (file.size > most) {
      yield { file, bytes: tooLarge(file.size, most) };
      continue;
    }
    if (size + file.size > mostAtOnce) {
      yield* readBatch(git, batch);
      batch = [];
      size = 0;
    }
    batch.push(file);
    size += file.size;
  }
  yield* readBatch(git, batch);
}

/** One `git cat-file --batch`: for each object a line `<object> blob <size>`, its bytes, and a line break. */
function* readBatch(git: Git, files: readonly FileState[]): ReturnType<DataFiles['read']> {
  if (files.length === 0) return;
  const answer = git(['cat-file', '--batch'], files.map(({ stamp }) => `${stamp}\n`).join(''));
  const bytes = answer.ok ? answer.bytes : Buffer.alloc(0);
  let at = 0;
  for (const file of files) {
    const start = bytes.indexOf('\n', at) + 1;
    const found = bytes.toString('utf8', at, start).startsWith(`${file.stamp} blob `);
    const end = found ? start + file.size : start;
    yield { file, bytes: found ? bytes.subarray(start, end) : unreadable(answer.ok ? 'git lacks it' : answer.said) };
    at = found ? end + 1 : start;
  }
}

function unreadable(reason: string): Refusal {
  return { rule: 'unreadable', message: `this file cannot be read (${reason})`, hint: 'git fsck says what is wrong' };
}

/** Of what looks like a date and is none, why: it was taken for a revision for that. */
function whyNoDate(revision: string): string {
  const reading = readDate(revision);
  return /^\d{4}-\d\d/.test(revision) && !reading.ok ? `it is no date either: ${reading.reason}; ` : '';
}
