/** The model that `winnow score` and `winnow generate` are asked to use. */
import { messageOf, PersonError } from '../shared/personError';
import { type Checkpoint, loadCheckpoint } from '../trainer/checkpoint';

/** The checkpoint of a state folder. PersonError when there is none or it cannot be used. */
export async function trainedModel(state: string): Promise<Checkpoint> {
  let checkpoint: Checkpoint | null;
  try {
    checkpoint = await loadCheckpoint(state);
  } catch (error) {
    if (!(error instanceof PersonError)) throw error;
    throw new PersonError(`${messageOf(error)} Run winnow train with --state "${state}" to make a new one.`, state, { cause: error });
  }
  if (!checkpoint) throw new PersonError(`There is no trained model in "${state}". Run winnow train with --state "${state}" first.`, state);
  return checkpoint;
}
