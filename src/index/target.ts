import { familySync, MUSL } from 'detect-libc';

/**
 * The name of the SQLite binary for this machine, as the packages of `@libsql` are called. The build puts it in the place of `@neon-rs/load`,
 * which tells one C library from another by a report on the whole process and takes a tenth of a start for it.
 */
export function currentTarget(): string {
  const { platform, arch } = process;
  if (platform === 'win32') return `win32-${arch}-msvc`;
  if (platform !== 'linux') return `${platform}-${arch}`;
  if (arch === 'arm') return 'linux-arm-gnueabihf';
  return `linux-${arch}-${familySync() === MUSL ? 'musl' : 'gnu'}`;
}
