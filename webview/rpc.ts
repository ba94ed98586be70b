/** The page's end of the wire to the host, and what the host stores for it. */
import { type HostCalls, type HostEvents } from '../src/shared/pageContract';
import { connect } from '../src/shared/rpc';

interface HostApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): HostApi;

// The host hands the interface out once in the life of a page.
const api = acquireVsCodeApi();

/** Calls to the host; events go to `events`. */
export function connectHost(events: HostEvents): HostCalls {
  const { remote } = connect<HostCalls, Record<never, never>, Record<never, never>, HostEvents>({
    post: message => api.postMessage(message),
    listen: receive => window.addEventListener('message', event => receive(event.data)),
  }, {
    methods: {},
    events,
    onUnknown: text => void remote.log(text),
  });
  return remote;
}

export const stored = {
  read: (): unknown => api.getState(),
  write: (state: unknown): void => api.setState(state),
};
