Hour: int = JsonData(path='$.review.hour', required=False)
Require(rule='night.sml', require_if=Hour >= 22)
