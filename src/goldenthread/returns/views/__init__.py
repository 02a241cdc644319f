"""The pages of requests, questionnaires and returns."""
