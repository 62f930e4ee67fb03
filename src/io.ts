/** The world as a command sees it; main.ts makes the real one, a test its own. */
export interface Io {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working folder; empty where it has been removed. */
  readonly cwd: string;
  /** The folder of the knowledge base that ships with the program. */
  readonly shipped: string;
  /** The folder for index files, or undefined where there is none to be had. */
  readonly cache: string | undefined;
  /** The day it is, in UTC, as `YYYY-MM-DD`. */
  today(): string;
  readonly version: string;
  /** Changes with every build of the program, so that an index of another is not trusted. */
  readonly build: string;
}

export interface Stream {
  write(text: string): void;
  /** Waits until what was written is on its way; false where nobody reads any more. */
  isRead(): Promise<boolean>;
  readonly isTTY: boolean;
  /** The width of the terminal; 80 where there is none. */
  readonly columns: number;
}
