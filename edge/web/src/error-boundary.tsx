import { Component, type ReactNode } from 'react';

/** Replaces a page that could not be loaded or rendered, so that the window is not empty. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <div className="empty">
        <p role="alert">This page could not be loaded.</p>
        <p>
          <button type="button" className="outlined" onClick={() => location.reload()}>
            Try again
          </button>
        </p>
      </div>
    );
  }
}
