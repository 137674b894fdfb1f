/** Keeps a failure in one pane from taking the rest of the page, and the work, with it. */
import { Button } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import styles from './error-boundary.module.css';
import { retryFailedLoads } from './lazy-component';

interface Props {
  /** What failed, in the message: `the trace`. */
  readonly what: string;
  /** Offered beside "Try again", for example to export the work. */
  readonly rescue?: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}

export class ErrorBoundary extends Component<Props, { readonly error: Error | null }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown): { readonly error: Error } {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  readonly #tryAgain = (): void => {
    retryFailedLoads();
    this.setState({ error: null });
  };

  override render(): ReactNode {
    const { error } = this.state as { readonly error: Error | null };
    if (!error) return this.props.children;
    const { what, rescue } = this.props;
    return (
      <div role="alert" className={styles.box}>
        <h2 className={styles.title}>This pane stopped: {what} could not be drawn.</h2>
        <p>
          The rest of the page still works, and the work is kept. Trying again draws the pane afresh; if it fails again,
          reload the page.
        </p>
        <pre className={styles.message}>{error.message}</pre>
        <div className={styles.actions}>
          <Button size="compact-sm" onClick={this.#tryAgain}>
            Try again
          </Button>
          {rescue ? (
            <Button size="compact-sm" variant="default" onClick={rescue.run}>
              {rescue.label}
            </Button>
          ) : null}
        </div>
      </div>
    );
  }
}
