Hour: int = JsonData(path='$.review.hour', required=False)
Strikes: int = JsonData(path='$.author.prior_strikes', required=False)
Require(rule='again.sml', require_if=Strikes >= 2)
Require(rule='report.sml', require_if=Hour >= 22)
