import { actorType } from './actor-type.ts';
import { beforeEvidence } from './before-evidence.ts';
import { blocCircle } from './bloc-circle.ts';
import { dateOrder } from './date-order.ts';
import { duplicateChange } from './duplicate-change.ts';
import { duplicateId } from './duplicate-id.ts';
import { earlySource } from './early-source.ts';
import { editedQuote } from './edited-quote.ts';
import { evidenceActor } from './evidence-actor.ts';
import { goneQuote } from './gone-quote.ts';
import { missingStrength } from './missing-strength.ts';
import { oneSidedContradiction } from './one-sided-contradiction.ts';
import { riskyCut } from './risky-cut.ts';
import type { Rule } from './rule.ts';
import { sameDayChange } from './same-day-change.ts';
import { unknownReference } from './unknown-reference.ts';
import { unmarkedTurn } from './unmarked-turn.ts';
import { unusedRecord } from './unused-record.ts';
import { unverifiedQuote } from './unverified-quote.ts';

/** Every rule about what records say together, in the order of `isf check --rules`. */
export const rules: readonly Rule[] = [
  unknownReference,
  duplicateId,
  duplicateChange,
  sameDayChange,
  evidenceActor,
  beforeEvidence,
  dateOrder,
  actorType,
  blocCircle,
  missingStrength,
  unmarkedTurn,
  oneSidedContradiction,
  unusedRecord,
  editedQuote,
  unverifiedQuote,
  goneQuote,
  riskyCut,
  earlySource,
];
