"""What the tests of every room share: a small fictional world, loaded once and copied for each test process."""
