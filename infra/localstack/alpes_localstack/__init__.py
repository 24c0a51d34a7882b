"""Parts that let LocalStack run whole on a machine without Docker."""
