Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
IsNight = Hour >= 22
Require(rule='leave.sml', require_if=Strikes >= 2)
Require(rule='take.sml')
