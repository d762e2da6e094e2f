"""What the studio remembers and can do, without a window: document, history, work in the background."""
