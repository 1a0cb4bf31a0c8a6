"""The one web server: the chat page, the public board, health and metrics."""
