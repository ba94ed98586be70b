/** What a person has decided: classes and one decision per image. Plain data that crosses every boundary. */

export interface ImageClass {
  /** Stable for the life of the class: renaming changes `name`, never `id`. */
  readonly id: string;
  readonly name: string;
  /** CSS colour `#rrggbb`. */
  readonly color: string;
}

export interface Decision {
  /** Relative to the folder, with forward slashes. */
  readonly path: string;
  /** Id of an {@link ImageClass}; null: no label. */
  readonly label: string | null;
  /** true: confirmed anomaly; false: dismissed, or known to be normal; null: not reviewed. */
  readonly anomalous: boolean | null;
  /** Ids of the classes that the image is not, though they were suggested; left out: none. */
  readonly rejected?: readonly string[];
  /** The label stands, whatever speaks against it; left out: nobody has said so. */
  readonly sure?: true;
  /** Who decided last; empty when not known. */
  readonly by: string;
  /** When, ISO 8601 in UTC; empty when not known. */
  readonly at: string;
}

/** Everything the trainer has to know of a person's work; always sent whole, the last one wins. */
export interface Knowledge {
  readonly classes: readonly ImageClass[];
  readonly decisions: readonly Decision[];
  /** Where a person has put the threshold of anomalies: a place as in {@link Predictions.threshold}. Left out: it follows the decisions. */
  readonly threshold?: number;
}

/** Nothing decided, no class. */
export const noKnowledge: Knowledge = { classes: [], decisions: [] };
