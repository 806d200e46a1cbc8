import { Component, type ReactNode } from "react";

interface ErrorBoundaryProps {
  /** A new key gives the content another chance. */
  children: ReactNode;
  fallback: (error: Error, again: () => void) => ReactNode;
}

/** Keeps the frame, with Pause and Kill, alive when a screen fails. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override componentDidCatch(error: Error): void {
    window.__errors?.push(`${error.name}: ${error.message}`);
  }

  override render(): ReactNode {
    const { error } = this.state;
    return error ? this.props.fallback(error, () => this.setState({ error: null })) : this.props.children;
  }
}
