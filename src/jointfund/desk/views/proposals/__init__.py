"""Pages of joint proposals."""
