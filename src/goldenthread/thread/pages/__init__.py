"""What the thread's pages say, as frozen values."""
