Queue: str = JsonData(path='$.review.queue', required=False)
Name = StringToLower(s=Queue)
Require(rule=f'by/{Name}.sml')
