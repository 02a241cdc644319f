"""What the report builder's pages say, as frozen values."""
