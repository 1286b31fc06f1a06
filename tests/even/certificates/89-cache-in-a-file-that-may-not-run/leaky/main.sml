Hour: int = JsonData(path='$.review.hour', required=False)
Require(rule='leave.sml', require_if=Hour >= 22)
Require(rule='take.sml')
