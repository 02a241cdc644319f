"""Practice reviews: serious incidents, referrals below the threshold, rapid reviews."""
