/** A thread that searches beside the check worker, one search after the other. It sees integers only. */
import { runSearcher, type SearcherSetup } from '../src/engine';

self.onmessage = (event: MessageEvent<SearcherSetup>) => runSearcher(event.data);
