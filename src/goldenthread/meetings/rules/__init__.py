"""What meetings follow: their states, quoracy, the calendar of a year, the clock of an agenda."""
