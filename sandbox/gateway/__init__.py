"""Discord's gateway, version 10: sessions over WebSocket."""
