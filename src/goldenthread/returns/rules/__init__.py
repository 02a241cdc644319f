"""What requests, questionnaires and answers obey, free of the database."""
