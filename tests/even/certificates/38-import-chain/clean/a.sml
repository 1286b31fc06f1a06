Model: str = JsonData(path='$.author.verified', required=False)
