import { packed } from '../shared/listing';
import { type ChosenImages, type Snapshot } from '../shared/pageContract';
import { type Project } from './project';

/** Everything a page draws itself from, at this moment; `path` is the subject of the review page, `chosen` what the gallery is to show alone, `selected` what another page has selected. */
export function snapshotOf(project: Pick<Project, 'listing' | 'knowledge' | 'predictions' | 'duplicates' | 'losses' | 'frames' | 'status' | 'history'>, folderUri: string, path: string | null, chosen: ChosenImages | null, selected: readonly string[] | null): Snapshot {
  const { listing, knowledge, predictions, duplicates, losses, frames, status, history } = project;
  return { listing: listing && packed(listing), knowledge, predictions, duplicates, losses, frames, status, history, folderUri: folderUri.replace(/\/+$/, ''), path, chosen, selected };
}
