/** A fault of the text itself, before any question of what it says, with its stretch in UTF-16 offsets. */
export interface TextFault {
  readonly rule: string;
  readonly message: string;
  readonly hint?: string;
  readonly start: number;
  readonly end: number;
  /** True where the text around it can be trusted all the same. */
  readonly local: boolean;
}
