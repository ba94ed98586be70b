/** Decisions that are on screen but not yet on disk: laid over the saved ones, folded in when saved, dropped when refused. */
import { kept, sameDecision } from '../../src/shared/decided';
import { type Decision } from '../../src/shared/project';

/** A field left out is left as it is. */
export interface Change {
  readonly paths: readonly string[];
  readonly label?: (path: string) => string | null;
  readonly anomalous?: boolean | null;
  /** The label stands. */
  readonly sure?: true;
  /** Id of a class that the image is not. */
  readonly rejected?: (path: string) => string;
}

export class PendingDecisions {
  private saved = new Map<string, Decision>();
  private readonly changes = new Set<Change>();

  /** Replaces what is saved; changes under way stay on top of it. */
  reset(decisions: readonly Decision[]): void {
    this.saved = new Map(decisions.map(decision => [decision.path, decision]));
  }

  begin(change: Change): void {
    this.changes.add(change);
  }

  /** The change is on disk: it becomes part of what is saved. */
  settle(change: Change): void {
    if (this.changes.delete(change)) overlay(this.saved, change);
  }

  /** The change was refused: what was there before shows again. */
  revert(change: Change): void {
    this.changes.delete(change);
  }

  /** Paths that are being saved. */
  saving(): Set<string> {
    return new Set([...this.changes].flatMap(({ paths }) => paths));
  }

  /** All decisions as a person should see them now. */
  effective(): Decision[] {
    const all = new Map(this.saved);
    for (const change of this.changes) overlay(all, change);
    return [...all.values()];
  }
}

function overlay(decisions: Map<string, Decision>, { paths, label, anomalous, rejected, sure }: Change): void {
  for (const path of paths) {
    const before = decisions.get(path);
    // Who and when is the host's to say; when it has, before the change is settled here, that stays.
    const given = label ? label(path) : before?.label ?? null;
    const stands = sure ?? (given === before?.label ? before.sure : undefined);
    const after = kept({
      path, by: '', at: '',
      label: given,
      ...(stands && { sure: stands }),
      anomalous: anomalous === undefined ? before?.anomalous ?? null : anomalous,
      rejected: [...before?.rejected ?? [], ...(rejected ? [rejected(path)] : [])],
    });
    if (!after) decisions.delete(path);
    else if (!before || !sameDecision(before, after)) decisions.set(path, after);
  }
}
