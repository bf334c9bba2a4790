"""Bad input and bad times: each is answered with what to do, and nothing is lost."""
